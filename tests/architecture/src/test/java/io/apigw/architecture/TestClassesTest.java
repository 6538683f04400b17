package io.apigw.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.apigw.architecture.Rules.are;
import static io.apigw.architecture.Rules.outermost;
import static io.apigw.architecture.Rules.satisfy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A test that never runs, or runs only sometimes, is worse than none. */
class TestClassesTest {

  private static final String TESTABLE = "org.junit.platform.commons.annotation.Testable";

  @Test
  void everyTestIsFound() {
    classes()
        .that(are("with tests", TestClassesTest::hasTests))
        .and(are("concrete", type -> !isAbstract(type)))
        .should(satisfy(
            "stand in a class named …Test or …IT",
            type -> outermost(type).getSimpleName().matches(".*(Test|IT)")))
        .because("surefire and failsafe look for these names and skip all others in silence")
        .check(Module.TESTS);
  }

  @Test
  void nestedTestsAreMarked() {
    classes()
        .that(are(
            "nested, named, concrete and with tests",
            type -> hasTests(type)
                && !type.isTopLevelClass()
                && !type.isAnonymousClass()
                && !isAbstract(type)))
        .should()
        .beAnnotatedWith(Nested.class)
        .allowEmptyShould(true)
        .because("JUnit runs a nested class only when it is marked")
        .check(Module.TESTS);
  }

  @Test
  void eachKindOfTestHasItsPlace() {
    for (Module module : Module.ALL) {
      classes()
          .that(are("with tests and concrete", type -> hasTests(type) && !isAbstract(type)))
          .should(satisfy(
              "be named …IT in tests/integration and …Test elsewhere",
              type -> outermost(type).getSimpleName().endsWith("IT")
                  == module.folder().equals("tests/integration")))
          .allowEmptyShould(true)
          .because("each kind of test has one place and runs in one phase")
          .check(module.testClasses());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.junit.jupiter.api.Disabled",
        "org.junit.jupiter.api.Assumptions",
        "org.junit.jupiter.api.TestMethodOrder",
        "org.junit.jupiter.api.Order",
        "org.junit.jupiter.api.condition.",
        "org.assertj.core.api.Assumptions",
        "org.opentest4j.TestAbortedException"
      })
  void nothingIsSkippedOrOrdered(String banned) {
    DescribedPredicate<JavaClass> skipping = are(banned, type -> type.getName().startsWith(banned));
    noClasses()
        .should()
        .dependOnClassesThat(skipping)
        .allowEmptyShould(true)
        .because("a skipped test passes; one that needs another to run first hides a state")
        .check(Module.TESTS);
    noClasses()
        .should()
        .dependOnClassesThat(skipping)
        .allowEmptyShould(true)
        .because("a published suite holds or fails, for us and for others")
        .check(Module.MAIN);
  }

  @Test
  void namesAreSentences() {
    methods()
        .that()
        .areMetaAnnotatedWith(TESTABLE)
        .should()
        .haveNameNotMatching("test[A-Z0-9_].*|.*[Ii]ssue_?\\d+.*")
        .because("the list of names is the specification; a number belongs into a comment's link")
        .check(Module.TESTS);
  }

  @Test
  void unitTestsDoNotSleep() {
    for (Module module : Module.PRODUCT) {
      noClasses()
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .allowEmptyShould(true)
          .because("clocks are moved by the test")
          .check(module.testClasses());
    }
  }

  /** A host and a transport are nothing but what they do on a socket, so their own tests open them. */
  @Test
  void unitTestsOpenNoSockets() {
    for (Module module : Module.PRODUCT) {
      if (module.folder().equals("extensions/apigw-netty")) {
        continue;
      }
      noClasses()
          .that()
          .resideOutsideOfPackage("io.apigw.runtime.embedded")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.net\\.(Server)?Socket|java\\.nio\\.channels\\..*SocketChannel|com\\.sun\\.net\\.httpserver\\..*"
                  + "|io\\.netty\\.channel\\.socket\\.nio\\..*|io\\.netty\\.channel\\.epoll\\..*")
          .allowEmptyShould(true)
          .because("sockets are for tests/integration")
          .check(module.testClasses());
    }
  }

  @Test
  void everyConformanceSuiteIsRun() {
    assertThat(Module.MAIN.stream()
            .filter(type -> hasTests(type) && isAbstract(type))
            .filter(suite -> Module.TESTS.stream()
                .noneMatch(test -> test.isAssignableTo(suite.getName())
                    && test.getSimpleName().endsWith("ConformanceTest")))
            .map(JavaClass::getName))
        .as("a suite that nothing passes proves nothing")
        .isEmpty();
  }

  @Test
  void publishedSuitesAreAbstractAndNamedAfterWhatTheyCheck() {
    classes()
        .that(are("with tests", TestClassesTest::hasTests))
        .and(are("of the top level", JavaClass::isTopLevelClass))
        .should(satisfy(
            "be an abstract …Conformance of the testkit",
            type -> isAbstract(type)
                && type.getSimpleName().endsWith("Conformance")
                && type.getPackageName().startsWith("io.apigw.testkit")))
        .allowEmptyShould(true)
        .because("a user extends it with one line")
        .check(Module.MAIN);
  }

  /** Own or inherited ones. */
  private static boolean hasTests(JavaClass type) {
    return type.getAllMethods().stream()
        .anyMatch((JavaMethod method) -> method.isMetaAnnotatedWith(TESTABLE));
  }

  private static boolean isAbstract(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.ABSTRACT);
  }
}
