package io.apigw.runtime.route;

import io.apigw.api.ApiKind;
import io.apigw.api.PercentEncoding;
import io.apigw.api.definition.RouteKey;
import io.apigw.api.definition.RouteKey.Greedy;
import io.apigw.api.definition.RouteKey.Literal;
import io.apigw.api.definition.RouteKey.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The rules of data-plane.md §2 written down as they stand there: compare every route, sort, take the first. */
final class NaiveRoutes {

  private record Candidate(RouteKey key, List<String> values, String ranks) {

    boolean greedy() {
      return ranks.endsWith("3");
    }
  }

  private final boolean rest;
  private final List<RouteKey> keys;

  NaiveRoutes(ApiKind kind, List<RouteKey> keys) {
    this.rest = kind == ApiKind.REST;
    this.keys = keys;
  }

  String find(String verb, String path) {
    List<String> segments = segments(path);
    Optional<Candidate> best = keys.stream()
        .filter(key -> !key.catchAll() && (key.anyVerb() || key.verb().equals(verb)))
        .flatMap(key -> match(key, segments).stream())
        .min(
            rest
                ? order()
                : Comparator.comparing(Candidate::greedy)
                    .thenComparing(
                        candidate -> candidate.greedy() ? 0 : candidate.values().size())
                    .thenComparing(order()));
    return best.map(candidate -> candidate.key() + " " + candidate.values())
        .or(() -> keys.stream().filter(RouteKey::catchAll).findFirst().map(key -> key + " []"))
        .orElse("none");
  }

  /** Level by level a literal, a variable, a greedy variable; on one path the verb itself before ANY. */
  private static Comparator<Candidate> order() {
    return Comparator.comparing(Candidate::ranks)
        .thenComparing(candidate -> candidate.key().anyVerb());
  }

  private List<String> segments(String path) {
    String text = path;
    while (rest && text.endsWith("/")) {
      text = text.substring(0, text.length() - 1);
    }
    return text.isEmpty() || text.equals("/")
        ? List.of()
        : List.of(text.substring(1).split("/", -1));
  }

  private Optional<Candidate> match(RouteKey key, List<String> path) {
    List<String> values = new ArrayList<>();
    StringBuilder ranks = new StringBuilder();
    int at = 0;
    for (Segment segment : key.segments()) {
      if (at >= path.size()) {
        return Optional.empty();
      }
      String value = path.get(at++);
      if (segment instanceof Greedy) {
        value = String.join("/", path.subList(at - 1, path.size()));
        at = path.size();
      }
      boolean literal = segment instanceof Literal;
      if (literal ? !same(segment.text(), value) : value.isEmpty()) {
        return Optional.empty();
      }
      ranks.append(literal ? '1' : segment instanceof Greedy ? '3' : '2');
      if (!literal) {
        values.add(value);
      }
    }
    return at == path.size()
        ? Optional.of(new Candidate(key, values, ranks.toString()))
        : Optional.empty();
  }

  private boolean same(String literal, String segment) {
    return rest
        ? literal.equals(segment)
        : PercentEncoding.decode(literal).equals(PercentEncoding.decode(segment));
  }
}
