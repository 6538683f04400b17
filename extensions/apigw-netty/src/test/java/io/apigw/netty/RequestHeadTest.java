package io.apigw.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Request;
import io.apigw.api.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(LeakGuard.class)
class RequestHeadTest {

  private static volatile Request last = Request.get("/");
  private static NettyServer server;

  @BeforeAll
  static void start() {
    server = Hosts.server(Hosts.answering(request -> {
      last = request;
      return Response.of(200);
    }));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Request seen(String request) throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      assertThat(client.send(request).answer().status()).isEqualTo(200);
      return last;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://b.example/x?y=1, /x?y=1, b.example",
    "HTTPS://b.example:8443/x, /x, b.example:8443",
    "http://b.example, /, b.example",
    "http://b.example?y=1, /?y=1, b.example",
    "http://[::1]:80//x, //x, [::1]:80",
    "/x?u=http://c.example/, /x?u=http://c.example/, a.example",
    "//evil/x, //evil/x, a.example",
    "/a%2F..%2fb/../c;d=1, /a%2F..%2fb/../c;d=1, a.example",
  })
  void targetComesInOriginFormWithItsAuthority(String sent, String target, String host)
      throws Exception {
    Request request = seen("GET " + sent + " HTTP/1.1\r\nHOST: a.example\r\nX: y\r\n\r\n");
    assertThat(request.target()).isEqualTo(target);
    assertThat(request.headers().all("host")).containsExactly(host);
  }

  @Test
  void headersKeepOrderDuplicatesAndCasing() throws Exception {
    Request request = seen(RawClient.lines(
        "GET / HTTP/1.1",
        "Host: a",
        "x-A: 1",
        "X_Forwarded_For: 2",
        "X-a:\t3 ",
        "cookie:",
        "X-Forwarded-For: 10.0.0.1",
        "X-Amzn-Mtls-Clientcert: x",
        "Z: caf\u00e9"));
    StringBuilder all = new StringBuilder();
    request
        .headers()
        .forEach((name, value) -> all.append(name).append('=').append(value).append(';'));
    assertThat(all)
        .hasToString("Host=a;x-A=1;X_Forwarded_For=2;X-a=3;cookie=;X-Forwarded-For=10.0.0.1;"
            + "X-Amzn-Mtls-Clientcert=x;Z=caf\u00e9;");
  }

  @Test
  void headersNeverDecideWhatTheConnectionIs() throws Exception {
    Request request = seen(RawClient.lines(
        "GET / HTTP/1.1",
        "Host: a",
        "X-Forwarded-For: 10.0.0.1",
        "Forwarded: for=10.0.0.1",
        "X-Real-IP: 10.0.0.1",
        "X-Forwarded-Proto: https",
        "X-SSL-Client-Cert: x"));
    assertThat(request.connection().peerAddress()).isEqualTo("127.0.0.1");
    assertThat(request.connection().peerPort()).isPositive();
    assertThat(request.connection().localAddress()).isEqualTo("127.0.0.1");
    assertThat(request.connection().localPort()).isEqualTo(server.port());
    assertThat(request.connection().scheme()).isEqualTo("http");
    assertThat(request.connection().tls()).isEmpty();
  }

  @Test
  void encodedBodiesAreNotInflated() throws Exception {
    Request request = seen(
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip,gzip\r\nContent-Length: 3\r\n\r\nabc");
    assertThat(request.body().text()).isEqualTo("abc");
  }

  @Test
  void methodOverrideIsNotTheHostsMatter() throws Exception {
    assertThat(seen("POST / HTTP/1.1\r\nHost: a\r\nX-HTTP-Method-Override: DELETE\r\n\r\n")
            .method())
        .isEqualTo("POST");
  }

  @Test
  void headersUpTo32KilobytesPass() throws Exception {
    String value = "v".repeat(RequestHead.HEADER_CEILING - "Host".length() - 1 - "X".length());
    assertThat(seen("GET / HTTP/1.1\r\nHost: a\r\nX: " + value + "\r\n\r\n")
            .headers()
            .first("x"))
        .hasValue(value);
    try (RawClient client = new RawClient(server.port())) {
      assertThat(client
              .send("GET / HTTP/1.1\r\nHost: a\r\nX: v" + value + "\r\n\r\n")
              .answer()
              .status())
          .isEqualTo(431);
    }
  }

  @Test
  void headMayComeInPiecesOfOneByte() throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      String request = "\r\nGET /slow HTTP/1.1\r\nHost: a\r\nX-A: b\r\n\r\n";
      for (int i = 0; i < request.length(); i++) {
        client.send(request.substring(i, i + 1));
      }
      assertThat(client.answer().status()).isEqualTo(200);
      assertThat(last.target()).isEqualTo("/slow");
    }
  }

  @Test
  void foldedLineIsSeenAcrossPackets() throws Exception {
    for (String folded : new String[] {"X-A: b\r\n c\r\n\r\n", "X-A: b\r\n\tc\r\n\r\n"}) {
      String request = "GET / HTTP/1.1\r\nHost: a\r\n" + folded;
      for (int cut = 1; cut < request.length(); cut++) {
        try (RawClient client = new RawClient(server.port())) {
          client.send(request.substring(0, cut)).sendAnyway(request.substring(cut));
          assertThat(client.answer().status()).as("cut at " + cut).isEqualTo(400);
        }
      }
    }
  }
}
