package io.apigw.api.authorize;

import io.apigw.api.Problem;
import io.apigw.api.ValueExpression;
import io.apigw.api.ValueExpression.QueryParameter;
import io.apigw.api.ValueExpression.RequestHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a JWT authorizer may not be. */
final class JwtAuthorizerProblems {

  private static final int MAX_AUDIENCES = 50;
  private static final Duration MAX_SKEW = Duration.ofMinutes(10);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  private JwtAuthorizerProblems() {}

  static List<Problem> of(JwtAuthorizer authorizer, List<Problem> unreadableSource) {
    List<Problem> problems = new ArrayList<>(name(authorizer.name()));
    List<TrustedIssuer> issuers = authorizer.issuers();
    problems.addAll(issuers.get(0).problems(authorizer.plainHttpAllowed()));
    audiences(authorizer.audiences(), problems);
    List<TrustedIssuer> others = issuers.subList(1, issuers.size());
    problems.addAll(issuers("issuers", others, authorizer.plainHttpAllowed()));
    for (TrustedIssuer other : others) {
      List<Problem> ofOther = new ArrayList<>();
      audiences(other.audiences(), ofOther);
      ofOther.forEach(problem -> problems.add(problem.under("issuers[" + other + "]")));
    }
    if (others.stream().anyMatch(other -> other.issuer().equals(authorizer.issuer()))) {
      problems.add(
          Problem.expected("issuers", "each of them once", authorizer.issuer() + " twice"));
    }
    problems.addAll(unreadableSource);
    if (unreadableSource.isEmpty() && !tokenSource(authorizer.identitySource())) {
      problems.add(Problem.expected(
          "identitySource",
          "a header or query parameter such as $request.header.Authorization",
          authorizer.identitySource()));
    }
    if (authorizer.clockSkew().isNegative() || authorizer.clockSkew().compareTo(MAX_SKEW) > 0) {
      problems.add(Problem.expected("clockSkew", "0s to 10m", authorizer.clockSkew()));
    }
    if (authorizer.algorithms().isEmpty()) {
      problems.add(Problem.expected("algorithms", "at least one", "none"));
    }
    return List.copyOf(problems);
  }

  static List<Problem> name(String name) {
    return NAME.matcher(name).matches()
        ? List.of()
        : List.of(Problem.expected("name", "1 to 128 of A-Z a-z 0-9 . _ -", name));
  }

  static List<Problem> issuers(String path, List<TrustedIssuer> issuers, boolean plainHttp) {
    List<Problem> problems = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (TrustedIssuer issuer : issuers) {
      issuer
          .problems(plainHttp)
          .forEach(problem -> problems.add(problem.under(path + "[" + issuer + "]")));
      if (!seen.add(issuer.issuer())) {
        problems.add(Problem.expected(path, "each of them once", issuer + " twice"));
      }
    }
    return problems;
  }

  private static boolean tokenSource(ValueExpression source) {
    return source instanceof RequestHeader || source instanceof QueryParameter;
  }

  private static void audiences(List<String> audiences, List<Problem> problems) {
    if (audiences.isEmpty() || audiences.size() > MAX_AUDIENCES) {
      problems.add(Problem.expected("audiences", "1 to 50", audiences.size()));
    }
    if (audiences.stream().anyMatch(String::isBlank)) {
      problems.add(Problem.expected("audiences", "texts that are not blank", audiences));
    }
  }
}
