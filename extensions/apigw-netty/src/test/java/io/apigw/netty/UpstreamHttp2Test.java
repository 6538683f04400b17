package io.apigw.netty;

import static io.apigw.netty.Upstream.breakage;
import static io.apigw.netty.Upstream.failure;
import static io.apigw.netty.Upstream.reply;
import static io.apigw.netty.Upstream.request;
import static io.apigw.netty.Upstream.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.integrate.Origin;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.api.integrate.TransportResult;
import io.apigw.api.integrate.TransportResult.Kind;
import io.apigw.api.integrate.TransportResult.Reply;
import io.apigw.testkit.FedStream;
import io.apigw.testkit.RawBackend;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Back ends that speak HTTP/2. */
@ExtendWith(LeakGuard.class)
@Timeout(60)
class UpstreamHttp2Test {

  private static final Duration SHORT = Duration.ofMillis(300);

  @Test
  void requestAndReplyAreThoseOfHttp2() throws Exception {
    try (Upstream upstream = Upstream.with(b -> b.http2(true));
        Http2Backend backend = new Http2Backend(100)) {
      Headers headers = Headers.of(
          "X-Own",
          "v",
          "Connection",
          "x",
          "Host",
          "evil",
          "TE",
          "trailers",
          "Upgrade",
          "h2c",
          "Keep-Alive",
          "5",
          "Transfer-Encoding",
          "chunked",
          "Content-Length",
          "7");
      CompletableFuture<TransportResult> sent = upstream.send(new TransportRequest(
          "GET", backend.origin(), "/a?b=%20", headers, Body.empty(), Upstream.LONG));
      Http2Backend.Exchange exchange = backend.next();
      assertThat(exchange.head.toString())
          .contains(
              ":method: GET",
              ":path: /a?b=%20",
              ":scheme: http",
              ":authority: " + backend.origin().authority(),
              "x-own: v")
          .doesNotContain("evil", "connection", "trailers", "h2c", "chunked", "content-length");
      exchange.head(103, false, "link", "x");
      exchange.head(200, false, "x-a", "1", "x-a", "2").data("ok", false).trailers();
      Reply reply = reply(sent);
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.headers()).isEqualTo(Headers.of("x-a", "1", "x-a", "2"));
      assertThat(text(reply)).isEqualTo("ok");
    }
  }

  @Test
  void manyCallsShareAConnection() throws Exception {
    try (Upstream upstream = Upstream.with(b -> b.http2(true));
        Http2Backend backend = new Http2Backend(1000)) {
      List<CompletableFuture<TransportResult>> sent = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        sent.add(get(upstream, backend));
      }
      for (int i = 0; i < 50; i++) {
        backend.next().answer("ok");
      }
      for (CompletableFuture<TransportResult> each : sent) {
        assertThat(text(reply(each))).isEqualTo("ok");
      }
      assertThat(backend.connections()).isEqualTo(1);
    }
  }

  @Test
  void anotherConnectionIsMadeWhenOneIsFull() throws Exception {
    try (Upstream upstream = Upstream.with(b -> b.http2(true).maxConnections(2));
        Http2Backend backend = new Http2Backend(3)) {
      CompletableFuture<TransportResult> first = get(upstream, backend);
      backend.next().answer("ok");
      reply(first);
      List<CompletableFuture<TransportResult>> sent = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        sent.add(get(upstream, backend));
      }
      List<Http2Backend.Exchange> open = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        open.add(backend.next());
      }
      upstream.onLoop(() -> {});
      assertThat(backend.idle()).as("what two connections carry").isTrue();
      assertThat(backend.connections()).isEqualTo(2);
      open.forEach(each -> each.answer("ok"));
      for (int i = 0; i < 4; i++) {
        backend.next().answer("ok");
      }
      for (CompletableFuture<TransportResult> each : sent) {
        assertThat(text(reply(each))).isEqualTo("ok");
      }
    }
  }

  @Test
  void bodiesFlowBothWays() throws Exception {
    String large = "x".repeat(3_000_000);
    try (Upstream upstream = Upstream.with(b -> b.http2(true));
        Http2Backend backend = new Http2Backend(100)) {
      for (Body body : List.of(
          Body.text(large), Body.stream(Body.text(large).publisher()), Body.text("small"))) {
        CompletableFuture<TransportResult> sent = post(upstream, backend, body);
        Http2Backend.Exchange exchange = backend.next();
        Waiting.until(() -> exchange.whole);
        assertThat(exchange.body.length())
            .isEqualTo(body.streamed() ? 3_000_000 : body.text().length());
        assertThat(exchange.head.contains("content-length")).isEqualTo(!body.streamed());
        exchange.answer(large);
        assertThat(text(reply(sent)).equals(large)).isTrue();
      }
      assertThat(backend.connections()).isEqualTo(1);
    }
  }

  @Test
  void replyIsReadOnlyAsFarAsItIsTaken() throws Exception {
    try (Upstream upstream = Upstream.with(b -> b.http2(true));
        Http2Backend backend = new Http2Backend(100)) {
      CompletableFuture<TransportResult> sent = get(upstream, backend);
      Http2Backend.Exchange exchange = backend.next();
      exchange.head(200, false);
      String piece = "x".repeat(100_000);
      Reply reply = reply(sent);
      for (int i = 0; i < 100; i++) {
        exchange.data(piece, i == 99);
      }
      Waiting.until(() -> !exchange.writable());
      assertThat(text(reply)).hasSize(10_000_000);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void requestThatWasRefusedIsSentAgainOnce(String method) throws Exception {
    try (Upstream upstream = Upstream.with(b -> b.http2(true));
        Http2Backend backend = new Http2Backend(100)) {
      CompletableFuture<TransportResult> sent =
          upstream.send(request(method, backend.origin(), Body.text("b")));
      backend.next().reset(Http2Error.REFUSED_STREAM);
      backend.next().answer("ok");
      assertThat(text(reply(sent))).isEqualTo("ok");

      CompletableFuture<TransportResult> refused =
          upstream.send(request(method, backend.origin(), Body.text("b")));
      backend.next().reset(Http2Error.REFUSED_STREAM);
      backend.next().reset(Http2Error.REFUSED_STREAM);
      assertThat(failure(refused, Kind.BROKEN).detail()).contains("REFUSED_STREAM");
    }
  }

  @Test
  void requestThatAGoAwayLeavesOutIsSentAgainElsewhere() throws Exception {
    try (Upstream upstream = Upstream.with(b -> b.http2(true));
        Http2Backend backend = new Http2Backend(100)) {
      CompletableFuture<TransportResult> first = get(upstream, backend);
      Http2Backend.Exchange kept = backend.next();
      CompletableFuture<TransportResult> second = post(upstream, backend, Body.text("b"));
      backend.next();
      kept.goAwayAfterThis();
      Http2Backend.Exchange again = backend.next();
      assertThat(backend.connections()).isEqualTo(2);
      again.answer("again");
      assertThat(text(reply(second))).isEqualTo("again");
      kept.answer("kept");
      assertThat(text(reply(first))).isEqualTo("kept");
    }
  }

  @Test
  void resetOfARequestThatMayHaveHadAnEffectBreaksIt() throws Exception {
    try (Upstream upstream = Upstream.with(b -> b.http2(true));
        Http2Backend backend = new Http2Backend(100)) {
      CompletableFuture<TransportResult> sent = post(upstream, backend, Body.text("b"));
      backend.next().reset(Http2Error.INTERNAL_ERROR);
      assertThat(failure(sent, Kind.BROKEN).detail()).contains("INTERNAL_ERROR");

      CompletableFuture<TransportResult> looked = get(upstream, backend);
      backend.next().reset(Http2Error.INTERNAL_ERROR);
      assertThat(failure(looked, Kind.BROKEN).detail()).contains("INTERNAL_ERROR");

      CompletableFuture<TransportResult> next = get(upstream, backend);
      Http2Backend.Exchange exchange = backend.next();
      exchange.head(200, false).data("ab", false);
      Reply begun = reply(next);
      exchange.reset(Http2Error.CANCEL);
      assertThat(breakage(begun)).hasMessageContaining("CANCEL");
      assertThat(backend.connections()).isEqualTo(1);
    }
  }

  @Test
  void connectionThatBreaksFailsWhatItCarries() throws Exception {
    try (Upstream upstream = Upstream.with(b -> b.http2(true));
        Http2Backend backend = new Http2Backend(100)) {
      CompletableFuture<TransportResult> first = post(upstream, backend, Body.text("b"));
      CompletableFuture<TransportResult> second = post(upstream, backend, Body.text("b"));
      backend.next();
      backend.next().closeConnection();
      failure(first, Kind.BROKEN);
      failure(second, Kind.BROKEN);
      CompletableFuture<TransportResult> next = get(upstream, backend);
      backend.next().answer("ok");
      assertThat(text(reply(next))).isEqualTo("ok");
    }
  }

  @Test
  void callThatEndsEarlyResetsItsStreamOnly() throws Exception {
    try (Upstream upstream = Upstream.with(b -> b.http2(true).bodyTimeout(SHORT));
        Http2Backend backend = new Http2Backend(100)) {
      CompletableFuture<TransportResult> late = upstream.send(new TransportRequest(
          "GET", backend.origin(), "/a", Headers.empty(), Body.empty(), SHORT));
      Http2Backend.Exchange first = backend.next();
      failure(late, Kind.TIMEOUT);
      Waiting.until(() -> first.reset == Http2Error.CANCEL.code());

      CompletableFuture<TransportResult> given = get(upstream, backend);
      Http2Backend.Exchange second = backend.next();
      second.head(200, false).data("ab", false);
      reply(given).body().discard();
      Waiting.until(() -> second.reset == Http2Error.CANCEL.code());

      CompletableFuture<TransportResult> still = get(upstream, backend);
      Http2Backend.Exchange third = backend.next();
      third.head(200, false).data("ab", false);
      assertThat(breakage(reply(still))).hasMessageContaining("stopped sending");
      Waiting.until(() -> third.reset == Http2Error.CANCEL.code());

      FedStream source = FedStream.create();
      CompletableFuture<TransportResult> early = post(upstream, backend, Body.stream(source));
      backend.next().head(413, true);
      assertThat(reply(early).status()).isEqualTo(413);
      Waiting.until(source::cancelled);

      CompletableFuture<TransportResult> gone = get(upstream, backend);
      Http2Backend.Exchange last = backend.next();
      upstream.clientGoes();
      failure(gone, Kind.REQUEST_BODY);
      Waiting.until(() -> last.reset == Http2Error.CANCEL.code());
      assertThat(backend.connections()).isEqualTo(1);
    }
  }

  @Test
  void replyThatIsMalformedIsBroken() throws Exception {
    try (Upstream upstream = Upstream.with(b -> b.http2(true));
        Http2Backend backend = new Http2Backend(100)) {
      List<Consumer<Http2Backend.Exchange>> malformed = List.of(
          exchange -> exchange.head(101, false),
          exchange -> exchange.head(103, true),
          exchange -> exchange.head(20, true),
          exchange -> exchange.data("ab", true),
          exchange -> exchange.head(200, true, "connection", "close"),
          exchange -> {
            for (int i = 0; i < 20; i++) {
              exchange.head(103, false);
            }
          });
      for (Consumer<Http2Backend.Exchange> reply : malformed) {
        CompletableFuture<TransportResult> sent = post(upstream, backend, Body.text("b"));
        reply.accept(backend.next());
        failure(sent, Kind.BROKEN);
      }
    }
  }

  /** The head alone may have been handed on before the rest is known to be wrong. */
  @Test
  void replyThatIsShorterThanAnnouncedIsNoWholeOne() throws Exception {
    try (Upstream upstream = Upstream.with(b -> b.http2(true));
        Http2Backend backend = new Http2Backend(100)) {
      List<Consumer<Http2Backend.Exchange>> tooShort = List.of(
          exchange -> exchange.head(200, true, "content-length", "5"),
          exchange -> exchange.head(200, false, "content-length", "5").data("", true),
          exchange -> exchange.head(200, false, "content-length", "5").data("ab", true));
      for (Consumer<Http2Backend.Exchange> reply : tooShort) {
        CompletableFuture<TransportResult> sent = post(upstream, backend, Body.text("b"));
        reply.accept(backend.next());
        if (sent.get(10, TimeUnit.SECONDS) instanceof Reply begun) {
          assertThat(breakage(begun)).isNotNull();
        } else {
          failure(sent, Kind.BROKEN);
        }
      }
    }
  }

  @Test
  void sessionThatRestsTooLongIsClosed() throws Exception {
    try (Upstream upstream = Upstream.with(b -> b.http2(true).idleTimeout(SHORT));
        Http2Backend backend = new Http2Backend(100)) {
      int before = 0;
      while (backend.connections() < 2) {
        CompletableFuture<TransportResult> sent = get(upstream, backend);
        backend.next().answer("ok");
        reply(sent);
        Waiting.pause(before += 100);
      }
      assertThat(before).isGreaterThanOrEqualTo(300);
    }
  }

  @Test
  void backEndWithTlsIsOfferedHttp2AndMayDecline(@TempDir Path folder) throws Exception {
    Identity pets = Identity.of(folder, "pets.example");
    SslContext tls = SslContextBuilder.forServer(pets.key(), pets.certificate())
        .sslProvider(SslProvider.JDK)
        .applicationProtocolConfig(new ApplicationProtocolConfig(
            ApplicationProtocolConfig.Protocol.ALPN,
            ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
            ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
            "h2"))
        .build();
    SslContext trusting = SslContextBuilder.forClient()
        .sslProvider(SslProvider.JDK)
        .trustManager(pets.certificate())
        .build();
    try (NameServer names = new NameServer(600, "127.0.0.1");
        Upstream upstream = Upstream.with(
            b -> b.http2(true).nameServers(List.of(names.address())).tls(trusting));
        Http2Backend http2 = new Http2Backend(100, tls);
        RawBackend http1 = UpstreamTlsTest.tlsBackend(pets, peer -> {
          while (!peer.head().isEmpty()) {
            peer.say("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nold");
          }
        })) {
      Origin newer = new Origin("https", "pets.example", http2.port());
      CompletableFuture<TransportResult> sent = upstream.send(request("GET", newer, Body.empty()));
      http2.next().answer("ok");
      assertThat(text(reply(sent))).isEqualTo("ok");

      Origin older = new Origin("https", "pets.example", http1.origin().port());
      List<CompletableFuture<TransportResult>> all = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        all.add(upstream.send(request("GET", older, Body.empty())));
      }
      for (CompletableFuture<TransportResult> each : all) {
        assertThat(text(reply(each))).isEqualTo("old");
      }
    }
  }

  @Test
  void closingFailsWhatIsCarried() throws Exception {
    try (Upstream upstream = Upstream.with(b -> b.http2(true));
        Http2Backend backend = new Http2Backend(100)) {
      CompletableFuture<TransportResult> sent = get(upstream, backend);
      backend.next();
      upstream.transport.close();
      assertThat(failure(sent, Kind.BROKEN).detail()).contains("closed");
    }
  }

  private static CompletableFuture<TransportResult> get(Upstream upstream, Http2Backend backend) {
    return upstream.send(request("GET", backend.origin(), Body.empty()));
  }

  private static CompletableFuture<TransportResult> post(
      Upstream upstream, Http2Backend backend, Body body) {
    return upstream.send(request("POST", backend.origin(), body));
  }
}
