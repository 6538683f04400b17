package io.apigw.integration;

import io.apigw.netty.NettyServer;
import io.apigw.runtime.Gateway;
import java.io.IOException;

/**
 * A gateway and the server in front of it, closed in the reverse order of their start.
 *
 * @param gateway the gateway
 * @param server its server, on a free port of the loopback address
 */
record Hosted(Gateway gateway, NettyServer server) implements AutoCloseable {

  static Hosted on(Gateway.Builder gateway) {
    return on(gateway.build());
  }

  static Hosted on(Gateway gateway) {
    return new Hosted(
        gateway, NettyServer.builder(gateway).host("127.0.0.1").threads(2).start());
  }

  int port() {
    return server.port();
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  /** Sends one request on a connection of its own. */
  RawSocket.Answer exchange(String request) throws IOException {
    return RawSocket.exchange(port(), request);
  }

  /** Sends {@code GET} and the header lines on a connection of its own. */
  RawSocket.Answer get(String target, String... lines) throws IOException {
    StringBuilder request = new StringBuilder("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n");
    for (String line : lines) {
      request.append(line).append("\r\n");
    }
    return exchange(request + "\r\n");
  }

  @Override
  public void close() {
    server.close();
    gateway.close();
  }
}
