package io.apigw.netty.upstream;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.integrate.Origin;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.netty.lane.HeadBytes;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes the head of a request as HTTP/1.1 has it. */
final class RequestLines {

  private static final byte[] HTTP_1_1 = " HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final boolean[] TARGET = visible("");
  private static final boolean[] HOST = visible("/?#@\\<>\"`{}|^,;");
  private static final boolean[] METHOD = visible("()<>@,;:\\\"/[]?={}");

  private RequestLines() {}

  /** Says why a request cannot be sent; null when it can. Names and values of headers are right by their type. */
  static @Nullable String problem(TransportRequest request) {
    if (request.method().isEmpty() || !consists(request.method(), METHOD)) {
      return "method: expected an HTTP token";
    }
    if (!request.target().startsWith("/") && !request.target().equals("*")) {
      return "target: expected a path that begins with /";
    }
    if (!consists(request.target(), TARGET)) {
      return "target: expected visible ASCII characters";
    }
    if (!request.body().collected() && !request.body().streamed()) {
      return "body: expected bytes or a stream";
    }
    return null;
  }

  /** Says why no request can be sent to an origin; null when one can. */
  static @Nullable String problem(Origin origin) {
    if (consists(origin.host(), HOST)) {
      return null;
    }
    return "host: expected a name or an address but was "
        + origin.host().replaceAll("[^\\x21-\\x7e]", "?");
  }

  /** Whether a field is written by the transport itself, or concerns one connection only. */
  static boolean ownField(String name) {
    return switch (name.length()) {
      case 2 -> name.equalsIgnoreCase("te");
      case 4 -> name.equalsIgnoreCase("host");
      case 6 -> name.equalsIgnoreCase("expect");
      case 7 -> name.equalsIgnoreCase("upgrade") || name.equalsIgnoreCase("trailer");
      case 10 -> name.equalsIgnoreCase("connection") || name.equalsIgnoreCase("keep-alive");
      case 14 -> name.equalsIgnoreCase("content-length") || name.equalsIgnoreCase("http2-settings");
      case 16 -> name.equalsIgnoreCase("proxy-connection");
      case 17 -> name.equalsIgnoreCase("transfer-encoding");
      default -> false;
    };
  }

  /** Whether a request has a length even when it is zero: methods that are expected to have a body. */
  static boolean lengthExpected(String method) {
    return method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
  }

  /** Writes all up to the empty line. */
  static HeadBytes head(TransportRequest request, String authority) {
    HeadBytes head = HeadBytes.begin()
        .text(request.method())
        .text(" ")
        .text(request.target())
        .bytes(HTTP_1_1)
        .field("Host", authority);
    Headers headers = request.headers();
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.name(i);
      if (!ownField(name)) {
        head.field(name, headers.value(i));
      }
    }
    framing(head, request.method(), request.body());
    return head.line();
  }

  private static void framing(HeadBytes head, String method, Body body) {
    long length = body.lengthOr(-1);
    if (length < 0) {
      head.field("Transfer-Encoding", "chunked");
    } else if (length > 0 || lengthExpected(method)) {
      head.field("Content-Length", Long.toString(length));
    }
  }

  private static boolean consists(String text, boolean[] of) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 128 || !of[c]) {
        return false;
      }
    }
    return true;
  }

  private static boolean[] visible(String without) {
    boolean[] table = new boolean[128];
    for (char c = '!'; c < 0x7f; c++) {
      table[c] = without.indexOf(c) < 0;
    }
    return table;
  }
}
