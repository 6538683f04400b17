package io.apigw.runtime.transform;

/**
 * Finds segments that a server would take for {@code .} or {@code ..}, in whatever way they are spelled: with escapes,
 * and with path parameters that some servers cut off ({@code ..;x=1}).
 */
final class DotSegments {

  private DotSegments() {}

  /** Returns whether an encoded path has one. */
  static boolean in(CharSequence path) {
    int at = 0;
    while (at < path.length()) {
      int end = dots(path, at);
      if (end > at && endsSegment(path, end)) {
        return true;
      }
      while (at < path.length() && !separates(path.charAt(at))) {
        at++;
      }
      at++;
    }
    return false;
  }

  /** Where one or two dots end that begin here; here if there are none, or more. */
  private static int dots(CharSequence path, int from) {
    int at = from;
    for (int count = 0; count <= 2; count++) {
      int next = afterDot(path, at);
      if (next == at) {
        return at;
      }
      at = next;
    }
    return from;
  }

  private static int afterDot(CharSequence path, int at) {
    if (at < path.length() && path.charAt(at) == '.') {
      return at + 1;
    }
    return escape(path, at, '2', 'e') ? at + 3 : at;
  }

  private static boolean endsSegment(CharSequence path, int at) {
    return at == path.length()
        || separates(path.charAt(at))
        || path.charAt(at) == ';'
        || escape(path, at, '3', 'b');
  }

  /** Some servers take a backslash for a slash; it is encoded in what we send, and looked for all the same. */
  private static boolean separates(char c) {
    return c == '/' || c == '\\';
  }

  private static boolean escape(CharSequence path, int at, char high, char low) {
    return at + 2 < path.length()
        && path.charAt(at) == '%'
        && path.charAt(at + 1) == high
        && (path.charAt(at + 2) | 0x20) == low;
  }
}
