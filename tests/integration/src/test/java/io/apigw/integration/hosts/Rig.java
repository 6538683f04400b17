package io.apigw.integration.hosts;

import io.apigw.api.ByteSize;
import io.apigw.api.Response;
import io.apigw.api.definition.HttpApi;
import io.apigw.api.integrate.HttpTransport;
import io.apigw.netty.NettyServer;
import io.apigw.netty.NettyTransport;
import io.apigw.runtime.Gateway;
import io.apigw.testkit.wire.HostClient;
import io.apigw.testkit.wire.RawConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;

/** A gateway between a client of one protocol and a back end that one transport calls; closed in reverse order. */
final class Rig implements AutoCloseable {

  /** Whom the client talks to the gateway by, and the gateway to the back end. */
  enum Way {
    HTTP1_NETTY(false, true),
    HTTP1_JDK(false, false),
    HTTP2_NETTY(true, true),
    HTTP2_JDK(true, false);

    private final boolean http2;
    private final boolean nettyTransport;

    Way(boolean http2, boolean nettyTransport) {
      this.http2 = http2;
      this.nettyTransport = nettyTransport;
    }
  }

  private final Way way;
  private final Optional<NettyTransport> transport;
  private final Gateway gateway;
  private final NettyServer server;

  private Rig(Way way, String backend, UnaryOperator<Gateway.Builder> settings) {
    this.way = way;
    this.transport = way.nettyTransport
        ? Optional.of(
            NettyTransport.builder().bodyTimeout(Duration.ofSeconds(20)).build())
        : Optional.empty();
    Gateway.Builder builder = settings.apply(Gateway.builder());
    transport.<HttpTransport>map(netty -> netty).ifPresent(builder::transport);
    this.gateway = builder
        .stage(
            api(backend),
            "$default",
            s -> s.anyDomain("").collected(ByteSize.ofKib(64)).payload(ByteSize.ofMib(10)))
        .stage(
            HttpApi.builder("large")
                .route("ANY /{proxy+}", r -> r.proxy(backend + "/{proxy}"))
                .build(),
            "$default",
            s -> s.anyDomain("large").payload(ByteSize.ofMib(1_000)))
        .build();
    this.server = NettyServer.builder(gateway).host("127.0.0.1").threads(2).start();
  }

  static Rig to(Way way, String backend) {
    return new Rig(way, backend, builder -> builder);
  }

  static Rig to(Way way, String backend, UnaryOperator<Gateway.Builder> settings) {
    return new Rig(way, backend, settings);
  }

  private static HttpApi api(String backend) {
    return HttpApi.builder("proxy")
        .route("$default", r -> r.timeout(Duration.ofSeconds(5)).proxy(backend))
        .route(
            "POST /collected",
            r -> r.function(call -> Response.text(200, Long.toString(call.body().bytes().length))))
        .route(
            "GET /ip",
            r -> r.function(
                call -> Response.text(200, call.context("identity.sourceIp").orElse(""))))
        .build();
  }

  int port() {
    return server.port();
  }

  boolean http2() {
    return way.http2;
  }

  /** Opens a connection of the way's protocol. */
  HostClient client() throws IOException {
    RawConnection connection = RawConnection.connect(port());
    return way.http2 ? HostClient.http2(connection, "http") : HostClient.http1(connection);
  }

  /**
   * Lets the JDK's client find out what has become of the connections it keeps: it does so by requests that fail, but
   * none may get a wrong answer.
   */
  void settle(Callable<String> ask) throws Exception {
    String answer = way.nettyTransport ? "ok" : ask.call();
    for (int i = 0; i < 5 && answer.equals("{\"message\":\"Service Unavailable\"}"); i++) {
      answer = ask.call();
    }
    if (!answer.equals("ok")) {
      throw new AssertionError("expected ok but was " + answer);
    }
  }

  @Override
  public void close() {
    server.close();
    gateway.close();
    transport.ifPresent(NettyTransport::close);
  }
}
