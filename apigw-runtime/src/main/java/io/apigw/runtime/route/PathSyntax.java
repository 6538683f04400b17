package io.apigw.runtime.route;

import io.apigw.api.PercentEncoding;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * Which paths are refused before anybody reads them, so that route, policy, cache key and back end cannot read them
 * differently. Decodes nothing and allocates nothing.
 */
final class PathSyntax {

  private static final Rejection CHARACTER = refusal("a character that a path may not have");
  private static final Rejection DOTS = refusal("a segment . or ..");
  private static final Rejection ENCODING =
      refusal("a percent sign without two hexadecimal digits, or no UTF-8");
  private static final Rejection ENCODED = refusal("an encoded NUL or backslash");

  private PathSyntax() {}

  /** Says what is wrong with a path, if anything is. */
  static @Nullable Rejection fault(String path) {
    boolean encoded = false;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '%') {
        encoded = true;
      } else if (c <= ' ' || c >= 0x7f || c == '\\') {
        return CHARACTER;
      } else if (c == '/' && dotSegment(path, i + 1)) {
        return DOTS;
      }
    }
    return encoded ? encodedFault(path) : null;
  }

  private static @Nullable Rejection encodedFault(String path) {
    if (!PercentEncoding.isValid(path)) {
      return ENCODING;
    }
    for (int at = path.indexOf('%'); at >= 0; at = path.indexOf('%', at + 3)) {
      if (path.startsWith("00", at + 1) || path.regionMatches(true, at + 1, "5c", 0, 2)) {
        return ENCODED;
      }
    }
    return null;
  }

  /** One or two dots, encoded or not, that are the segment or all of it before a semicolon, which some servers cut off. */
  private static boolean dotSegment(String path, int from) {
    int at = from;
    int dots = 0;
    while (dots < 3 && at < path.length()) {
      if (path.charAt(at) == '.') {
        at++;
      } else if (path.regionMatches(true, at, "%2e", 0, 3)) {
        at += 3;
      } else {
        break;
      }
      dots++;
    }
    return (dots == 1 || dots == 2) && segmentEnds(path, at);
  }

  private static boolean segmentEnds(String path, int at) {
    return at == path.length()
        || path.charAt(at) == '/'
        || path.charAt(at) == ';'
        || path.regionMatches(true, at, "%3b", 0, 3);
  }

  private static Rejection refusal(String facts) {
    return Rejection.of(GatewayResponseType.BAD_REQUEST).withFacts("path: " + facts);
  }
}
