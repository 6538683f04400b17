package io.apigw.runtime.embedded;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.integrate.TransportResult;
import io.apigw.api.integrate.TransportResult.Failure;
import io.apigw.api.integrate.TransportResult.Kind;
import io.apigw.api.integrate.TransportResult.Reply;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.List;

/**
 * Reads the head of a reply. What the JDK's client lets pass though nobody can tell where such a message ends breaks
 * the connection: two lengths that differ, a length beside a transfer coding, a transfer coding other than chunked.
 */
final class JdkReply {

  private JdkReply() {}

  static TransportResult of(String method, ResponseInfo response, JdkReplyBody stream) {
    try {
      HttpHeaders received = response.headers();
      requireOneFraming(received);
      Headers headers = headers(received);
      int status = response.statusCode();
      if (method.equals("HEAD") || status == 204 || status == 304) {
        stream.drain();
        return new Reply(status, headers, Body.empty());
      }
      long length = received.firstValueAsLong("Content-Length").orElse(-1);
      if (length == 0) {
        stream.drain();
        return new Reply(status, headers, Body.empty());
      }
      return new Reply(
          status, headers, length < 0 ? Body.stream(stream) : Body.stream(stream, length));
    } catch (IllegalArgumentException malformed) {
      stream.cancel();
      return new Failure(Kind.BROKEN, "malformed reply: " + malformed.getMessage());
    }
  }

  private static Headers headers(HttpHeaders received) {
    Headers.Builder headers = Headers.builder();
    received.map().forEach((name, values) -> values.forEach(value -> headers.add(name, value)));
    return headers.build();
  }

  private static void requireOneFraming(HttpHeaders received) {
    List<String> lengths = received.allValues("Content-Length");
    List<String> codings = received.allValues("Transfer-Encoding");
    if (lengths.stream().distinct().count() > 1) {
      throw new IllegalArgumentException("Content-Length: expected one but was " + lengths);
    }
    if (!codings.isEmpty()
        && (codings.size() > 1 || !codings.get(0).strip().equalsIgnoreCase("chunked"))) {
      throw new IllegalArgumentException("Transfer-Encoding: expected chunked but was " + codings);
    }
    if (!codings.isEmpty() && !lengths.isEmpty()) {
      throw new IllegalArgumentException(
          "Content-Length: expected none beside Transfer-Encoding but was " + lengths);
    }
    for (String length : lengths) {
      if (!length.matches("[0-9]{1,18}")) {
        throw new IllegalArgumentException("Content-Length: expected a number but was " + length);
      }
    }
  }
}
