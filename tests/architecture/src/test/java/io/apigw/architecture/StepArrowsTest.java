package io.apigw.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Arrows between the packages of one module point upstream only. A new package needs its line here. */
class StepArrowsTest {

  private static final String STEPS =
      "route shield authorize throttle validate cache transform integrate respond";
  private static final String BASE = "outcome monitor";

  /** The empty name is the runtime's own package, where Gateway and its builder stand. */
  private static final List<Arrow> RUNTIME = List.of(
      new Arrow("io.apigw.runtime", "outcome", ""),
      new Arrow("io.apigw.runtime", "monitor", ""),
      new Arrow("io.apigw.runtime", "embedded", ""),
      new Arrow("io.apigw.runtime", "route", BASE),
      new Arrow("io.apigw.runtime", "shield", BASE + " route"),
      new Arrow("io.apigw.runtime", "authorize", BASE + " route"),
      new Arrow("io.apigw.runtime", "throttle", BASE + " route authorize"),
      new Arrow("io.apigw.runtime", "body", BASE + " route authorize throttle"),
      new Arrow("io.apigw.runtime", "validate", BASE + " route authorize throttle body"),
      new Arrow("io.apigw.runtime", "cache", BASE + " route authorize throttle body"),
      new Arrow("io.apigw.runtime", "transform", BASE + " route authorize throttle body"),
      new Arrow("io.apigw.runtime", "integrate", BASE + " route authorize throttle transform"),
      new Arrow("io.apigw.runtime", "respond", BASE + " route authorize"),
      new Arrow("io.apigw.runtime", "flow", BASE + " " + STEPS),
      new Arrow("io.apigw.runtime", "websocket", BASE + " " + STEPS),
      new Arrow("io.apigw.runtime", "deploy", BASE + " flow websocket body " + STEPS),
      new Arrow("io.apigw.runtime", "", "deploy flow monitor embedded"));

  private static final String FIRST = "shared respond integrate engine";
  private static final String VALUES = FIRST + " authorize throttle cache validate transform";

  /** The empty name is the package of the messages, which knows no step and no definition. */
  private static final List<Arrow> API = List.of(
      new Arrow("io.apigw.api", "", "shared"),
      new Arrow("io.apigw.api", "shared", "."),
      new Arrow("io.apigw.api", "respond", ". shared"),
      new Arrow("io.apigw.api", "integrate", ". shared respond"),
      new Arrow("io.apigw.api", "shield", ". shared respond"),
      new Arrow("io.apigw.api", "engine", ". shared respond integrate"),
      new Arrow("io.apigw.api", "authorize", ". " + VALUES),
      new Arrow("io.apigw.api", "throttle", ". " + VALUES),
      new Arrow("io.apigw.api", "cache", ". " + VALUES),
      new Arrow("io.apigw.api", "validate", ". " + VALUES),
      new Arrow("io.apigw.api", "transform", ". " + VALUES),
      new Arrow("io.apigw.api", "monitor", ". " + VALUES),
      new Arrow("io.apigw.api", "definition", ". monitor shield " + VALUES));

  static final List<Arrow> ARROWS =
      Stream.concat(RUNTIME.stream(), API.stream()).toList();

  /** One package and the others of its module that it may use; a point stands for the module's own package. */
  private record Arrow(String module, String name, String sees) {

    String from() {
      return name.isEmpty() ? module : module + "." + name;
    }

    String[] allowed() {
      Stream<String> others = Arrays.stream(sees.split(" ", -1))
          .filter(other -> !other.isEmpty())
          .map(other -> other.equals(".") ? module : module + "." + other);
      return Stream.concat(Stream.of(from()), others).toArray(String[]::new);
    }

    @Override
    public String toString() {
      return from();
    }
  }

  @ParameterizedTest
  @FieldSource("ARROWS")
  void packageUsesOnlyWhatIsUpstream(Arrow arrow) {
    noClasses()
        .that()
        .resideInAPackage(arrow.from())
        .should()
        .dependOnClassesThat(
            resideInAPackage(arrow.module() + "..").and(not(resideInAnyPackage(arrow.allowed()))))
        .allowEmptyShould(true) // a package of the design that has no class yet
        .because("who reads a step must not need to read the later ones")
        .check(Module.MAIN);
  }

  @Test
  void everyPackageHasItsLine() {
    assertThat(Module.MAIN.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> name.startsWith("io.apigw.runtime") || name.startsWith("io.apigw.api"))
            .distinct())
        .as("a package without a line could see everything")
        .isSubsetOf(ARROWS.stream().map(Arrow::from).toList());
  }

  @Test
  void packagesHaveNoCycles() {
    slices()
        .matching("io.apigw.(**)")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .because("two packages that need each other are one package")
        .check(Module.MAIN);
  }
}
