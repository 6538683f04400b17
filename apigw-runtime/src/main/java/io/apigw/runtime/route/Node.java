package io.apigw.runtime.route;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One place in the trie: what may come next, and the routes that end here, by verb. Immutable. */
final class Node {

  /** The children by the literal they stand for, and the same to look at. */
  final LiteralTable<Node> literals;

  final Map<String, Node> children;

  /** The child that takes any one segment. */
  final @Nullable Node parameter;

  /** How many variables stand between the root and here. */
  final int variables;

  /** Routes that end here, and those that take one or more segments from here on; {@code ANY} fills the gaps. */
  private final @Nullable Target[] own;

  private final @Nullable Target[] greedy;

  /** A bit for each verb that a route here or below takes: what lacks it need not be searched. */
  private final int verbs;

  private Node(Branch branch, int variables) {
    this.variables = variables;
    Map<String, Node> nodes = new LinkedHashMap<>();
    branch.literals.forEach((literal, child) -> nodes.put(literal, new Node(child, variables)));
    this.children = nodes;
    this.literals = new LiteralTable<>(nodes);
    this.parameter = branch.parameter == null ? null : new Node(branch.parameter, variables + 1);
    this.own = branch.own.filled();
    this.greedy = branch.greedy.filled();
    int taken = branch.own.verbs() | branch.greedy.verbs();
    for (Node child : nodes.values()) {
      taken |= child.verbs;
    }
    this.verbs = parameter == null ? taken : taken | parameter.verbs;
  }

  static Node of(Branch branch) {
    return new Node(branch, 0);
  }

  boolean leadsTo(int verb) {
    return (verbs & 1 << verb) != 0;
  }

  @Nullable Target own(int verb) {
    return own[verb];
  }

  @Nullable Target greedy(int verb) {
    return greedy[verb];
  }

  /** A route that ends here or takes what comes from here on, whatever its verb. */
  @Nullable Target anyTarget() {
    for (int verb = 0; verb < Verbs.COUNT; verb++) {
      Target target = own[verb] == null ? greedy[verb] : own[verb];
      if (target != null) {
        return target;
      }
    }
    return null;
  }

  /** A place while the trie grows. */
  static final class Branch {

    private final Map<String, Branch> literals = new LinkedHashMap<>();
    private @Nullable Branch parameter;
    final ByVerb own = new ByVerb();
    final ByVerb greedy = new ByVerb();

    Branch literal(String text) {
      return literals.computeIfAbsent(text, ignored -> new Branch());
    }

    Branch parameter() {
      Branch child = parameter;
      if (child == null) {
        child = new Branch();
        parameter = child;
      }
      return child;
    }
  }

  /** The routes of one path: one for each verb at most, and one for all other verbs. */
  static final class ByVerb {

    private static final @Nullable Target[] NONE = new Target[Verbs.COUNT];

    private final @Nullable Target[] exact = new Target[Verbs.COUNT];
    private @Nullable Target any;

    /** Puts a route in; returns the one that took its requests before, which stays. */
    @Nullable Target put(Target target) {
      if (target.key().anyVerb()) {
        Target before = any;
        any = before == null ? target : before;
        return before;
      }
      int verb = Verbs.indexOf(target.key().verb());
      Target before = exact[verb];
      exact[verb] = before == null ? target : before;
      return before;
    }

    private int verbs() {
      int bits = any == null ? 0 : (1 << Verbs.COUNT) - 1;
      for (int verb = 0; verb < Verbs.COUNT; verb++) {
        bits |= exact[verb] == null ? 0 : 1 << verb;
      }
      return bits;
    }

    private @Nullable Target[] filled() {
      if (verbs() == 0) {
        return NONE;
      }
      @Nullable Target[] filled = exact.clone();
      for (int verb = 0; verb < Verbs.COUNT; verb++) {
        filled[verb] = filled[verb] == null ? any : filled[verb];
      }
      return filled;
    }
  }
}
