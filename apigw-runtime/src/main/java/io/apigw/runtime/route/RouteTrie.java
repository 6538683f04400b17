package io.apigw.runtime.route;

import io.apigw.api.ApiKind;
import io.apigw.api.DefinitionException;
import io.apigw.api.PercentEncoding;
import io.apigw.api.Problem;
import io.apigw.api.definition.RouteKey;
import io.apigw.api.definition.RouteKey.Greedy;
import io.apigw.api.definition.RouteKey.Literal;
import io.apigw.api.definition.RouteKey.Segment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The routes of a stage as a trie of path segments. Immutable.
 *
 * <p>REST: at each segment a literal goes before a variable, a variable before a greedy one, and a route that lacks the
 * verb is passed over, so that the next candidate gets the request. Segments are compared as received: {@code %61} is
 * not {@code a}, neither here nor in the back end's URI. Slashes at the end do not count.
 *
 * <p>HTTP: of the routes whose every segment matches, the one with the most literals (the leftmost literal if two have as
 * many); else the greedy route with the longest literal beginning; else {@code $default}. The path is split as received,
 * so {@code %2F} stays inside its segment; a literal is then compared with the decoded segment, because the back end will
 * get it decoded: {@code /%61dmin} may not pass by the authorizer of {@code GET /admin}. A slash at the end counts.
 *
 * <p>A variable takes a segment that is not empty, a greedy one what begins with a character or an inner double slash.
 *
 * <p>No search visits a place twice, and at each depth it visits at most one place for each shape, which is an order of
 * literals and variables. There are no more than {@value #MAX_SHAPES} shapes at a depth, so how long a search takes is
 * bounded by the depth of the routes and does not depend on their number. An API of AWS's size cannot have more.
 */
final class RouteTrie {

  /** How many orders of literals and variables the beginnings of one length may have. */
  static final int MAX_SHAPES = 512;

  private final boolean rest;
  private final Node root;
  private final @Nullable Target otherwise;

  private RouteTrie(Builder from) {
    this.rest = from.rest;
    this.root = Node.of(from.root);
    this.otherwise = from.otherwise;
  }

  static Builder builder(ApiKind kind) {
    return new Builder(kind);
  }

  /**
   * Finds the route of a request.
   *
   * @param path a path without query
   * @param from where the slash before the first segment stands; the path's length for the root
   * @param verb the verb as {@link Verbs} counts it
   */
  @Nullable
  Target find(String path, int from, int verb) {
    if (verb == Verbs.OTHER) {
      return otherwise;
    }
    int to = end(path, from);
    if (rest) {
      return first(root, path, from, to, verb);
    }
    Target best = best(root, path, from, to, verb, null);
    return best == null ? otherwise : best;
  }

  Node root() {
    return root;
  }

  /** Where the last segment ends that counts. */
  int end(String path, int from) {
    int to = path.length();
    if (!rest) {
      return to == from + 1 ? from : to;
    }
    while (to > from && path.charAt(to - 1) == '/') {
      to--;
    }
    return to;
  }

  private static @Nullable Target first(Node node, String path, int at, int to, int verb) {
    if (!node.leadsTo(verb)) {
      return null;
    }
    if (at == to) {
      return node.own(verb);
    }
    int end = at + 1;
    int hash = 0;
    for (; end < to && path.charAt(end) != '/'; end++) {
      hash = 31 * hash + path.charAt(end);
    }
    Node literal = node.literal(path, at + 1, end, hash);
    Target found = literal == null ? null : first(literal, path, end, to, verb);
    Node parameter = node.parameter();
    if (found == null && parameter != null && end > at + 1) {
      found = first(parameter, path, end, to, verb);
    }
    return found == null ? node.greedy(verb) : found;
  }

  /** The better of the best so far and the best of a place: depth first, literals before variables. */
  private static @Nullable Target best(
      Node node, String path, int at, int to, int verb, @Nullable Target before) {
    if (!node.leadsTo(verb)) {
      return before;
    }
    if (at == to) {
      Target own = node.own(verb);
      return own != null && beats(own.variables().count(), before) ? own : before;
    }
    int end = at + 1;
    int hash = 0;
    boolean encoded = false;
    for (; end < to && path.charAt(end) != '/'; end++) {
      char c = path.charAt(end);
      hash = 31 * hash + c;
      encoded |= c == '%';
    }
    Node literal = encoded
        ? decoded(node, path.substring(at + 1, end))
        : node.literal(path, at + 1, end, hash);
    Target best = literal == null ? before : best(literal, path, end, to, verb, before);
    Node parameter = node.parameter();
    if (parameter != null && end > at + 1 && beats(parameter.variables(), best)) {
      best = best(parameter, path, end, to, verb, best);
    }
    return best == null && to > at + 1 ? node.greedy(verb) : best;
  }

  /** Both take the same number of segments, so fewer variables are more literals; a greedy one loses to every other. */
  private static boolean beats(int variables, @Nullable Target before) {
    return before == null || before.greedy() || variables < before.variables().count();
  }

  private static @Nullable Node decoded(Node node, String segment) {
    String text = PercentEncoding.decode(segment);
    return node.literal(text, 0, text.length(), text.hashCode());
  }

  /** Collects routes. Not thread-safe. */
  static final class Builder {

    private final boolean rest;
    private final Node.Branch root = new Node.Branch();
    private final List<Set<String>> shapes = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private @Nullable Target otherwise;

    private Builder(ApiKind kind) {
      this.rest = kind == ApiKind.REST;
    }

    Builder add(RouteKey key, CompiledRoute route) {
      Target target = new Target(key, route, Variables.of(key, rest));
      Target before;
      if (key.catchAll()) {
        before = otherwise;
        otherwise = before == null ? target : before;
      } else {
        before = place(key).put(target);
      }
      if (before != null) {
        problems.add(
            Problem.expected(path(key), "requests of its own", "those of " + before.key()));
      }
      return this;
    }

    /**
     * Returns the trie.
     *
     * @throws DefinitionException when routes take the same requests, or have too many shapes; names all of them
     */
    RouteTrie build() {
      if (!problems.isEmpty()) {
        throw new DefinitionException("routes", problems);
      }
      return new RouteTrie(this);
    }

    private ByVerb place(RouteKey key) {
      Node.Branch branch = root;
      StringBuilder shape = new StringBuilder();
      for (Segment segment : key.segments()) {
        if (segment instanceof Greedy) {
          return branch.greedy();
        }
        boolean literal = segment instanceof Literal;
        branch = literal ? branch.literal(literal(segment)) : branch.parameter();
        note(shape.append(literal ? '/' : '*'), key);
      }
      return branch.own();
    }

    private String literal(Segment segment) {
      return rest ? segment.text() : PercentEncoding.decode(segment.text());
    }

    private void note(StringBuilder shape, RouteKey key) {
      if (shape.length() > shapes.size()) {
        shapes.add(new HashSet<>());
      }
      Set<String> ofLength = shapes.get(shape.length() - 1);
      if (ofLength.add(shape.toString()) && ofLength.size() == MAX_SHAPES + 1) {
        problems.add(Problem.expected(
            path(key),
            "no more than " + MAX_SHAPES + " orders of literals and variables in the first "
                + shape.length() + " segments of all routes",
            "one more"));
      }
    }

    private static String path(RouteKey key) {
      return "routes[" + key + "]";
    }
  }
}
