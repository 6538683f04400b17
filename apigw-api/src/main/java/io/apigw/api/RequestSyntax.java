package io.apigw.api;

import java.util.Locale;

/** What a method and a request-target in origin form may consist of (RFC 9112 §3). */
final class RequestSyntax {

  private RequestSyntax() {}

  static String method(String method) {
    if (!HeaderSyntax.token(method) || method.length() > 32) {
      throw new IllegalArgumentException("method: expected an HTTP token of at most 32 characters");
    }
    return method;
  }

  static String target(String target) {
    if (target.isEmpty() || target.charAt(0) != '/') {
      throw new IllegalArgumentException("target: expected a path that begins with a slash");
    }
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c <= ' ' || c == 0x7f || c == '#') {
        throw new IllegalArgumentException(
            "target: expected no blanks, control characters or '#' but character " + i + " was U+"
                + String.format(Locale.ROOT, "%04X", (int) c));
      }
    }
    return target;
  }

  static String mountPath(String path, String target) {
    boolean under = target.startsWith(path)
        && (target.length() == path.length()
            || target.charAt(path.length()) == '/'
            || target.charAt(path.length()) == '?');
    if (!under || path.endsWith("/") || path.indexOf('?') >= 0) {
      throw new IllegalArgumentException(
          "mountPath: expected a path without a trailing slash above the request's but was "
              + path);
    }
    return path;
  }
}
