package io.apigw.runtime.route;

import io.apigw.api.definition.RouteKey;
import org.jspecify.annotations.Nullable;

/**
 * Guesses which route a request was meant for that no route takes: follows the path as far as it goes, then takes the
 * literal that looks most like the segment that is wrong. Costs little, but more than a search.
 */
final class NearestRoute {

  private static final int MOST_CHILDREN = 1000;
  private static final int LONGEST_SEGMENT = 40;

  private NearestRoute() {}

  /** Returns the key of a route, or null if none is near. */
  static @Nullable RouteKey of(RouteTrie trie, String path, int from) {
    Node node = trie.root();
    int to = trie.end(path, from);
    if (from == to) {
      return endingAt(node);
    }
    int at = from;
    while (at < to) {
      int end = Math.min(EntryPoint.segmentEnd(path, at + 1), to);
      Node next = child(node, path, at + 1, end);
      if (next == null) {
        Node similar = similar(node, path.substring(at + 1, end));
        return similar == null && node == trie.root()
            ? null
            : any(similar == null ? node : similar);
      }
      node = next;
      at = end;
    }
    return any(node);
  }

  private static @Nullable Node child(Node node, String path, int from, int to) {
    Node literal = node.literal(path, from, to, LiteralTable.hash(path, from, to));
    return literal == null && to > from ? node.parameter() : literal;
  }

  private static @Nullable Node similar(Node node, String segment) {
    Node nearest = null;
    int least = 1 + Math.max(2, segment.length() / 3);
    int looked = 0;
    for (Node child : node.literals()) {
      if (child != null && looked++ < MOST_CHILDREN) {
        int distance = distance(segment, child.segment());
        nearest = distance < least ? child : nearest;
        least = Math.min(least, distance);
      }
    }
    return nearest;
  }

  /** How many characters must be changed, left out or put in; letters of another case count for nothing. */
  private static int distance(String left, String right) {
    if (left.length() > LONGEST_SEGMENT || right.length() > LONGEST_SEGMENT) {
      return Integer.MAX_VALUE;
    }
    int[] row = new int[right.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        boolean same =
            Character.toLowerCase(left.charAt(i - 1)) == Character.toLowerCase(right.charAt(j - 1));
        int changed = diagonal + (same ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[right.length()];
  }

  /** A route that ends at a place or, if none does, below it. */
  private static @Nullable RouteKey any(Node place) {
    Node node = place;
    while (node != null) {
      RouteKey key = endingAt(node);
      if (key != null) {
        return key;
      }
      node = below(node);
    }
    return null;
  }

  private static @Nullable RouteKey endingAt(Node node) {
    for (int verb = 0; verb < Verbs.COUNT; verb++) {
      Target target = node.own(verb) == null ? node.greedy(verb) : node.own(verb);
      if (target != null) {
        return target.key();
      }
    }
    return null;
  }

  private static @Nullable Node below(Node node) {
    for (Node child : node.literals()) {
      if (child != null) {
        return child;
      }
    }
    return node.parameter();
  }
}
