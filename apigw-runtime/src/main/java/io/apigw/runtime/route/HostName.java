package io.apigw.runtime.route;

import io.apigw.api.Headers;
import java.util.Locale;

/** The name by which a client called us, in the one form that mappings have. It only ever chooses an API. */
final class HostName {

  private static final int LONGEST = 262;

  private HostName() {}

  /** Returns the host in lower case, without port and final dot; empty for none, for two, and for what is no host. */
  static String of(Headers headers) {
    int index = headers.indexOf("Host", 0);
    return index < 0 || headers.indexOf("Host", index + 1) >= 0 ? "" : parse(headers.value(index));
  }

  static String parse(String host) {
    int end = nameEnd(host);
    if (end <= 0 || host.length() > LONGEST || !port(host, end)) {
      return "";
    }
    int last = host.charAt(end - 1) == '.' ? end - 1 : end;
    return host.substring(0, last).toLowerCase(Locale.ROOT);
  }

  /** Returns the part before the first dot. */
  static String firstLabel(String host) {
    int dot = host.indexOf('.');
    return dot < 0 ? host : host.substring(0, dot);
  }

  /** Where the name, or the address with its brackets, ends; -1 for characters that none has. */
  private static int nameEnd(String host) {
    boolean address = host.startsWith("[");
    for (int i = address ? 1 : 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (address ? c == ']' : c == ':') {
        return address ? i + 1 : i;
      }
      boolean known =
          address ? hex(c) || c == ':' || c == '.' : letter(c) || digit(c) || "-._".indexOf(c) >= 0;
      if (!known) {
        return -1;
      }
    }
    return address ? -1 : host.length();
  }

  private static boolean port(String host, int from) {
    if (from < host.length() && (host.charAt(from) != ':' || host.length() > from + 6)) {
      return false;
    }
    for (int i = from + 1; i < host.length(); i++) {
      if (!digit(host.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean hex(char c) {
    return digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
}
