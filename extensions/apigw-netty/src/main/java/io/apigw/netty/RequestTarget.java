package io.apigw.netty;

/** The forms a request-target comes in (RFC 9112 §3.2), and what a Host may look like. */
final class RequestTarget {

  private static final boolean[] HOST = new boolean[128];

  static {
    for (char c = '0'; c <= 'z'; c++) {
      HOST[c] = Character.isLetterOrDigit(c);
    }
    for (char c : "-._~".toCharArray()) {
      HOST[c] = true;
    }
  }

  private RequestTarget() {}

  /** Returns where the path begins: 0 in origin form, behind the authority in absolute form, -1 when there is none. */
  static int pathStart(String target) {
    if (target.startsWith("/")) {
      return 0;
    }
    int authority = authorityStart(target);
    return authority < 0 ? -1 : target.indexOf('/', authority);
  }

  /** Returns the authority of a target in absolute form; empty in every other form. */
  static String authority(String target) {
    int start = authorityStart(target);
    return start < 0 ? "" : target.substring(start, authorityEnd(target, start));
  }

  /** Returns the origin form of a target in absolute form. */
  static String originForm(String target) {
    int end = authorityEnd(target, authorityStart(target));
    String rest = target.substring(end);
    return rest.startsWith("/") ? rest : "/" + rest;
  }

  /** Returns whether a Host or an authority is a name or an address literal, with or without a port. */
  static boolean validHost(String host) {
    int end = host.startsWith("[") ? literalEnd(host) : nameEnd(host);
    if (end <= 0) {
      return false;
    }
    return end == host.length() || (host.charAt(end) == ':' && validPort(host, end + 1));
  }

  private static int authorityStart(String target) {
    if (target.regionMatches(true, 0, "http://", 0, 7)) {
      return 7;
    }
    return target.regionMatches(true, 0, "https://", 0, 8) ? 8 : -1;
  }

  private static int authorityEnd(String target, int start) {
    for (int i = start; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c == '/' || c == '?' || c == '#') {
        return i;
      }
    }
    return target.length();
  }

  private static int nameEnd(String host) {
    int i = 0;
    while (i < host.length() && host.charAt(i) < 128 && HOST[host.charAt(i)]) {
      i++;
    }
    return i;
  }

  private static int literalEnd(String host) {
    int close = host.indexOf(']');
    for (int i = 1; i < close; i++) {
      char c = host.charAt(i);
      if (Character.digit(c, 16) < 0 && c != ':' && c != '.') {
        return -1;
      }
    }
    return close < 3 ? -1 : close + 1;
  }

  private static boolean validPort(String host, int start) {
    int length = host.length() - start;
    if (length < 1 || length > 5) {
      return false;
    }
    int port = 0;
    for (int i = start; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
      port = 10 * port + c - '0';
    }
    return port <= 65535;
  }
}
