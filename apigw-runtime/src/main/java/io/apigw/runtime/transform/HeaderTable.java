package io.apigw.runtime.transform;

import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of a header, by its name in any casing. Looking one up allocates nothing; a name that no row has is
 * passed on.
 */
final class HeaderTable {

  /** What becomes of a header. */
  enum Rule {
    /** It is passed on. */
    PASS,
    /** It goes no further. */
    DROP,
    /** It is passed on if it comes from a proxy that the gateway trusts. */
    TRUSTED,
    /** It is passed on unless its value is an AWS signature, which was meant for the gateway. */
    UNSIGNED,
    /** It is passed on under another name, so that it does not pass for the gateway's own. */
    REMAP
  }

  private static final int SLOTS = 256;

  private final String[] names = new String[SLOTS];
  private final Rule[] rules = new Rule[SLOTS];
  private final List<String> prefixes = new ArrayList<>();
  private final List<Rule> prefixRules = new ArrayList<>();

  /** Which characters a prefix begins with, in lower case. */
  private final boolean[] prefixed = new boolean[256];

  /** Returns a table of nothing but passing. */
  static HeaderTable passing() {
    return new HeaderTable();
  }

  /**
   * Adds rows while the table is made; the last row of a name counts.
   *
   * @param rule what becomes of the headers
   * @param list names with blanks between them; one that ends in {@code *} stands for all that begin so
   */
  HeaderTable with(Rule rule, String list) {
    for (String name : list.strip().split("\\s+", -1)) {
      if (name.endsWith("*")) {
        prefixes.add(name.substring(0, name.length() - 1));
        prefixRules.add(rule);
        prefixed[lower(name, 0) & 0xff] = true;
      } else {
        int slot = slot(name);
        names[slot] = name;
        rules[slot] = rule;
      }
    }
    return this;
  }

  /** Returns what becomes of a header. */
  Rule rule(String name) {
    Rule rule = rules[slot(name)];
    if (rule != null) {
      return rule;
    }
    if (name.isEmpty() || !prefixed[lower(name, 0) & 0xff]) {
      return Rule.PASS;
    }
    for (int i = 0; i < prefixes.size(); i++) {
      String prefix = prefixes.get(i);
      if (name.regionMatches(true, 0, prefix, 0, prefix.length())) {
        return prefixRules.get(i);
      }
    }
    return Rule.PASS;
  }

  /** The place of a name, or the free one where it would stand; names are few, so there is always one. */
  private int slot(String name) {
    int length = name.length();
    int hash = length == 0
        ? 0
        : lower(name, 0)
            + 31 * (lower(name, length / 2) + 31 * lower(name, length - 1))
            + 7 * length;
    int slot = (hash ^ hash >>> 8) & (SLOTS - 1);
    while (names[slot] != null && !names[slot].equalsIgnoreCase(name)) {
      slot = (slot + 1) & (SLOTS - 1);
    }
    return slot;
  }

  /** A letter in lower case; what else becomes of other characters does not matter to a hash. */
  private static int lower(String name, int at) {
    return name.charAt(at) | 0x20;
  }
}
