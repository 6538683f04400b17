package io.apigw.api;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** What a header name and a header value may consist of (RFC 9110 §5.1, §5.5), and which values are secrets. */
final class HeaderSyntax {

  private static final Set<String> SECRETS = Set.of(
      "authorization",
      "proxy-authorization",
      "cookie",
      "set-cookie",
      "x-api-key",
      "x-amz-security-token");

  private static final boolean[] TOKEN = new boolean[128];

  static {
    for (char c = '0'; c <= 'z'; c++) {
      TOKEN[c] = Character.isLetterOrDigit(c);
    }
    for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
      TOKEN[c] = true;
    }
  }

  private HeaderSyntax() {}

  static void requireField(String name, String value) {
    requireName(Objects.requireNonNull(name, "name"));
    requireValue(name, Objects.requireNonNull(value, "value"));
  }

  static boolean secret(String name) {
    return SECRETS.contains(name.toLowerCase(Locale.ROOT));
  }

  static boolean token(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c >= 128 || !TOKEN[c]) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static void requireName(String name) {
    if (!token(name)) {
      throw new IllegalArgumentException(
          "header name: expected an HTTP token but was " + printable(name));
    }
  }

  private static void requireValue(String name, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f || c > 0xff) {
        throw new IllegalArgumentException("header " + name
            + ": expected a value of visible Latin-1 characters but character " + i + " was U+"
            + String.format(Locale.ROOT, "%04X", (int) c));
      }
    }
  }

  private static String printable(String text) {
    String cut = text.length() > 60 ? text.substring(0, 60) + "…" : text;
    return "'" + cut.replaceAll("\\p{Cntrl}", "?") + "'";
  }
}
