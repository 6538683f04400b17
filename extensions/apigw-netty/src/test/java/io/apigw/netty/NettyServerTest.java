package io.apigw.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apigw.api.Connection;
import io.apigw.api.DefinitionException;
import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.api.TlsInfo;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LeakGuard.class)
class NettyServerTest {

  private final Scripted gateway = new Scripted();

  @Test
  void startsOnAnyFreePortAndClosesIt() throws Exception {
    NettyServer server = NettyServer.start(gateway, 0);
    int port = server.port();
    assertThat(port).isPositive();
    RawClient client = new RawClient(port);
    server.close();
    server.close();
    server.awaitClose();
    assertThat(client.closed()).isTrue();
    assertThatThrownBy(() -> new RawClient(port)).isInstanceOf(ConnectException.class);
  }

  @Test
  void takenPortIsReported() {
    try (NettyServer server = Hosts.server(gateway)) {
      assertThatThrownBy(() ->
              NettyServer.builder(gateway).host("127.0.0.1").port(server.port()).start())
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining(Integer.toString(server.port()));
    }
  }

  @Test
  void allWrongSettingsAreReportedTogether() {
    assertThatThrownBy(() -> NettyServer.builder(gateway)
            .port(70_000)
            .threads(0)
            .maxConnections(0)
            .idleTimeout(Duration.ZERO)
            .headTimeout(Duration.ofDays(2))
            .bodyTimeout(Duration.ofSeconds(-1))
            .start())
        .isInstanceOf(DefinitionException.class)
        .hasMessageContaining("6 problems in Netty server")
        .hasMessageContaining("port: expected 0 to 65535 but was 70000");
  }

  @Test
  void noThreadOutlivesClose() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    for (int i = 0; i < 20; i++) {
      try (NettyServer server = NettyServer.builder(Hosts.answering(request -> Response.of(200)))
              .host("127.0.0.1")
              .threads(2)
              .start();
          RawClient client = new RawClient(server.port())) {
        assertThat(client.get("/").answer().status()).isEqualTo(200);
      }
      assertThat(threads(before)).noneMatch(name -> name.startsWith("apigw-netty"));
    }
    // Netty's own executor for the ends of event loops leaves a second after its last task.
    Waiting.until(() -> threads(before).isEmpty());
  }

  @Test
  void givenLoopsStayOpen() throws Exception {
    MultiThreadIoEventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try {
      for (int i = 0; i < 2; i++) {
        try (NettyServer server = NettyServer.builder(
                    Hosts.answering(request -> Response.text(200, "nio")))
                .host("127.0.0.1")
                .loops(loops)
                .start();
            RawClient client = new RawClient(server.port())) {
          assertThat(client.get("/").answer().body()).isEqualTo("nio");
        }
      }
      assertThat(loops.isShuttingDown()).isFalse();
    } finally {
      loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).await();
    }
  }

  @Test
  void connectionsAboveTheLimitAreClosedAtOnce() throws Exception {
    try (NettyServer server = NettyServer.builder(Hosts.answering(request -> Response.of(200)))
            .host("127.0.0.1")
            .threads(1)
            .maxConnections(2)
            .start();
        RawClient first = new RawClient(server.port());
        RawClient second = new RawClient(server.port())) {
      first.get("/").answer();
      second.get("/").answer();
      try (RawClient third = new RawClient(server.port())) {
        assertThat(third.closed()).isTrue();
      }
      first.abort();
      Waiting.until(() -> admitted(server.port()));
    }
  }

  private static boolean admitted(int port) {
    try (RawClient client = new RawClient(port)) {
      return client.get("/").answer().status() == 200;
    } catch (java.io.IOException refused) {
      return false;
    }
  }

  @Test
  void drainAnswersWhatIsInProcessAndCloses() throws Exception {
    try (NettyServer server = Hosts.server(gateway);
        RawClient busy = new RawClient(server.port());
        RawClient half = new RawClient(server.port());
        RawClient idle = new RawClient(server.port())) {
      idle.get("/");
      gateway.next().answer("fine");
      idle.answer();
      busy.get("/slow");
      Scripted.Call call = gateway.next();
      half.send("GET /half HTTP/1.1\r\nHo");
      half.socket().getOutputStream().flush();
      // Only a request that the server has begun to read is let through: wait until it has.
      Waiting.untilSteady(() -> 0);
      CompletableFuture<Void> drained = server.drain(Duration.ofSeconds(20)).toCompletableFuture();
      assertThat(idle.closed()).isTrue();
      assertThatThrownBy(() -> new RawClient(server.port())).isInstanceOf(ConnectException.class);
      half.send("st: a\r\n\r\n");
      gateway.next().answer("half");
      assertThat(half.answer().field("connection")).isEqualTo("close");
      assertThat(drained).isNotDone();
      call.answer("last words");
      RawClient.Answer answer = busy.answer();
      assertThat(answer.body()).isEqualTo("last words");
      assertThat(answer.field("connection")).isEqualTo("close");
      assertThat(busy.closed()).isTrue();
      drained.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void drainCutsWhatTakesTooLong() throws Exception {
    try (NettyServer server = Hosts.server(gateway);
        RawClient busy = new RawClient(server.port())) {
      busy.get("/slow");
      Scripted.Call call = gateway.next();
      CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
      call.request().executor().onCancel(() -> cancelled.complete(true));
      server.drain(Duration.ofMillis(50)).toCompletableFuture().get(10, TimeUnit.SECONDS);
      assertThat(busy.closed()).isTrue();
      assertThat(cancelled.get(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void closeCancelsWhatIsInProcess() throws Exception {
    NettyServer server = Hosts.server(gateway);
    try (RawClient waiting = new RawClient(server.port());
        RawClient reading = new RawClient(server.port())) {
      waiting.get("/slow");
      CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
      gateway.next().request().executor().onCancel(() -> cancelled.complete(true));
      reading.get("/stream");
      SubmissionPublisher<ByteBuffer> stream = new SubmissionPublisher<>();
      gateway.next().answer(Response.stream(200, "text/plain", stream));
      reading.head();
      server.close();
      assertThat(cancelled).isDone();
      Waiting.until(() -> {
        stream.offer(ByteBuffer.allocate(1), null);
        return stream.getNumberOfSubscribers() == 0;
      });
      assertThat(waiting.closed()).isTrue();
    }
  }

  @Test
  void serverMayBeClosedFromItsOwnLoop() throws Exception {
    CompletableFuture<NettyServer> self = new CompletableFuture<>();
    NettyServer server = Hosts.server(request -> {
      self.join().close();
      return Hosts.now(Response.of(200));
    });
    self.complete(server);
    try (RawClient client = new RawClient(server.port())) {
      client.get("/");
      assertThat(client.closed()).isTrue();
    }
    server.awaitClose();
  }

  @Test
  void tlsIsReportedWithNameAndClientCertificate(@TempDir Path folder) throws Exception {
    Identity own = Identity.of(folder, "api.example.com");
    Identity known = Identity.of(folder, "some-client");
    SslContext tls = SslContextBuilder.forServer(own.key(), own.certificate())
        .trustManager(known.certificate())
        .clientAuth(ClientAuth.OPTIONAL)
        .build();
    try (NettyServer server =
        NettyServer.builder(gateway).host("127.0.0.1").threads(1).tls(tls).start()) {
      SslContextBuilder nobody = SslContextBuilder.forClient().trustManager(own.certificate());
      Connection connection = overTls(server.port(), nobody).connection();
      assertThat(connection.scheme()).isEqualTo("https");
      TlsInfo info = connection.tls().orElseThrow();
      assertThat(info.protocol()).startsWith("TLSv1.");
      assertThat(info.serverName()).hasValue("api.example.com");
      assertThat(info.clientCertificates()).isEmpty();
      SslContextBuilder client = SslContextBuilder.forClient()
          .trustManager(own.certificate())
          .keyManager(known.key(), known.certificate());
      assertThat(
              overTls(server.port(), client).connection().tls().orElseThrow().clientCertificates())
          .containsExactly(known.certificate());
    }
  }

  @Test
  void plainTextOnATlsPortClosesTheConnection(@TempDir Path folder) throws Exception {
    Identity own = Identity.of(folder, "api.example.com");
    SslContext tls = SslContextBuilder.forServer(own.key(), own.certificate()).build();
    try (NettyServer server =
            NettyServer.builder(gateway).host("127.0.0.1").threads(1).tls(tls).start();
        RawClient client = new RawClient(server.port())) {
      client.get("/");
      client.rest();
      assertThat(gateway.idle()).isTrue();
    }
  }

  private Request overTls(int port, SslContextBuilder builder) throws Exception {
    JdkSslContext context = (JdkSslContext) builder.sslProvider(SslProvider.JDK).build();
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
        SSLSocket socket = (SSLSocket)
            context.context().getSocketFactory().createSocket(plain, null, port, true)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName("api.example.com")));
      socket.setSSLParameters(parameters);
      RawClient client = new RawClient(socket);
      client.get("/tls");
      Scripted.Call call = gateway.next();
      call.answer("x".repeat(100_000));
      assertThat(client.answer().body()).hasSize(100_000);
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\n");
      gateway.next().answer(Response.of(413));
      assertThat(client.answer().status()).isEqualTo(413);
      assertThat(client.closed()).isTrue();
      return call.request();
    }
  }

  private static Set<String> threads(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread))
        .map(Thread::getName)
        .collect(Collectors.toSet());
  }

  @Test
  void drainedServerWithoutConnectionsIsDoneAtOnce()
      throws ExecutionException, InterruptedException {
    try (NettyServer server = Hosts.server(gateway)) {
      server.drain(Duration.ofSeconds(10)).toCompletableFuture().get();
    }
  }
}
