package io.apigw.architecture;

import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.apigw.architecture.Rules.satisfy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words that say nothing, or that mean something else here. */
class NamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".*(Util|Helper|Manager|Impl)s?",
        "(Abstract|Default)[A-Z].*",
        "I(?!Pv)[A-Z][a-z].*",
        ".*(Filter|Interceptor|HandlerChain)",
        "(?!RequestProcessor$).*Processor"
      })
  void classNamesSayWhatTheyAre(String banned) {
    classes()
        .should(
            satisfy("avoid the name " + banned, type -> !type.getSimpleName().matches(banned)))
        .allowEmptyShould(true)
        .because("the interface has the plain name and implementations say how they do it")
        .check(Module.MAIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"util", "utils", "helper", "common", "impl", "internal", "support"})
  void packageNamesSayWhatIsInThem(String banned) {
    noClasses()
        .should()
        .resideInAPackage("io.apigw.." + banned + "..")
        .allowEmptyShould(true)
        .because("a drawer for anything has no job; what is not exported is internal already")
        .check(Module.MAIN);
  }

  @Test
  void accessorsHaveNoGet() {
    methods()
        .that(modifier(JavaModifier.PUBLIC))
        .should(satisfy(
            "be named after the value alone",
            method -> !method.getName().matches("get[A-Z].*")
                || !method.getRawParameterTypes().isEmpty()
                || overrides(method)))
        .allowEmptyShould(true)
        .because("records say name(), so does everything else")
        .check(Module.MAIN);
  }

  private static boolean overrides(JavaMethod method) {
    JavaClass owner = method.getOwner();
    return Stream.concat(
            owner.getAllRawSuperclasses().stream(), owner.getAllRawInterfaces().stream())
        .anyMatch(above -> above.tryGetMethod(method.getName()).isPresent());
  }
}
