package io.apigw.runtime.transform;

import io.apigw.api.PercentEncoding;

/** How a value enters a URI, so that it stays in its place whatever it holds. */
enum UriEncoding {

  /** A value that is percent-encoded already, as REST APIs have their path variables: only what is illegal changes. */
  RAW_PATH {
    @Override
    boolean append(String value, StringBuilder out) {
      out.append(PercentEncoding.encodeIllegal(value));
      return true;
    }
  },
  /** A decoded value, as exactly one segment of the path. */
  SEGMENT {
    @Override
    boolean append(String value, StringBuilder out) {
      out.append(PercentEncoding.encodePathSegment(value));
      return true;
    }
  },
  /** A decoded value that may have several segments. */
  PATH {
    @Override
    boolean append(String value, StringBuilder out) {
      out.append(PercentEncoding.encodePath(value));
      return true;
    }
  },
  /** A decoded value, as one name or value of the query. */
  QUERY {
    @Override
    boolean append(String value, StringBuilder out) {
      out.append(PercentEncoding.encodeQueryComponent(value));
      return true;
    }
  },
  /** A percent-encoded value, as one value of the query. */
  RAW_QUERY {
    @Override
    boolean append(String value, StringBuilder out) {
      return QUERY.append(
          PercentEncoding.isValid(value) ? PercentEncoding.decode(value) : value, out);
    }
  },
  /** A part of a host's name: nothing is encoded there, so nothing else is let through. */
  HOST {
    @Override
    boolean append(String value, StringBuilder out) {
      out.append(value);
      return !value.isEmpty() && value.chars().allMatch(UriEncoding::hostCharacter);
    }
  };

  private static final String QUERY_MARKS = "-._~!$&'()*+,;=:@/?[]";

  /** Writes a value; returns whether it may stand there. */
  abstract boolean append(String value, StringBuilder out);

  /** Writes a path as received: each segment is decoded and encoded anew, so that it is spelled in one way. */
  static void reencode(String rawPath, StringBuilder out) {
    if (plain(rawPath)) {
      out.append(rawPath);
      return;
    }
    int from = 0;
    for (int at = 0; at <= rawPath.length(); at++) {
      if (at == rawPath.length() || rawPath.charAt(at) == '/') {
        String segment = rawPath.substring(from, at);
        SEGMENT.append(
            PercentEncoding.isValid(segment) ? PercentEncoding.decode(segment) : segment, out);
        out.append(at < rawPath.length() ? "/" : "");
        from = at + 1;
      }
    }
  }

  /** A query as received, with what may not stand in a query at all encoded; the same object if there is nothing. */
  static String legalQuery(String raw) {
    int legal = 0;
    while (legal < raw.length() && legalInQuery(raw, legal)) {
      legal++;
    }
    if (legal == raw.length()) {
      return raw;
    }
    StringBuilder out = new StringBuilder(raw.length() + 16).append(raw, 0, legal);
    for (int at = legal; at < raw.length(); at += Character.charCount(raw.codePointAt(at))) {
      if (legalInQuery(raw, at)) {
        out.append(raw.charAt(at));
      } else {
        QUERY.append(Character.toString(raw.codePointAt(at)), out);
      }
    }
    return out.toString();
  }

  private static boolean legalInQuery(String raw, int at) {
    char c = raw.charAt(at);
    return letterOrDigit(c) || (c == '%' ? hexPair(raw, at + 1) : QUERY_MARKS.indexOf(c) >= 0);
  }

  private static boolean hexPair(String text, int at) {
    return at + 1 < text.length() && hex(text.charAt(at)) && hex(text.charAt(at + 1));
  }

  private static boolean hex(char c) {
    return c < 0x80 && Character.digit(c, 16) >= 0;
  }

  private static boolean plain(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (!letterOrDigit(c) && c != '/' && c != '-' && c != '_' && c != '.') {
        return false;
      }
    }
    return true;
  }

  private static boolean hostCharacter(int c) {
    return letterOrDigit(c) || c == '-' || c == '.';
  }

  private static boolean letterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
