package io.apigw.api.definition;

import io.apigw.api.Problem;
import io.apigw.api.integrate.HttpIntegration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What stage variables may be called and hold, and which of them an API's back ends need. */
final class StageVariables {

  private static final int MAX_COUNT = 100;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,64}");
  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9._~:/?#&=,-]{1,512}");

  private StageVariables() {}

  static void check(Map<String, String> variables, List<Problem> problems) {
    if (variables.size() > MAX_COUNT) {
      problems.add(Problem.expected("variables", "at most 100", variables.size()));
    }
    variables.forEach((name, value) -> {
      String path = "variables[" + name + "]";
      if (!NAME.matcher(name).matches()) {
        problems.add(
            Problem.expected(path, "a name of 1 to 64 letters, digits and underscores", name));
      }
      if (!VALUE.matcher(value).matches()) {
        problems.add(
            Problem.expected(path, "1 to 512 of letters, digits and - . _ ~ : / ? # & = ,", value));
      }
    });
  }

  /** The back ends' URIs that these variables do not complete, with paths such as {@code routes[…].integration.uri}. */
  static List<Problem> unresolved(Api api, Map<String, String> variables) {
    String word = api.match(http -> "routes", rest -> "methods");
    List<Problem> problems = new ArrayList<>();
    for (Route route : api.routes()) {
      for (Problem problem : problems(route, variables)) {
        problems.add(problem.under(word + "[" + route.key() + "].integration.uri"));
      }
    }
    return problems;
  }

  private static List<Problem> problems(Route route, Map<String, String> variables) {
    return route
        .integration()
        .match(
            function -> List.<Problem>of(),
            http -> uri(http, variables),
            mock -> List.<Problem>of());
  }

  private static List<Problem> uri(HttpIntegration http, Map<String, String> variables) {
    return http.uri().resolve(variables).problems();
  }
}
