package io.apigw.netty.upstream;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.integrate.TransportRequest;
import io.netty.buffer.ByteBuf;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes the head of a request as HTTP/1.1 has it. */
final class RequestLines {

  private static final AsciiString HTTP_1_1_HOST = AsciiString.cached(" HTTP/1.1\r\nHost: ");
  private static final AsciiString CONTENT_LENGTH = AsciiString.cached("Content-Length: ");
  private static final AsciiString CHUNKED = AsciiString.cached("Transfer-Encoding: chunked\r\n");

  private RequestLines() {}

  /** Says why a request cannot be sent; null when it can. Names and values of headers are right by their type. */
  static @Nullable String problem(TransportRequest request) {
    if (!token(request.method())) {
      return "method: expected an HTTP token";
    }
    if (!request.target().startsWith("/") && !request.target().equals("*")) {
      return "target: expected a path that begins with /";
    }
    if (!visible(request.target(), "")) {
      return "target: expected visible ASCII characters";
    }
    if (!visible(request.origin().host(), "/?#@\\<>\"`{}|^,;")) {
      return "host: expected a name or an address but was "
          + request.origin().host().replaceAll("[^\\x21-\\x7e]", "?");
    }
    if (!request.body().collected() && !request.body().streamed()) {
      return "body: expected bytes or a stream";
    }
    return null;
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
  static void write(ByteBuf out, TransportRequest request, String authority) {
    text(out, request.method());
    out.writeByte(' ');
    text(out, request.target());
    text(out, HTTP_1_1_HOST);
    text(out, authority);
    line(out);
    Headers headers = request.headers();
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.name(i);
      if (!ownField(name)) {
        text(out, name);
        out.writeShort(':' << 8 | ' ');
        text(out, headers.value(i));
        line(out);
      }
    }
    framing(out, request.method(), request.body());
    line(out);
  }

  private static void framing(ByteBuf out, String method, Body body) {
    long length = body.length().orElse(-1);
    if (length < 0) {
      text(out, CHUNKED);
    } else if (length > 0 || lengthExpected(method)) {
      text(out, CONTENT_LENGTH);
      text(out, Long.toString(length));
      line(out);
    }
  }

  private static void text(ByteBuf out, CharSequence latin1) {
    out.writeCharSequence(latin1, StandardCharsets.ISO_8859_1);
  }

  private static void line(ByteBuf out) {
    out.writeShort('\r' << 8 | '\n');
  }

  private static boolean token(String text) {
    return visible(text, "()<>@,;:\\\"/[]?={}") && !text.isEmpty();
  }

  private static boolean visible(String text, String without) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 0x7f || without.indexOf(c) >= 0) {
        return false;
      }
    }
    return true;
  }
}
