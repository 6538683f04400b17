package io.apigw.api.definition;

import io.apigw.api.Problem;
import io.apigw.api.cache.CacheSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A stage's settings by route key: the API must have the route, and what is kept must have a sound key. */
final class StageKeys {

  private final Api api;
  private final List<String> known;

  StageKeys(Api api) {
    this.api = api;
    this.known = api.routes().stream().map(route -> route.key().toString()).toList();
  }

  void throttles(Iterable<String> keys, List<Problem> problems) {
    for (String key : keys) {
      check("throttle[" + key + "]", key, problems);
    }
  }

  void caches(Map<String, Duration> ttls, List<Problem> problems) {
    ttls.forEach((key, ttl) -> {
      String path = "cache[" + key + "]";
      problems.addAll(CacheRules.ttl(path, ttl));
      if (check(path, key, problems)) {
        problems.addAll(api.match(
            http -> List.of(Problem.expected(path, "no cache in an HTTP API", ttl)),
            rest -> method(rest, key, path)));
      }
    });
  }

  /** A route's own timeout may be longer than AWS's only where the stage allows it. */
  void timeouts(Duration longest, List<Problem> problems) {
    String word = api.match(http -> "routes", rest -> "methods");
    for (Route route : api.routes()) {
      List<Problem> own = new ArrayList<>();
      route
          .timeout()
          .ifPresent(timeout ->
              StageRules.within("timeout", StageRules.MIN_TIMEOUT, longest, timeout, own));
      own.forEach(problem -> problems.add(problem.under(word + "[" + route.key() + "]")));
    }
  }

  private boolean check(String path, String key, List<Problem> problems) {
    boolean there = known.contains(key);
    if (!there) {
      problems.add(Problem.expectedOneOf(path, known, key));
    }
    return there;
  }

  private static List<Problem> method(RestApi api, String key, String path) {
    List<Problem> problems = new ArrayList<>();
    for (RestMethod method : api.methods()) {
      if (method.key().toString().equals(key)) {
        Optional<CacheSettings> own = method.cache();
        problems.addAll(CacheRules.key(
            path,
            own.map(CacheSettings::keyParameters).orElse(List.of()),
            RouteVariables.of(method.key())));
      }
    }
    return problems;
  }
}
