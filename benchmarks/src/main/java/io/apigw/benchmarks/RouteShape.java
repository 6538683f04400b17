package io.apigw.benchmarks;

import io.apigw.api.Request;
import java.util.stream.IntStream;

/** How a route's path ends, and so how the trie finds it; in a table of many routes all but misses are mixed. */
public enum RouteShape {
  /** Literals only. */
  LITERAL("/list", "/list"),
  /** A variable for the last segment. */
  PARAMETER("/{id}", "/4711"),
  /** A variable for all that comes. */
  GREEDY("/files/{proxy+}", "/files/2026/01/report.pdf"),
  /** No route: the path is that of one, but for its end. */
  MISS("/list", "/nothing/here");

  private static final RouteShape[] MIXED = {LITERAL, PARAMETER, GREEDY};

  private final String routeEnd;
  private final String targetEnd;

  RouteShape(String routeEnd, String targetEnd) {
    this.routeEnd = routeEnd;
    this.targetEnd = targetEnd;
  }

  /** The keys of a table: all of this shape if there is only one, else mixed. */
  String[] keys(int routes) {
    return IntStream.range(0, routes)
        .mapToObj(i ->
            "GET " + RouteTable.prefix(i) + (routes == 1 ? this : MIXED[i % MIXED.length]).routeEnd)
        .toArray(String[]::new);
  }

  /** Requests for all routes of this shape, in no order. */
  Request[] requests(int routes) {
    return RouteTable.shuffled(routes)
        .filter(i -> routes == 1 || this == MISS || MIXED[i % MIXED.length] == this)
        .mapToObj(i -> Request.get(RouteTable.prefix(i) + targetEnd))
        .toArray(Request[]::new);
  }
}
