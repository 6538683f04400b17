package io.apigw.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.Response;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakGuard.class)
class KeepAliveTest {

  private static NettyServer server;

  @BeforeAll
  static void start() {
    server = Hosts.server(Hosts.answering(
        request -> Response.text(200, request.protocol() + " " + request.target())));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void http11ConnectionIsUsedAgain() throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      for (int i = 0; i < 3; i++) {
        RawClient.Answer answer = client.get("/" + i).answer();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("HTTP/1.1 /" + i);
        assertThat(answer.field("connection")).isEmpty();
        assertThat(answer.field("date")).endsWith(" GMT");
      }
    }
  }

  @Test
  void http11ConnectionIsClosedWhenTheClientSaysSo() throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      RawClient.Answer answer = client
          .send("GET / HTTP/1.1\r\nHost: a\r\nConnection: foo, Close\r\n\r\n")
          .answer();
      assertThat(answer.field("connection")).isEqualTo("close");
      assertThat(client.closed()).isTrue();
    }
  }

  @Test
  void http10ConnectionIsClosedUnlessTheClientWouldKeepIt() throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      RawClient.Answer answer =
          client.send("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").answer();
      assertThat(answer.body()).isEqualTo("HTTP/1.0 /a");
      assertThat(answer.field("connection")).isEqualTo("keep-alive");
      assertThat(client.send("GET /b HTTP/1.0\r\n\r\n").answer().field("connection"))
          .isEqualTo("close");
      assertThat(client.closed()).isTrue();
    }
  }

  @Test
  void websocketRequestIsAPlainRouteAfterWhichTheConnectionCloses() throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      RawClient.Answer answer = client
          .send(RawClient.lines(
              "GET /chat HTTP/1.1",
              "Host: a",
              "Connection: Upgrade",
              "Upgrade: websocket",
              "Sec-WebSocket-Key: x",
              "Sec-WebSocket-Version: 13"))
          .answer();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.field("upgrade")).isEmpty();
      assertThat(client.closed()).isTrue();
    }
  }

  @Test
  void h2cUpgradeIsAPlainRouteAndTheConnectionStaysHttp11() throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      client.send(RawClient.lines(
          "GET /a HTTP/1.1",
          "Host: a",
          "Connection: Upgrade, HTTP2-Settings",
          "Upgrade: h2c",
          "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA"));
      assertThat(client.answer().status()).isEqualTo(200);
      assertThat(client.get("/b").answer().body()).isEqualTo("HTTP/1.1 /b");
    }
  }

  @Test
  void framingHeadersOfAResponseAreDropped() throws Exception {
    Headers headers = Headers.of(
        "Connection",
        "close",
        "Transfer-Encoding",
        "gzip",
        "content-length",
        "999",
        "Keep-Alive",
        "x",
        "Trailer",
        "x",
        "Proxy-Connection",
        "x",
        "X-Kept",
        "caf\u00e9",
        "Date",
        "yesterday");
    try (NettyServer other =
            Hosts.server(Hosts.answering(request -> Response.of(200, headers, Body.text("body"))));
        RawClient client = new RawClient(other.port())) {
      String head = client.get("/").head();
      assertThat(head)
          .isEqualTo(
              "HTTP/1.1 200 OK\r\nX-Kept: caf\u00e9\r\nDate: yesterday\r\nContent-Length: 4\r\n\r\n");
      assertThat(client.bytes(4)).isEqualTo("body".getBytes(StandardCharsets.US_ASCII));
    }
  }
}
