package io.apigw.examples.quickstart;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server that stands for a team's own service; it also plays the identity provider. */
final class Backend implements AutoCloseable {

  private final HttpServer server;
  private final AtomicInteger orders = new AtomicInteger();

  private Backend(HttpServer server) {
    this.server = server;
  }

  static Backend start(String keySet) throws IOException {
    Backend backend = new Backend(
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    backend.server.createContext(
        "/pets/", exchange -> answer(exchange, "{\"pet\":\"" + last(exchange) + "\"}\n"));
    backend.server.createContext(
        "/orders/",
        exchange -> answer(
            exchange,
            "{\"order\":\"" + last(exchange) + "\",\"answers\":" + backend.orders.incrementAndGet()
                + "}\n"));
    backend.server.createContext(
        "/.well-known/openid-configuration",
        exchange -> answer(
            exchange,
            "{\"issuer\":\"" + backend.url() + "\",\"jwks_uri\":\"" + backend.url() + "/keys\"}"));
    backend.server.createContext("/keys", exchange -> answer(exchange, keySet));
    backend.server.start();
    return backend;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static String last(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    return path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9-]", "?");
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
