package io.apigw.api.definition;

import io.apigw.api.ApiKind;
import io.apigw.api.Problem;
import io.apigw.api.ValueExpression;
import io.apigw.api.ValueExpression.PathParameter;
import io.apigw.api.cache.CacheSettings;
import java.time.Duration;
import java.util.List;

/** What may be kept: for an hour at most, and never one resource's answer for another's. */
final class CacheRules {

  private CacheRules() {}

  static List<Problem> ttl(String path, Duration ttl) {
    boolean allowed = !ttl.isNegative() && ttl.compareTo(CacheSettings.MAX_TTL) <= 0;
    return allowed ? List.of() : List.of(Problem.expected(path, "0s to 3600s", ttl));
  }

  /** AWS takes a key without the path's variables, and then answers one resource with another. We do not. */
  static List<Problem> key(String path, List<ValueExpression> key, RouteVariables variables) {
    List<String> missing = variables.names().stream()
        .map(PathParameter::new)
        .filter(variable -> !key.contains(variable))
        .map(variable -> variable.write(ApiKind.REST))
        .toList();
    if (missing.isEmpty()) {
      return List.of();
    }
    String actual = key.isEmpty()
        ? "none"
        : String.join(
            ", ", key.stream().map(parameter -> parameter.write(ApiKind.REST)).toList());
    String rule = "every path variable in the key (" + String.join(", ", missing) + " is missing)";
    return List.of(Problem.expected(path, rule, actual));
  }
}
