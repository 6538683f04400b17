package io.apigw.runtime.route;

import io.apigw.api.definition.RouteKey;
import io.apigw.api.definition.RouteKey.Greedy;
import io.apigw.api.definition.RouteKey.Literal;
import io.apigw.api.definition.RouteKey.Segment;
import java.util.List;
import java.util.stream.IntStream;

/** Where a search in the trie ends: a route, and which segments of a path are the values of its variables. */
final class Target {

  static final String[] NO_VALUES = {};

  private final CompiledRoute route;
  private final RouteKey key;
  private final boolean greedy;
  private final int[] variables;

  Target(RouteKey key, CompiledRoute route) {
    this.route = route;
    this.key = key;
    List<Segment> segments = key.segments();
    this.variables = IntStream.range(0, segments.size())
        .filter(i -> !(segments.get(i) instanceof Literal))
        .toArray();
    this.greedy = !segments.isEmpty() && segments.get(segments.size() - 1) instanceof Greedy;
  }

  CompiledRoute route() {
    return route;
  }

  RouteKey key() {
    return key;
  }

  boolean greedy() {
    return greedy;
  }

  int variableCount() {
    return variables.length;
  }

  /**
   * Cuts the values of the variables out of a path that this route takes, as the client wrote them.
   *
   * @param from where the slash before the first segment stands
   * @param to where the last segment ends
   */
  String[] values(String path, int from, int to) {
    if (variables.length == 0) {
      return NO_VALUES;
    }
    String[] values = new String[variables.length];
    int start = from + 1;
    int segment = 0;
    for (int i = 0; i < values.length; i++) {
      for (; segment < variables[i]; segment++) {
        start = path.indexOf('/', start) + 1;
      }
      int slash = greedy && i == values.length - 1 ? -1 : path.indexOf('/', start);
      values[i] = path.substring(start, slash < 0 || slash > to ? to : slash);
    }
    return values;
  }
}
