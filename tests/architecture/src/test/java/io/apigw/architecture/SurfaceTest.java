package io.apigw.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.members;
import static io.apigw.architecture.Rules.are;
import static io.apigw.architecture.Rules.satisfy;
import static java.util.stream.Collectors.toUnmodifiableSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.JavaWildcardType;
import java.lang.module.ModuleDescriptor.Exports;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What others see of us: as little as they need, in types that can stay. */
class SurfaceTest {

  private static final Set<String> EXPORTED = Module.PRODUCT.stream()
      .flatMap(module -> module.descriptor().exports().stream())
      .map(Exports::source)
      .collect(toUnmodifiableSet());

  /** Not exported, and used by several packages of their module. */
  private static final Set<String> OPEN_INSIDE = Stream.of(
          "runtime.outcome",
          "runtime.monitor",
          "runtime.body",
          "runtime.flow",
          "runtime.websocket",
          "runtime.deploy",
          "runtime.embedded",
          "auth.custom",
          "auth.fetch",
          "auth.policy",
          "netty.lane",
          "netty.upstream")
      .map(name -> "io.apigw." + name)
      .collect(toUnmodifiableSet());

  private static final String OUTCOME = "io.apigw.runtime.outcome.Outcome";
  /** What every output leads to: the settings that all routes of a stage share. */
  private static final String STAGE = "io.apigw.runtime.route.CompiledStage";

  private static final String TESTKIT = "io.apigw.testkit..";
  private static final String SHARED = "io.apigw.api.shared..";

  @Test
  void publicIsOnlyWhatOthersNeed() {
    classes()
        .that(are("public and of the top level", type -> isPublic(type) && type.isTopLevelClass()))
        .should(satisfy(
            "stand in an exported package, or be a step's door, output or factory",
            type -> EXPORTED.contains(type.getPackageName())
                || OPEN_INSIDE.contains(type.getPackageName())
                || isDoor(type)
                || type.isAssignableTo(OUTCOME)
                || type.getFullName().equals(STAGE)
                || isFactory(type)))
        .allowEmptyShould(true)
        .because("what is public inside is used inside: a step has one door")
        .check(Module.MAIN);
  }

  @ParameterizedTest
  @MethodSource("steps")
  void stepHasOneDoorAndBesideItWhatDeployMakes(String step, Set<String> made) {
    List<JavaClass> publicTypes = Module.MAIN.stream()
        .filter(resideInAPackage("io.apigw.runtime." + step))
        .filter(type -> isPublic(type) && type.isTopLevelClass())
        .toList();
    assertThat(publicTypes.stream().filter(SurfaceTest::isDoor)).hasSize(1);
    assertThat(publicTypes.stream()
            .filter(type -> !isDoor(type) && !type.isAssignableTo(OUTCOME))
            .map(JavaClass::getSimpleName))
        .as("beside door and output, what deploy makes of a definition")
        .containsExactlyInAnyOrderElementsOf(made);
  }

  /** Each step, and the types of it that deploy makes: a new one is a decision. */
  private static Stream<Arguments> steps() {
    return Stream.of(
        Arguments.of(
            "route",
            Set.of(
                "CompiledRoute", "CompiledStage", "RoutingTable", "StageRoutes", "TrustedProxies")),
        Arguments.of("shield", Set.of()),
        Arguments.of("authorize", Set.of()),
        Arguments.of("throttle", Set.of()),
        Arguments.of("validate", Set.of("BodyModels", "RequiredParameter")),
        Arguments.of("cache", Set.of("CacheKeys")),
        Arguments.of("transform", Set.of()),
        Arguments.of("integrate", Set.of()),
        Arguments.of("respond", Set.of("CorsPreflight", "TracedMethod")));
  }

  @Test
  void classesAreFinalUnlessSealed() {
    classes()
        .that(are(
            "neither interfaces, enums nor anonymous",
            type -> !type.isInterface()
                && !type.isEnum()
                && !type.isAnonymousClass()
                && !isEnumBody(type)))
        .and(resideOutsideOfPackages(TESTKIT))
        .should(satisfy(
            "be final or sealed",
            type -> type.getModifiers().contains(JavaModifier.FINAL)
                || type.reflect().isSealed()))
        .allowEmptyShould(true)
        .because("we compose; a class that users may extend can never change")
        .check(Module.MAIN);
  }

  @Test
  void nothingIsProtectedButOverrides() {
    members()
        .that()
        .areProtected()
        .and()
        .areDeclaredInClassesThat(resideOutsideOfPackages(TESTKIT))
        .should(satisfy("override a framework's method", SurfaceTest::overrides))
        .allowEmptyShould(true)
        .because("protected is public API for people who extend, and nobody does")
        .check(Module.MAIN);
  }

  @Test
  void exportedSignaturesHaveNoCompletableFuture() {
    members()
        .that(are("exported", SurfaceTest::isExported))
        .and()
        .areDeclaredInClassesThat(resideOutsideOfPackages(TESTKIT, SHARED))
        .should(satisfy(
            "not mention CompletableFuture",
            member -> typesOf(member)
                .noneMatch(type -> type.getAllInvolvedRawTypes().stream()
                    .anyMatch(raw -> raw.isAssignableTo(CompletableFuture.class)))))
        .allowEmptyShould(true)
        .because(
            "who gets a CompletionStage cannot complete it, cancel it or block on it by accident")
        .check(Module.MAIN);
  }

  @Test
  void signaturesHaveNoMapOfObjects() {
    members()
        .that(are(
            "not private",
            member -> !member.getModifiers().contains(JavaModifier.PRIVATE)
                && !member.getModifiers().contains(JavaModifier.SYNTHETIC)))
        .should(satisfy(
            "not mention Map<String, Object>",
            member -> typesOf(member).noneMatch(SurfaceTest::mentionsMapOfObjects)))
        .allowEmptyShould(true)
        .because("a bag of anything says nothing; JSON that the product carries is JsonValue")
        .check(Module.MAIN);
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC);
  }

  private static boolean isEnumBody(JavaClass type) {
    return type.getRawSuperclass().filter(JavaClass::isEnum).isPresent();
  }

  /** AuthorizeStep in io.apigw.runtime.authorize. */
  private static boolean isDoor(JavaClass type) {
    String step = type.getPackageName().substring(type.getPackageName().lastIndexOf('.') + 1);
    return type.getPackageName().equals("io.apigw.runtime." + step)
        && type.getSimpleName()
            .equals(step.substring(0, 1).toUpperCase(Locale.ROOT) + step.substring(1) + "Step");
  }

  private static boolean isFactory(JavaClass type) {
    return type.getPackageName().startsWith("io.apigw.runtime.")
        && type.getDirectDependenciesToSelf().stream()
            .map(Dependency::getOriginClass)
            .filter(user -> Module.MAIN.contain(user.getName()))
            .map(JavaClass::getPackageName)
            .allMatch(user ->
                user.equals(type.getPackageName()) || user.equals("io.apigw.runtime.deploy"));
  }

  private static boolean isExported(JavaMember member) {
    return EXPORTED.contains(member.getOwner().getPackageName())
        && Stream.iterate(
                Optional.of(member.getOwner()),
                Optional::isPresent,
                owner -> owner.flatMap(JavaClass::getEnclosingClass))
            .allMatch(owner -> isPublic(owner.orElseThrow()))
        && (member.getModifiers().contains(JavaModifier.PUBLIC)
            || member.getModifiers().contains(JavaModifier.PROTECTED));
  }

  private static boolean overrides(JavaMember member) {
    return member instanceof JavaMethod method
        && Stream.concat(
                method.getOwner().getAllRawSuperclasses().stream(),
                method.getOwner().getAllRawInterfaces().stream())
            .anyMatch(above -> above.getMethods().stream()
                .anyMatch(other -> other.getName().equals(method.getName())
                    && other.getRawParameterTypes().size()
                        == method.getRawParameterTypes().size()));
  }

  private static Stream<JavaType> typesOf(JavaMember member) {
    if (member instanceof JavaCodeUnit code) {
      return Stream.concat(Stream.of(code.getReturnType()), code.getParameterTypes().stream());
    }
    return Stream.of(((JavaField) member).getType());
  }

  private static boolean mentionsMapOfObjects(JavaType type) {
    if (type instanceof JavaWildcardType wildcard) {
      return Stream.concat(wildcard.getUpperBounds().stream(), wildcard.getLowerBounds().stream())
          .anyMatch(SurfaceTest::mentionsMapOfObjects);
    }
    if (!(type instanceof JavaParameterizedType parameterized)) {
      return false;
    }
    List<JavaType> arguments = parameterized.getActualTypeArguments();
    boolean itself = parameterized.toErasure().isAssignableTo(Map.class)
        && arguments.size() == 2
        && arguments.get(1) instanceof JavaClass value
        && value.isEquivalentTo(Object.class);
    return itself || arguments.stream().anyMatch(SurfaceTest::mentionsMapOfObjects);
  }
}
