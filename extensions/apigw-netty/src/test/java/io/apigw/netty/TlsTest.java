package io.apigw.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apigw.api.Body;
import io.apigw.api.DefinitionException;
import io.apigw.api.Request;
import io.apigw.api.RequestProcessor;
import io.apigw.api.Response;
import io.apigw.api.TlsInfo;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(LeakGuard.class)
class TlsTest {

  @TempDir
  static Path folder;

  private static Identity standard;
  private static Identity other;
  private static Identity client;

  private final BlockingQueue<Request> seen = new LinkedBlockingQueue<>();

  private final RequestProcessor echo = request -> {
    seen.add(request);
    Body body = request.body();
    return Hosts.now(Response.of(200)
        .withBody(body.streamed() ? Body.stream(body.publisher()) : Body.bytes(body.bytes())));
  };

  @BeforeAll
  static void identities() throws Exception {
    standard = Identity.of(folder, "localhost");
    other = Identity.of(folder, "other.example");
    client = Identity.of(folder, "client");
  }

  private NettyServer.Builder server() throws Exception {
    Path pem = standard.pem(folder);
    return NettyServer.builder(echo)
        .host("127.0.0.1")
        .threads(1)
        .tls(Identity.chain(pem), Identity.key(pem));
  }

  private static SslContextBuilder trusting() {
    return SslContextBuilder.forClient()
        .sslProvider(SslProvider.JDK)
        .trustManager(standard.certificate(), other.certificate());
  }

  private static SSLContext context(SslContextBuilder builder) throws Exception {
    return ((JdkSslContext) builder.build()).context();
  }

  private static HttpClient http2() throws Exception {
    return HttpClient.newBuilder()
        .sslContext(context(trusting()))
        .version(HttpClient.Version.HTTP_2)
        .build();
  }

  private static HttpRequest.Builder request(NettyServer server) {
    return HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + "/a"));
  }

  /** Connects with a name, and returns after the handshake. */
  private static SSLSocket connect(NettyServer server, String name, SslContextBuilder builder)
      throws Exception {
    SSLSocket socket = (SSLSocket) context(builder)
        .getSocketFactory()
        .createSocket(InetAddress.getLoopbackAddress(), server.port());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setServerNames(name.isEmpty() ? List.of() : List.of(new SNIHostName(name)));
    socket.setSSLParameters(parameters);
    socket.setSoTimeout(10_000);
    socket.startHandshake();
    return socket;
  }

  @Test
  void clientThatKnowsHttp2GetsIt() throws Exception {
    byte[] bytes = new byte[3 << 20];
    new Random(7).nextBytes(bytes);
    try (NettyServer server = server().start()) {
      HttpResponse<byte[]> response = http2()
          .send(
              request(server)
                  .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(response.body()).isEqualTo(bytes);
      Request request = seen.take();
      assertThat(request.protocol()).isEqualTo("HTTP/2");
      assertThat(request.connection().scheme()).isEqualTo("https");
      TlsInfo tls = request.connection().tls().orElseThrow();
      assertThat(tls.protocol()).isEqualTo("TLSv1.3");
      assertThat(tls.serverName()).hasValue("localhost");
      assertThat(tls.clientCertificates()).isEmpty();
    }
  }

  @Test
  void http2IsNotOfferedWhereItIsSwitchedOff() throws Exception {
    try (NettyServer server = server().http2(false).start()) {
      HttpResponse<Void> response =
          http2().send(request(server).build(), HttpResponse.BodyHandlers.discarding());
      assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    }
  }

  @Test
  void clientWithoutAlpnSpeaksHttp1() throws Exception {
    try (NettyServer server = server().start();
        RawClient raw = new RawClient(connect(server, "", trusting()))) {
      assertThat(raw.get("/").answer().status()).isEqualTo(200);
      assertThat(seen.take().connection().tls().orElseThrow().serverName()).isEmpty();
    }
  }

  @Test
  void contextOfTheUsersOwnMayOfferHttp2() throws Exception {
    SslContext own = SslContextBuilder.forServer(standard.key(), standard.certificate())
        .applicationProtocolConfig(new ApplicationProtocolConfig(
            ApplicationProtocolConfig.Protocol.ALPN,
            ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
            ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
            "h2",
            "http/1.1"))
        .build();
    try (NettyServer server = server().tls(own).start()) {
      assertThat(http2()
              .send(request(server).build(), HttpResponse.BodyHandlers.discarding())
              .version())
          .isEqualTo(HttpClient.Version.HTTP_2);
    }
    assertThatThrownBy(() -> server().tls(own).http2(false).start())
        .isInstanceOf(DefinitionException.class)
        .hasMessageContaining("tls: expected a context that offers no h2");
  }

  @ParameterizedTest
  @CsvSource({
    "other.example, other.example",
    "OTHER.example, other.example",
    "a.wild.example, other.example",
    "wild.example, localhost",
    "unknown.example, localhost",
    "'', localhost"
  })
  void certificateIsThatOfTheNameThatTheClientGives(String name, String expected) throws Exception {
    Path pem = other.pem(folder);
    SslContext own =
        SslContextBuilder.forServer(other.key(), other.certificate()).build();
    try (NettyServer server = server()
            .sni("other.example", Identity.chain(pem), Identity.key(pem))
            .sni("*.wild.example", own)
            .start();
        SSLSocket socket = connect(server, name, trusting())) {
      X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=" + expected);
      assertThat(new RawClient(socket).get("/").answer().status()).isEqualTo(200);
      assertThat(seen.take().connection().tls().orElseThrow().serverName().orElse(""))
          .isEqualToIgnoringCase(name);
    }
  }

  @Test
  void requiredClientCertificateIsHandedOverAndNothingIsServedWithoutOne() throws Exception {
    try (NettyServer server =
        server().requireClientCertificates(Identity.chain(client.pem(folder))).start()) {
      SslContextBuilder known = trusting().keyManager(client.key(), client.certificate());
      try (RawClient raw = new RawClient(connect(server, "", known))) {
        assertThat(raw.get("/").answer().status()).isEqualTo(200);
        assertThat(certificates()).containsExactly(client.certificate());
      }
      assertThat(served(server, trusting())).isFalse();
      assertThat(served(server, trusting().keyManager(other.key(), other.certificate())))
          .isFalse();
    }
  }

  @Test
  void requestedClientCertificateMayBeMissingButNotUnknown() throws Exception {
    try (NettyServer server =
        server().requestClientCertificates(Identity.chain(client.pem(folder))).start()) {
      assertThat(served(server, trusting())).isTrue();
      assertThat(certificates()).isEmpty();
      assertThat(served(server, trusting().keyManager(client.key(), client.certificate())))
          .isTrue();
      assertThat(certificates()).containsExactly(client.certificate());
      boolean served = served(server, trusting().keyManager(other.key(), other.certificate()));
      assertThat(served ? certificates() : List.of()).isEmpty();
    }
  }

  @Test
  void certificatesThatDidNotIssueTheClientsAreNotHandedOver() throws Exception {
    try (NettyServer server =
        server().requireClientCertificates(Identity.chain(client.pem(folder))).start()) {
      SslContextBuilder stuffed =
          trusting().keyManager(client.key(), client.certificate(), other.certificate());
      if (served(server, stuffed)) {
        assertThat(certificates()).containsExactly(client.certificate());
      }
      assertThat(seen).isEmpty();
    }
  }

  @Test
  void handshakeThatTakesTooLongIsCutOff() throws Exception {
    Path pem = other.pem(folder);
    NettyServer.Builder builder = server().handshakeTimeout(Duration.ofMillis(200));
    try (NettyServer plain = builder.start();
        RawClient silent = new RawClient(plain.port())) {
      assertThat(silent.closed()).isTrue();
    }
    builder.sni("other.example", Identity.chain(pem), Identity.key(pem));
    try (NettyServer named = builder.start();
        RawClient silent = new RawClient(named.port())) {
      assertThat(silent.send("\26\3\1").closed()).isTrue();
    }
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() throws Exception {
    Path missing = folder.resolve("missing");
    Path garbage = Files.writeString(folder.resolve("garbage"), "no PEM");
    Path pem = standard.pem(folder);
    SslContext own =
        SslContextBuilder.forServer(other.key(), other.certificate()).build();
    assertThatThrownBy(() -> NettyServer.builder(echo)
            .tls(missing, missing)
            .sni("a b", garbage, garbage)
            .sni("*.example", SslContextBuilder.forClient().build())
            .handshakeTimeout(Duration.ZERO)
            .proxyProtocol("10.0.0.0/8", "10.0.0.1/8", "localhost")
            .minimumRate(-1)
            .start())
        .isInstanceOf(DefinitionException.class)
        .hasMessageContaining("tls: expected a chain of certificates")
        .hasMessageContaining("sni[a b]: expected a host name")
        .hasMessageContaining("sni[a b]: expected a chain of certificates")
        .hasMessageContaining("sni[*.example]: expected the context of a server")
        .hasMessageContaining("handshakeTimeout: expected 100ms to 1d")
        .hasMessageContaining("proxyProtocol: expected an IP address or a block")
        .hasMessageContaining("localhost")
        .hasMessageContaining("minimumRate: expected 0 to 1000000 but was -1");
    assertThatThrownBy(() -> NettyServer.builder(echo)
            .sni("a.example", own)
            .requireClientCertificates(pem)
            .start())
        .hasMessageContaining("sni: expected a certificate for clients that name no host")
        .hasMessageContaining("clientCertificates: expected TLS");
    assertThatThrownBy(() -> NettyServer.builder(echo)
            .tls(own)
            .requireClientCertificates(Identity.chain(pem))
            .start())
        .hasMessageContaining("clientCertificates: expected certificates of files");
    assertThatThrownBy(() -> server().requireClientCertificates(missing).start())
        .hasMessageContaining("missing");
  }

  private List<X509Certificate> certificates() throws InterruptedException {
    return seen.take().connection().tls().orElseThrow().clientCertificates();
  }

  private static boolean served(NettyServer server, SslContextBuilder builder) throws Exception {
    try (Socket socket = connect(server, "", builder)) {
      return new RawClient(socket).get("/").answer().status() == 200;
    } catch (IOException refused) {
      return false;
    }
  }
}
