package io.apigw.api.definition;

import io.apigw.api.Problem;
import io.apigw.api.integrate.MockIntegration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The OPTIONS methods that {@code cors(…)} stands for in a REST API: mocks with fixed headers, as AWS's console makes. */
final class Preflights {

  private static final String OPTIONS = "OPTIONS";
  private static final List<String> AWS_HEADERS =
      List.of("Content-Type", "X-Amz-Date", "Authorization", "X-Api-Key", "X-Amz-Security-Token");

  private Preflights() {}

  /** What fixed headers cannot do. */
  static void check(Cors cors, List<Problem> problems) {
    List<String> origins = cors.allowOrigins();
    boolean pattern = origins.stream().anyMatch(origin -> origin.endsWith("://*"));
    if (origins.size() > 1 || pattern) {
      problems.add(Problem.expected(
          "cors.allowOrigins",
          "one origin or * in a REST API, whose preflights answer all the same",
          String.join(", ", origins)));
    }
    if (!cors.exposeHeaders().isEmpty()) {
      problems.add(Problem.expected(
          "cors.exposeHeaders",
          "none in a REST API, whose methods answer with Access-Control-Expose-Headers themselves",
          String.join(", ", cors.exposeHeaders())));
    }
  }

  /** Declares the OPTIONS methods that are missing. */
  static void declare(String apiId, Cors cors, RouteTable<RestMethod> methods) {
    Map<String, Set<String>> verbs = new LinkedHashMap<>();
    methods
        .keys()
        .forEach(
            key -> verbs.computeIfAbsent(key.path(), path -> new HashSet<>()).add(key.verb()));
    verbs.forEach((path, taken) -> {
      if (!taken.contains(OPTIONS)) {
        String key = OPTIONS + " " + path;
        RestMethod.Builder method = new RestMethod.Builder(apiId, key);
        method.mock(mock -> answer(mock, cors, taken));
        methods.declare(key, method::build);
      }
    });
  }

  private static void answer(MockIntegration.Builder mock, Cors cors, Set<String> taken) {
    List<String> headers = cors.allowHeaders().isEmpty() ? AWS_HEADERS : cors.allowHeaders();
    mock.header("Access-Control-Allow-Headers", String.join(",", headers));
    mock.header("Access-Control-Allow-Methods", String.join(",", methods(cors, taken)));
    mock.header("Access-Control-Allow-Origin", cors.allowOrigins().get(0));
    if (cors.credentialsAllowed()) {
      mock.header("Access-Control-Allow-Credentials", "true");
    }
    cors.maxAge()
        .ifPresent(age -> mock.header("Access-Control-Max-Age", Long.toString(age.toSeconds())));
  }

  private static List<String> methods(Cors cors, Set<String> taken) {
    if (!cors.allowMethods().isEmpty()) {
      return cors.allowMethods();
    }
    return taken.contains(RouteKey.ANY)
        ? RouteKey.VERBS
        : RouteKey.VERBS.stream()
            .filter(verb -> verb.equals(OPTIONS) || taken.contains(verb))
            .toList();
  }
}
