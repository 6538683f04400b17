package io.apigw.api.authorize;

/**
 * Gives an ARN the one spelling that policies know. Routes are found whatever the client has escaped, so a policy that
 * names a path must not be got around by another spelling of it.
 */
final class MethodArn {

  private static final String PATH_CHARACTERS = "-._~!$&'()*+,;=:@";

  private MethodArn() {}

  static String canonical(String arn) {
    String path = arn.indexOf('%') < 0 ? arn : unescaped(arn);
    int last = path.length() - 1;
    boolean slashes = last > 0 && path.charAt(last) == '/' && slashes(path) > 3;
    while (slashes && last > 0 && path.charAt(last - 1) == '/') {
      last--;
    }
    return slashes ? path.substring(0, last) : path;
  }

  /** API, stage and verb end with a slash each; the root's path is empty. */
  private static int slashes(String arn) {
    int count = 0;
    for (int at = arn.indexOf('/'); at >= 0; at = arn.indexOf('/', at + 1)) {
      count++;
    }
    return count;
  }

  private static String unescaped(String arn) {
    StringBuilder out = new StringBuilder(arn.length());
    for (int i = 0; i < arn.length(); i++) {
      char c = arn.charAt(i);
      int decoded = c == '%' && i + 2 < arn.length() ? hex(arn, i + 1) : -1;
      if (decoded >= 0 && needsNoEscape((char) decoded)) {
        out.append((char) decoded);
        i += 2;
      } else if (decoded >= 0) {
        out.append('%').append(upper(arn.charAt(i + 1))).append(upper(arn.charAt(i + 2)));
        i += 2;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static int hex(String text, int at) {
    int high = Character.digit(text.charAt(at), 16);
    int low = Character.digit(text.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : 16 * high + low;
  }

  private static boolean needsNoEscape(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || PATH_CHARACTERS.indexOf(c) >= 0;
  }

  private static char upper(char hex) {
    return hex >= 'a' ? (char) (hex - 'a' + 'A') : hex;
  }
}
