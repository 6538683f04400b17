package io.apigw.api.definition;

import io.apigw.api.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a stage may be, whatever its API. */
final class StageRules {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,128}");
  private static final Duration MIN_TIMEOUT = Duration.ofMillis(50);
  private static final Duration MAX_TIMEOUT = Duration.ofMinutes(15);

  private StageRules() {}

  static List<Problem> of(Stage stage, boolean defaultStage) {
    List<Problem> problems = new ArrayList<>();
    if (!NAME.matcher(stage.name()).matches()
        && !(defaultStage && stage.name().equals(RouteKey.DEFAULT))) {
      String rule = "1 to 128 letters, digits, hyphens and underscores"
          + (defaultStage ? ", or $default" : "");
      problems.add(Problem.expected("name", rule, stage.name()));
    }
    DomainRules.check(stage.domains(), problems);
    StageVariables.check(stage.variables(), problems);
    stage.timeout().ifPresent(timeout -> {
      if (timeout.compareTo(MIN_TIMEOUT) < 0 || timeout.compareTo(MAX_TIMEOUT) > 0) {
        problems.add(Problem.expected("timeout", "50ms to 15m", timeout));
      }
    });
    return problems;
  }
}
