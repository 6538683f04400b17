package io.apigw.runtime.route;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One place in the trie: what may come next, and the routes that end here, by verb. Immutable. */
final class Node {

  private final String segment;
  private final int hash;

  /** The children that stand for a literal; open addressing, at most half full. */
  private final @Nullable Node[] literals;

  private final @Nullable Node parameter;
  private final int variables;

  /** Routes that end here, and those that take one or more segments from here on; {@code ANY} fills the gaps. */
  private final @Nullable Target[] own;

  private final @Nullable Target[] greedy;

  /** A bit for each verb that a route here or below takes: what lacks it need not be searched. */
  private final int verbs;

  private Node(String segment, Branch branch, int variables) {
    this.segment = segment;
    this.hash = segment.hashCode();
    this.variables = variables;
    this.parameter =
        branch.parameter == null ? null : new Node("", branch.parameter, variables + 1);
    this.own = branch.own.filled();
    this.greedy = branch.greedy.filled();
    this.literals = new Node[capacity(branch.literals.size())];
    int taken =
        branch.own.verbs() | branch.greedy.verbs() | (parameter == null ? 0 : parameter.verbs);
    for (Map.Entry<String, Branch> literal : branch.literals.entrySet()) {
      Node child = new Node(literal.getKey(), literal.getValue(), variables);
      put(child);
      taken |= child.verbs;
    }
    this.verbs = taken;
  }

  static Node of(Branch root) {
    return new Node("", root, 0);
  }

  /** Returns the child that stands for a region of a path, given the hash of that region as a text of its own. */
  @Nullable
  Node literal(String path, int from, int to, int regionHash) {
    int mask = literals.length - 1;
    int slot = LiteralTable.spread(regionHash) & mask;
    for (Node child = literals[slot]; child != null; child = literals[slot]) {
      if (child.hash == regionHash
          && child.segment.length() == to - from
          && path.startsWith(child.segment, from)) {
        return child;
      }
      slot = (slot + 1) & mask;
    }
    return null;
  }

  /** Returns the children that stand for a literal, with gaps between them. */
  @Nullable
  Node[] literals() {
    return literals.clone();
  }

  /** Returns the child that takes any one segment. */
  @Nullable
  Node parameter() {
    return parameter;
  }

  /** Returns the literal that this place stands for; empty for any segment. */
  String segment() {
    return segment;
  }

  /** Returns how many variables stand between the root and here. */
  int variables() {
    return variables;
  }

  boolean leadsTo(int verb) {
    return (verbs & 1 << verb) != 0;
  }

  @Nullable
  Target own(int verb) {
    return own[verb];
  }

  @Nullable
  Target greedy(int verb) {
    return greedy[verb];
  }

  private void put(Node child) {
    int slot = LiteralTable.spread(child.hash) & (literals.length - 1);
    while (literals[slot] != null) {
      slot = (slot + 1) & (literals.length - 1);
    }
    literals[slot] = child;
  }

  private static int capacity(int size) {
    return size == 0 ? 1 : Integer.highestOneBit(size) * (Integer.bitCount(size) == 1 ? 2 : 4);
  }

  /** A place while the trie grows. */
  static final class Branch {

    private final Map<String, Branch> literals = new LinkedHashMap<>();
    private @Nullable Branch parameter;
    private final ByVerb own = new ByVerb();
    private final ByVerb greedy = new ByVerb();

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

    ByVerb own() {
      return own;
    }

    ByVerb greedy() {
      return greedy;
    }
  }
}
