package io.apigw.runtime.transform;

import io.apigw.api.Connection;
import io.apigw.api.Headers;
import io.apigw.api.Request;
import java.util.List;

/** Writes the header {@code Forwarded} (RFC 7239): what trusted proxies have said, then the hop to the gateway. */
final class Forwarded {

  /** The characters of a token (RFC 9110 §5.6.2). */
  private static final boolean[] TOKEN = new boolean[128];

  static {
    for (char c = '0'; c <= 'z'; c++) {
      TOKEN[c] = Character.isLetterOrDigit(c);
    }
    for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
      TOKEN[c] = true;
    }
  }

  private Forwarded() {}

  static String of(Request request, boolean trusted) {
    StringBuilder elements = new StringBuilder(96);
    if (trusted) {
      appendKnown(request.headers(), elements);
    }
    Connection connection = request.connection();
    elements.append(elements.isEmpty() ? "by=" : ", by=");
    appendNode(connection.localAddress(), elements);
    elements.append(";for=");
    appendNode(connection.peerAddress(), elements);
    int host = request.headers().indexOf("Host", 0);
    if (host >= 0) {
      elements.append(";host=");
      appendValue(request.headers().value(host), elements);
    }
    return elements.append(";proto=").append(connection.scheme()).toString();
  }

  private static void appendKnown(Headers headers, StringBuilder elements) {
    List<String> forwarded = headers.all("Forwarded");
    if (!forwarded.isEmpty()) {
      elements.append(String.join(", ", forwarded));
      return;
    }
    for (String chain : headers.all("X-Forwarded-For")) {
      for (String address : chain.split(",", -1)) {
        if (!address.isBlank()) {
          elements.append(elements.isEmpty() ? "for=" : ", for=");
          appendNode(address.strip(), elements);
        }
      }
    }
    if (!elements.isEmpty()) {
      headers
          .last("X-Forwarded-Host")
          .ifPresent(host -> appendValue(host, elements.append(";host=")));
      headers
          .last("X-Forwarded-Proto")
          .ifPresent(proto -> appendValue(proto, elements.append(";proto=")));
    }
  }

  /** An address of version 6 stands in brackets. */
  private static void appendNode(String address, StringBuilder out) {
    boolean bare = address.indexOf(':') != address.lastIndexOf(':') && !address.startsWith("[");
    appendValue(bare ? "[" + address + "]" : address, out);
  }

  /** As a token where it is one, else quoted: a value never becomes a second one. */
  private static void appendValue(String value, StringBuilder out) {
    if (token(value)) {
      out.append(value);
      return;
    }
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\');
      }
      out.append(c);
    }
    out.append('"');
  }

  private static boolean token(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (!token(value.charAt(i))) {
        return false;
      }
    }
    return !value.isEmpty();
  }

  private static boolean token(char c) {
    return c < 128 && TOKEN[c];
  }
}
