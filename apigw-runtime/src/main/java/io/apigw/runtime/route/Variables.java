package io.apigw.runtime.route;

import io.apigw.api.definition.RouteKey;
import io.apigw.api.definition.RouteKey.Greedy;
import io.apigw.api.definition.RouteKey.Literal;
import io.apigw.api.definition.RouteKey.Segment;
import java.util.List;
import java.util.stream.IntStream;

/** Which segments of a path are the values of a route's variables. Immutable. */
final class Variables {

  private static final Variables NONE = new Variables(new int[0], false, false);

  private final int[] segments;
  private final boolean greedy;
  private final boolean trimmed;

  private Variables(int[] segments, boolean greedy, boolean trimmed) {
    this.segments = segments;
    this.greedy = greedy;
    this.trimmed = trimmed;
  }

  /** Returns those of a method that stands for no route. */
  static Variables none() {
    return NONE;
  }

  static Variables of(RouteKey key, boolean rest) {
    List<Segment> all = key.segments();
    int[] variables = IntStream.range(0, all.size())
        .filter(i -> !(all.get(i) instanceof Literal))
        .toArray();
    boolean greedy = !all.isEmpty() && all.get(all.size() - 1) instanceof Greedy;
    return variables.length == 0 ? NONE : new Variables(variables, greedy, rest);
  }

  int count() {
    return segments.length;
  }

  /** Whether the last one takes all that is left of the path. */
  boolean greedy() {
    return greedy;
  }

  /**
   * Cuts the value of a variable out of a path that the route takes, as the client wrote it.
   *
   * @param index which variable, from the left
   * @param path the path that routes are matched against
   */
  String value(int index, String path) {
    int start = 1;
    for (int segment = 0; segment < segments[index]; segment++) {
      start = path.indexOf('/', start) + 1;
    }
    boolean rest = greedy && index == segments.length - 1;
    int slash = rest ? -1 : path.indexOf('/', start);
    return path.substring(start, slash < 0 ? end(path) : slash);
  }

  private int end(String path) {
    int end = path.length();
    while (trimmed && path.charAt(end - 1) == '/') {
      end--;
    }
    return end;
  }
}
