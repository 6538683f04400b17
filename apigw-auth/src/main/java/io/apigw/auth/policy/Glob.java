package io.apigw.auth.policy;

import java.util.Arrays;

/**
 * A text with wildcards: {@code *} is any run of characters, {@code ?} exactly one. Matching never goes back further
 * than to the last star, so its cost is bounded by the text's length times that of the longest run without a star.
 */
final class Glob {

  private static final int ONE = -1;
  private static final int RUN = -2;

  private final int[] codes;
  private final String prefix;

  private Glob(int[] codes, String prefix) {
    this.codes = codes;
    this.prefix = prefix;
  }

  boolean matches(String text, int from, int to) {
    if (to - from < prefix.length() || !text.startsWith(prefix, from)) {
      return false;
    }
    int known = prefix.length();
    if (codes.length == known) {
      return to - from == known;
    }
    return (codes.length == known + 1 && codes[known] == RUN)
        || matches(text, from + known, to, known);
  }

  private boolean matches(String text, int from, int to, int firstCode) {
    int at = from;
    int code = firstCode;
    int star = -1;
    int resumeAt = from;
    while (at < to) {
      if (code < codes.length && codes[code] == RUN) {
        star = code++;
        resumeAt = at;
      } else if (code < codes.length && (codes[code] == ONE || codes[code] == text.charAt(at))) {
        code++;
        at++;
      } else if (star >= 0) {
        code = star + 1;
        at = ++resumeAt;
      } else {
        return false;
      }
    }
    while (code < codes.length && codes[code] == RUN) {
      code++;
    }
    return code == codes.length;
  }

  boolean matches(String text) {
    return matches(text, 0, text.length());
  }

  /** Collects the pieces of a text. */
  static final class Builder {

    private int[] codes = new int[16];
    private int length;

    Builder one() {
      return add(ONE);
    }

    Builder run() {
      return length > 0 && codes[length - 1] == RUN ? this : add(RUN);
    }

    Builder literal(CharSequence text) {
      for (int i = 0; i < text.length(); i++) {
        add(text.charAt(i));
      }
      return this;
    }

    Glob build() {
      StringBuilder prefix = new StringBuilder();
      while (prefix.length() < length && codes[prefix.length()] >= 0) {
        prefix.append((char) codes[prefix.length()]);
      }
      return new Glob(Arrays.copyOf(codes, length), prefix.toString());
    }

    private Builder add(int code) {
      if (length == codes.length) {
        codes = Arrays.copyOf(codes, 2 * length);
      }
      codes[length++] = code;
      return this;
    }
  }
}
