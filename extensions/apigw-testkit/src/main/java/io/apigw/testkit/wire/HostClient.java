package io.apigw.testkit.wire;

import io.apigw.api.Headers;
import java.io.Closeable;
import java.io.IOException;

/**
 * One connection to a host, in whatever protocol it speaks. It sends what it is told, keeps to the protocol's flow
 * control, and notices every message that is not whole.
 */
public interface HostClient extends Closeable {

  /**
   * Returns a client of HTTP/1.1, for one exchange after another.
   *
   * @param connection to the host; closed with the client
   * @return the client
   */
  static HostClient http1(RawConnection connection) {
    return new Http1Client(connection);
  }

  /**
   * Returns a client of HTTP/2, for many exchanges at once: by ALPN when TLS has agreed on it, else by prior knowledge.
   *
   * @param connection to the host; closed with the client
   * @param scheme {@code http} or {@code https}
   * @return the client
   * @throws IOException when the host has gone
   */
  static HostClient http2(RawConnection connection, String scheme) throws IOException {
    return Http2Client.begin(connection, scheme);
  }

  /**
   * Sends the head of a request.
   *
   * @param method the verb
   * @param target path and query as they are sent
   * @param headers sent as they are; a host is added unless there is one
   * @param length of the body that follows: 0 for none, -1 when it is not told
   * @return the exchange
   * @throws IOException when the host has gone
   */
  ClientExchange begin(String method, String target, Headers headers, long length)
      throws IOException;

  /**
   * Sends a request without a body.
   *
   * @param method the verb
   * @param target path and query as they are sent
   * @return the exchange
   * @throws IOException when the host has gone
   */
  default ClientExchange send(String method, String target) throws IOException {
    return begin(method, target, Headers.empty(), 0);
  }

  /**
   * Sends {@code GET}.
   *
   * @param target path and query as they are sent
   * @return the exchange
   * @throws IOException when the host has gone
   */
  default ClientExchange get(String target) throws IOException {
    return send("GET", target);
  }

  /**
   * Sends a request with a body of known length.
   *
   * @param method the verb
   * @param target path and query as they are sent
   * @param body its bytes
   * @return the exchange
   * @throws IOException when the host has gone
   */
  default ClientExchange send(String method, String target, byte[] body) throws IOException {
    ClientExchange exchange = begin(method, target, Headers.empty(), body.length);
    if (body.length > 0) {
      exchange.write(body);
      exchange.finish();
    }
    return exchange;
  }

  /**
   * Returns the client's own port.
   *
   * @return its number
   */
  int localPort();

  /**
   * Cuts the connection without a goodbye.
   *
   * @throws IOException when it is closed
   */
  void reset() throws IOException;

  /** Closes the connection. */
  @Override
  void close() throws IOException;
}
