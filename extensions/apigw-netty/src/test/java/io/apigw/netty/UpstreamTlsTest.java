package io.apigw.netty;

import static io.apigw.netty.Upstream.failure;
import static io.apigw.netty.Upstream.reply;
import static io.apigw.netty.Upstream.request;
import static io.apigw.netty.Upstream.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.integrate.Origin;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.api.integrate.TransportResult.Kind;
import io.apigw.api.integrate.TransportResult.Reply;
import io.apigw.testkit.RawBackend;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LeakGuard.class)
@Timeout(60)
class UpstreamTlsTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private static Identity pets;
  private static Identity caller;

  @BeforeAll
  static void make(@TempDir Path folder) throws Exception {
    pets = Identity.of(folder, "pets.example");
    caller = Identity.of(folder, "caller.example");
  }

  @Test
  void nameAndCertificateOfBothSidesAreShown() throws Exception {
    CompletableFuture<String> seen = new CompletableFuture<>();
    try (NameServer names = new NameServer(600, "127.0.0.1");
        Upstream upstream = trusting(names, true);
        RawBackend backend = backend(ClientAuth.REQUIRE, peer -> {
          ExtendedSSLSession session =
              (ExtendedSSLSession) ((SSLSocket) peer.socket()).getSession();
          seen.complete(session.getRequestedServerNames() + " " + session.getPeerPrincipal());
          while (!peer.head().isEmpty()) {
            peer.say(OK);
          }
        })) {
      for (int i = 0; i < 3; i++) {
        assertThat(text(reply(upstream.send(secure(backend, "pets.example"))))).isEqualTo("ok");
      }
      assertThat(seen.get(10, TimeUnit.SECONDS)).contains("pets.example", "CN=caller.example");
      assertThat(backend.connections()).isEqualTo(1);
    }
  }

  @Test
  void nameThatIsNotInTheCertificateIsRefused() throws Exception {
    try (NameServer names = new NameServer(600, "127.0.0.1");
        Upstream upstream = trusting(names, false);
        RawBackend backend = backend(ClientAuth.NONE, peer -> peer.head())) {
      for (String host : List.of("dogs.example", "127.0.0.1")) {
        assertThat(failure(upstream.send(secure(backend, host)), Kind.CONNECT).detail())
            .contains("https://" + host, "TLS", "CertificateException");
      }
    }
  }

  @Test
  void certificateThatNobodyKnowsIsRefused() throws Exception {
    try (NameServer names = new NameServer(600, "127.0.0.1");
        Upstream upstream = Upstream.with(b -> b.nameServers(List.of(names.address())));
        RawBackend backend = backend(ClientAuth.NONE, peer -> peer.head())) {
      assertThat(failure(upstream.send(secure(backend, "pets.example")), Kind.CONNECT)
              .detail())
          .contains("TLS", "unable to find valid certification path");
    }
  }

  @Test
  void backEndWithoutTlsIsAFailureToConnect() throws Exception {
    try (Upstream upstream = Upstream.create();
        RawBackend plain = RawBackend.that(peer -> peer.say("HTTP/1.1 400 Bad Request\r\n\r\n"));
        RawBackend closing = RawBackend.that(peer -> {})) {
      failure(upstream.send(secure(plain, "127.0.0.1")), Kind.CONNECT);
      failure(upstream.send(secure(closing, "127.0.0.1")), Kind.CONNECT);
    }
  }

  @Test
  void handshakeIsWaitedForNoLongerThanAConnection() throws Exception {
    try (Upstream upstream = Upstream.with(b -> b.connectTimeout(Duration.ofMillis(300)));
        RawBackend silent = RawBackend.that(peer -> peer.in().readAllBytes())) {
      assertThat(
              failure(upstream.send(secure(silent, "127.0.0.1")), Kind.CONNECT).detail())
          .contains("connectTimeout");
    }
  }

  @Test
  void bodyWithoutLengthThatIsCutIsNotWhole() throws Exception {
    for (boolean notice : new boolean[] {true, false}) {
      try (NameServer names = new NameServer(600, "127.0.0.1");
          Upstream upstream = trusting(names, false);
          RawBackend backend = RawBackend.that(peer -> {
            SSLSocket socket = (SSLSocket)
                serverTls().context().getSocketFactory().createSocket(peer.socket(), null, false);
            socket.setUseClientMode(false);
            RawBackend.Peer secured =
                new RawBackend.Peer(socket, socket.getInputStream(), socket.getOutputStream());
            secured.head();
            secured.say("HTTP/1.1 200 OK\r\n\r\nab");
            if (notice) {
              socket.close();
            } else {
              peer.socket().close();
            }
          })) {
        var sent = upstream.send(secure(backend, "pets.example"));
        if (notice) {
          assertThat(text(reply(sent))).isEqualTo("ab");
        } else if (sent.get(10, TimeUnit.SECONDS) instanceof Reply reply) {
          assertThat(Upstream.breakage(reply)).isInstanceOf(IOException.class);
        }
      }
    }
  }

  @Test
  void largeBodiesGoThroughBothWays() throws Exception {
    String large = "x".repeat(3_000_000);
    try (NameServer names = new NameServer(600, "127.0.0.1");
        Upstream upstream = trusting(names, false);
        RawBackend backend = backend(ClientAuth.NONE, peer -> {
          peer.head();
          String seen = peer.read(large.length());
          peer.say("HTTP/1.1 200 OK\r\nContent-Length: " + seen.length() + "\r\n\r\n" + seen);
        })) {
      Origin origin = new Origin("https", "pets.example", backend.origin().port());
      Reply reply = reply(upstream.send(request("PUT", origin, Body.text(large))));
      assertThat(text(reply).equals(large)).isTrue();
    }
  }

  private static TransportRequest secure(RawBackend backend, String host) {
    return request("GET", new Origin("https", host, backend.origin().port()), Body.empty());
  }

  private static Upstream trusting(NameServer names, boolean showing) throws Exception {
    SslContextBuilder tls = SslContextBuilder.forClient()
        .sslProvider(SslProvider.JDK)
        .endpointIdentificationAlgorithm("")
        .trustManager(pets.certificate());
    if (showing) {
      tls.keyManager(caller.key(), caller.certificate());
    }
    SslContext context = tls.build();
    return Upstream.with(b -> b.nameServers(List.of(names.address())).tls(context));
  }

  private static RawBackend backend(ClientAuth auth, RawBackend.Conversation conversation)
      throws Exception {
    SSLServerSocket server = (SSLServerSocket) serverTls()
        .context()
        .getServerSocketFactory()
        .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    server.setNeedClientAuth(auth == ClientAuth.REQUIRE);
    return RawBackend.on(server, conversation);
  }

  private static JdkSslContext serverTls() throws IOException {
    return (JdkSslContext) SslContextBuilder.forServer(pets.key(), pets.certificate())
        .sslProvider(SslProvider.JDK)
        .trustManager(caller.certificate())
        .build();
  }

  /** A back end of TLS that knows no other protocol than its conversation's. */
  static RawBackend tlsBackend(Identity own, RawBackend.Conversation conversation)
      throws Exception {
    JdkSslContext tls = (JdkSslContext) SslContextBuilder.forServer(own.key(), own.certificate())
        .sslProvider(SslProvider.JDK)
        .build();
    return RawBackend.on(
        tls.context()
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
        conversation);
  }
}
