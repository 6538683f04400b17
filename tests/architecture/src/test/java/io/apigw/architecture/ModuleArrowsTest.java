package io.apigw.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Which module may know which, and which technology. A new module needs its line here. */
class ModuleArrowsTest {

  private static final String API = "io.apigw.api..";
  private static final String TESTKIT = "io.apigw.testkit..";
  private static final String JACKSON = "com.fasterxml.jackson..";
  private static final String CAFFEINE = "com.github.benmanes.caffeine..";

  static final List<Room> ROOMS = List.of(
      new Room("apigw-api", List.of(), List.of()),
      new Room("apigw-runtime", List.of(API), List.of(JACKSON, CAFFEINE)),
      new Room("apigw-auth", List.of(API), List.of("com.nimbusds..", JACKSON, CAFFEINE)),
      new Room("apigw-throttle", List.of(API), List.of("io.github.bucket4j..", CAFFEINE)),
      new Room("apigw-netty", List.of(API), List.of("io.netty..")),
      new Room("apigw-testkit", List.of(API), List.of("org.junit.jupiter.api..", "org.assertj..")));

  /** A module: what of ours and what of others its main code may use. */
  private record Room(String artifact, List<String> ours, List<String> others) {

    Module module() {
      return Module.ALL.stream()
          .filter(module -> module.artifact().equals(artifact))
          .findFirst()
          .orElseThrow();
    }

    String own() {
      return module().rootPackage() + "..";
    }

    @Override
    public String toString() {
      return artifact;
    }
  }

  @Test
  void everyPublishedModuleHasItsLine() {
    assertThat(Module.PRODUCT)
        .extracting(Module::artifact)
        .containsExactlyInAnyOrderElementsOf(ROOMS.stream().map(Room::artifact).toList());
  }

  @ParameterizedTest
  @FieldSource("ROOMS")
  void mainCodeUsesTheApiAndItsOwnTechnologyOnly(Room room) {
    JavaClasses main = room.module().mainClasses();
    onlyUse(
        main,
        "io.apigw..",
        with(room.ours(), room.own()),
        "modules are siblings that meet in the user's builder");
    onlyUse(
        main,
        "..",
        with(room.others(), "io.apigw..", "java..", "javax..", "org.jspecify.annotations"),
        "nobody pays for a technology that a module does not need");
  }

  @ParameterizedTest
  @FieldSource("ROOMS")
  void testsObeyTheSameArrows(Room room) {
    List<String> ours = room.artifact().equals("apigw-api")
        ? List.of(room.own())
        : with(room.ours(), room.own(), TESTKIT);
    onlyUse(
        room.module().testClasses(),
        "io.apigw..",
        ours,
        "tests use the testkit's fakes, not a sibling module");
  }

  @ParameterizedTest
  @FieldSource("ROOMS")
  void artifactModuleAndPackageShareOneName(Room room) {
    Module module = room.module();
    assertThat(module.named()).as("module-info of %s", module).isTrue();
    assertThat(module.descriptor().name()).isEqualTo(module.rootPackage());
    for (JavaClasses some : List.of(module.mainClasses(), module.testClasses())) {
      classes()
          .should()
          .resideInAPackage(room.own())
          .allowEmptyShould(true)
          .because(
              "artifact apigw-x is module and package io.apigw.x: no split packages, no guessing")
          .check(some);
    }
  }

  @Test
  void onlyTestsExamplesAndBenchmarksAreNoModules() {
    assertThat(Module.ALL.stream().filter(module -> !module.named()))
        .as("a library without module-info hides nothing")
        .allMatch(module -> Stream.of("tests/", "examples/", "benchmarks")
            .anyMatch(start -> module.folder().startsWith(start)));
    assertThat(Module.ALL.stream().filter(Module::named))
        .containsExactlyInAnyOrderElementsOf(Module.PRODUCT);
  }

  @Test
  void everyPublishedModuleIsCompiled() {
    assertThat(Module.PRODUCT)
        .as("these rules would hold for nothing otherwise")
        .allMatch(module -> Files.isDirectory(module.main()));
  }

  private static void onlyUse(JavaClasses some, String from, List<String> allowed, String reason) {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage(from).and(not(resideInAnyPackage(allowed.toArray(new String[0])))))
        .allowEmptyShould(true)
        .because(reason)
        .check(some);
  }

  private static List<String> with(List<String> some, String... more) {
    return Stream.concat(some.stream(), Stream.of(more)).toList();
  }
}
