package io.apigw.api.definition;

import io.apigw.api.ApiKind;
import io.apigw.api.Problem;
import io.apigw.api.definition.RouteKey.Literal;
import io.apigw.api.definition.RouteKey.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Routes that cannot stand beside one another: the same requests twice, a route out of reach, REST's rule of siblings. */
final class RouteConflicts {

  private final List<Problem> problems = new ArrayList<>();
  private final Set<RouteKey> reported = new HashSet<>();

  private RouteConflicts() {}

  /** Returns the problems with paths such as {@code [GET /pets/{id}]}. */
  static List<Problem> of(ApiKind kind, List<RouteKey> keys) {
    RouteConflicts conflicts = new RouteConflicts();
    conflicts.sameShape(keys);
    if (kind == ApiKind.REST) {
      conflicts.siblings(keys);
    }
    conflicts.shadowed(keys);
    return conflicts.problems;
  }

  private void sameShape(List<RouteKey> keys) {
    Map<String, RouteKey> first = new HashMap<>();
    for (RouteKey key : keys) {
      RouteKey other = first.putIfAbsent(key.verb() + " " + key.shape(), key);
      if (other != null) {
        report(key, "a route key of its own", "the same shape as " + other);
      }
    }
  }

  /** REST: the variables that different paths have at one place are one and the same. */
  private void siblings(List<RouteKey> keys) {
    Map<String, RouteKey> first = new HashMap<>();
    for (RouteKey key : keys) {
      for (int i = 0; i < key.segments().size(); i++) {
        Segment segment = key.segments().get(i);
        if (segment instanceof Literal) {
          continue;
        }
        RouteKey other = first.putIfAbsent(key.shape(i) + "/", key);
        if (other != null && !other.segments().get(i).equals(segment) && !reported.contains(key)) {
          report(
              key,
              other.segments().get(i).text() + " at this place, as in " + other,
              segment.text());
        }
      }
    }
  }

  /** ANY takes the verbs that no other route of its path takes; if all have a route, none is left. */
  private void shadowed(List<RouteKey> keys) {
    Map<String, Set<String>> verbs = new HashMap<>();
    for (RouteKey key : keys) {
      verbs.computeIfAbsent(key.shape(), shape -> new HashSet<>()).add(key.verb());
    }
    for (RouteKey key : keys) {
      if (key.anyVerb() && verbs.getOrDefault(key.shape(), Set.of()).containsAll(RouteKey.VERBS)) {
        report(
            key, "a route that a request can reach", "shadowed by the routes of all seven verbs");
      }
    }
  }

  private void report(RouteKey key, String rule, String actual) {
    reported.add(key);
    problems.add(Problem.expected("[" + key + "]", rule, actual));
  }
}
