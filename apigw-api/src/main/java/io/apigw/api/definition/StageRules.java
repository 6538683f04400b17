package io.apigw.api.definition;

import io.apigw.api.ApiKind;
import io.apigw.api.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a stage may be, whatever its API. */
final class StageRules {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,128}");

  /** AWS's least timeout of an integration. */
  static final Duration MIN_TIMEOUT = Duration.ofMillis(50);

  /** The longest that a stage may allow; a connection that is silent for longer does not live. */
  static final Duration MAX_TIMEOUT = Duration.ofMinutes(15);

  private static final Duration MIN_IDLE = Duration.ofSeconds(1);

  /** AWS's limits. */
  private static final Duration REST_TIMEOUT = Duration.ofSeconds(29);

  private static final Duration HTTP_TIMEOUT = Duration.ofSeconds(30);

  private StageRules() {}

  static List<Problem> of(Stage stage, ApiKind kind) {
    List<Problem> problems = new ArrayList<>();
    boolean defaultStage = kind == ApiKind.HTTP;
    if (!NAME.matcher(stage.name()).matches()
        && !(defaultStage && stage.name().equals(RouteKey.DEFAULT))) {
      String rule = "1 to 128 letters, digits, hyphens and underscores"
          + (defaultStage ? ", or $default" : "");
      problems.add(Problem.expected("name", rule, stage.name()));
    }
    DomainRules.check(stage.domains(), problems);
    StageVariables.check(stage.variables(), problems);
    stage
        .shields()
        .forEach(shield -> shield
            .problems()
            .forEach(problem -> problems.add(problem.under("shields[" + shield.name() + "]"))));
    Duration longest = stage.maxTimeout().orElse(MAX_TIMEOUT);
    stage
        .timeout()
        .ifPresent(timeout -> within("timeout", MIN_TIMEOUT, longest, timeout, problems));
    stage
        .maxTimeout()
        .ifPresent(limit -> within("maxTimeout", MIN_TIMEOUT, MAX_TIMEOUT, limit, problems));
    within("idleTimeout", MIN_IDLE, MAX_TIMEOUT, stage.idleTimeout(), problems);
    return problems;
  }

  /** Returns how long a route of the stage may let its integration take. */
  static Duration longest(Stage stage, ApiKind kind) {
    return stage.maxTimeout().orElse(kind == ApiKind.REST ? REST_TIMEOUT : HTTP_TIMEOUT);
  }

  static void within(
      String path, Duration least, Duration most, Duration value, List<Problem> problems) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      problems.add(Problem.expected(path, text(least) + " to " + text(most), value));
    }
  }

  private static String text(Duration limit) {
    if (limit.toMillisPart() != 0) {
      return limit.toMillis() + "ms";
    }
    return limit.toSecondsPart() == 0 ? limit.toMinutes() + "m" : limit.toSeconds() + "s";
  }
}
