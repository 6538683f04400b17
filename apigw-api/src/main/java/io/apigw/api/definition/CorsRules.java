package io.apigw.api.definition;

import io.apigw.api.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a CORS configuration may be. */
final class CorsRules {

  private static final String ALL = "*";
  private static final Pattern ORIGIN = Pattern.compile(
      "\\*|https?://\\*|[a-zA-Z][a-zA-Z0-9+.-]*://([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");
  private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Duration MAX_AGE = Duration.ofDays(1);

  private CorsRules() {}

  static void check(Cors cors, List<Problem> problems) {
    if (cors.allowOrigins().isEmpty()) {
      problems.add(Problem.expected("allowOrigins", "at least one origin", "none"));
    }
    for (String origin : cors.allowOrigins()) {
      if (!ORIGIN.matcher(origin).matches()) {
        problems.add(Problem.expected(
            "allowOrigins",
            "scheme://host[:port] without a path, https://*, http://* or *",
            origin));
      }
    }
    if (cors.credentialsAllowed() && cors.allowOrigins().contains(ALL)) {
      problems.add(Problem.expected(
          "allowCredentials", "origins by name when credentials are allowed", ALL));
    }
    methods(cors.allowMethods(), problems);
    headers("allowHeaders", cors.allowHeaders(), problems);
    headers("exposeHeaders", cors.exposeHeaders(), problems);
    cors.maxAge().ifPresent(age -> maxAge(age, problems));
  }

  private static void methods(List<String> methods, List<Problem> problems) {
    List<String> known = new ArrayList<>(RouteKey.VERBS);
    known.add(ALL);
    for (String method : methods) {
      if (!known.contains(method)) {
        problems.add(Problem.expectedOneOf("allowMethods", known, method));
      }
    }
  }

  private static void headers(String path, List<String> names, List<Problem> problems) {
    for (String name : names) {
      if (!HEADER.matcher(name).matches()) {
        problems.add(Problem.expected(path, "a header name or *", name));
      }
    }
  }

  private static void maxAge(Duration age, List<Problem> problems) {
    if (age.compareTo(Duration.ofSeconds(-1)) < 0 || age.compareTo(MAX_AGE) > 0) {
      problems.add(Problem.expected("maxAge", "-1s to 86400s", age));
    }
  }
}
