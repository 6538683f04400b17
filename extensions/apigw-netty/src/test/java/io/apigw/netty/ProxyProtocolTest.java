package io.apigw.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Connection;
import io.apigw.api.Request;
import io.apigw.api.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(LeakGuard.class)
class ProxyProtocolTest {

  private static final String V1 = "PROXY TCP4 192.0.2.7 198.51.100.9 56324 443\r\n";
  private static final Pattern REPEAT = Pattern.compile("\\{(\\d+)\\*([^}]*)\\}");
  private static final Pattern BYTE = Pattern.compile("\\\\x([0-9a-f]{2})");

  private static final BlockingQueue<Request> SEEN = new LinkedBlockingQueue<>();

  private static NettyServer trusting;

  @BeforeAll
  static void start() {
    trusting = builder().proxyProtocol("10.0.0.0/8", "127.0.0.0/8").start();
  }

  @AfterAll
  static void stop() {
    trusting.close();
  }

  private static NettyServer.Builder builder() {
    return NettyServer.builder(Hosts.answering(request -> {
          SEEN.add(request);
          return Response.text(200, "fine");
        }))
        .host("127.0.0.1")
        .threads(1)
        .headTimeout(Duration.ofMillis(500));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void headerOfATrustedProxy(Vector vector) throws Exception {
    SEEN.clear();
    try (RawClient client = new RawClient(trusting.port())) {
      if (vector.expected().equals("closed")) {
        assertThat(client.sendAnyway(vector.header()).closed()).isTrue();
        assertThat(SEEN).isEmpty();
        return;
      }
      client.send(vector.header() + "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(200);
      Connection connection = SEEN.take().connection();
      String socket =
          "127.0.0.1:" + client.socket().getLocalPort() + " 127.0.0.1:" + trusting.port();
      assertThat(connection.peerAddress() + ":" + connection.peerPort() + " "
              + connection.localAddress() + ":" + connection.localPort() + " "
              + connection.vpcEndpointId().orElse("-"))
          .isEqualTo(vector.expected().replace("socket", socket));
      assertThat(client.get("/again").answer().status()).isEqualTo(200);
      assertThat(SEEN.take().connection().peerAddress()).isEqualTo(connection.peerAddress());
    }
  }

  @Test
  void headerMayComeByteByByteAndBeforeHttp2() throws Exception {
    SEEN.clear();
    java.net.Socket socket =
        new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), trusting.port());
    socket.setTcpNoDelay(true);
    for (byte b : V1.getBytes(StandardCharsets.US_ASCII)) {
      socket.getOutputStream().write(b);
    }
    try (Http2Client client = new Http2Client(socket)) {
      assertThat(client.get(1, "/").answer(1).status()).isEqualTo(200);
      assertThat(SEEN.take().connection().peerAddress()).isEqualTo("192.0.2.7");
    }
  }

  @Test
  void headerComesBeforeTls(@TempDir Path folder) throws Exception {
    SEEN.clear();
    Identity identity = Identity.of(folder, "localhost");
    Path pem = identity.pem(folder);
    try (NettyServer server = builder()
            .tls(Identity.chain(pem), Identity.key(pem))
            .proxyProtocol("127.0.0.1")
            .start();
        java.net.Socket socket =
            new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write(V1.getBytes(StandardCharsets.US_ASCII));
      var context = ((io.netty.handler.ssl.JdkSslContext)
              io.netty.handler.ssl.SslContextBuilder.forClient()
                  .sslProvider(io.netty.handler.ssl.SslProvider.JDK)
                  .trustManager(identity.certificate())
                  .build())
          .context();
      RawClient client = new RawClient(
          context.getSocketFactory().createSocket(socket, "localhost", server.port(), true));
      assertThat(client.get("/").answer().status()).isEqualTo(200);
      Connection connection = SEEN.take().connection();
      assertThat(connection.peerAddress()).isEqualTo("192.0.2.7");
      assertThat(connection.scheme()).isEqualTo("https");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void headerOfAnybodyElseIsNoRequest(Vector vector) throws Exception {
    SEEN.clear();
    try (NettyServer server = builder().proxyProtocol("10.0.0.0/8").start();
        RawClient client = new RawClient(server.port())) {
      if (vector.name().startsWith("v")) {
        client.sendAnyway(vector.header() + "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(client.answer().status()).isEqualTo(400);
        assertThat(client.closed()).isTrue();
        assertThat(SEEN).isEmpty();
      } else {
        client.get("/");
        assertThat(client.answer().status()).isEqualTo(200);
        assertThat(SEEN.take().connection().peerAddress()).isEqualTo("127.0.0.1");
      }
    }
  }

  static Stream<Vector> vectors() throws IOException {
    try (InputStream file = ProxyProtocolTest.class.getResourceAsStream("proxy.txt")) {
      String text = new String(file.readAllBytes(), StandardCharsets.US_ASCII);
      return text.lines().filter(line -> !line.startsWith("#")).map(Vector::parse);
    }
  }

  record Vector(String name, String expected, String header) {

    static Vector parse(String line) {
      String[] parts = line.split("\\|", 3);
      String header = BYTE.matcher(parts[2].substring(1).replace("\\r", "\r").replace("\\n", "\n"))
          .replaceAll(m ->
              Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(m.group(1), 16))));
      String repeated = REPEAT
          .matcher(header)
          .replaceAll(
              m -> Matcher.quoteReplacement(m.group(2).repeat(Integer.parseInt(m.group(1)))));
      return new Vector(parts[0].strip(), parts[1].strip(), repeated);
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
