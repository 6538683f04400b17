package io.apigw.runtime.transform;

import io.apigw.api.Headers;
import java.util.Set;
import java.util.TreeSet;

/**
 * The headers that a message names in {@code Connection}: they belong to the connection they came on and go no
 * further (RFC 9110 §7.6.1).
 */
final class ListedNames {

  private ListedNames() {}

  /** The names in any casing; {@code close} and {@code keep-alive} are no headers of anybody. */
  static Set<String> of(Headers headers) {
    int at = headers.indexOf("Connection", 0);
    if (at < 0 || onlyKnown(headers, at)) {
      return Set.of();
    }
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (; at >= 0; at = headers.indexOf("Connection", at + 1)) {
      add(headers.value(at), names);
    }
    return names;
  }

  private static boolean onlyKnown(Headers headers, int at) {
    String value = headers.value(at);
    return headers.indexOf("Connection", at + 1) < 0
        && (value.equalsIgnoreCase("keep-alive") || value.equalsIgnoreCase("close"));
  }

  private static void add(String list, Set<String> names) {
    int from = 0;
    for (int at = 0; at <= list.length(); at++) {
      if (at == list.length() || list.charAt(at) == ',') {
        String name = list.substring(from, at).strip();
        if (!name.isEmpty()) {
          names.add(name);
        }
        from = at + 1;
      }
    }
  }
}
