package io.apigw.netty;

import static io.apigw.netty.Upstream.breakage;
import static io.apigw.netty.Upstream.failure;
import static io.apigw.netty.Upstream.reply;
import static io.apigw.netty.Upstream.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.RequestExecutor;
import io.apigw.api.integrate.Origin;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.api.integrate.TransportResult;
import io.apigw.api.integrate.TransportResult.Kind;
import io.apigw.api.integrate.TransportResult.Reply;
import io.apigw.testkit.FedStream;
import io.apigw.testkit.LeakChecks;
import io.apigw.testkit.RawBackend;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which thread does what, and how everything ends. */
@ExtendWith(LeakGuard.class)
@Timeout(60)
class UpstreamLifeTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @Test
  void requestOfALoopStaysOnIt() throws Exception {
    try (Upstream upstream = Upstream.create();
        RawBackend backend = RawBackend.answering(OK)) {
      CompletableFuture<Boolean> there = new CompletableFuture<>();
      var unused =
          upstream.get(backend).thenAccept(result -> there.complete(upstream.loop.inEventLoop()));
      assertThat(there.get(10, TimeUnit.SECONDS)).isTrue();
      assertThat(Thread.getAllStackTraces().keySet())
          .noneMatch(thread -> thread.getName().startsWith("apigw-netty-client"));
    }
  }

  @Test
  void anyOtherRequestHasALoopOfTheTransports() throws Exception {
    try (NettyTransport transport = NettyTransport.builder().threads(1).build();
        RawBackend backend = RawBackend.answering(OK)) {
      CompletableFuture<String> thread = transport
          .send(request("GET", backend.origin(), Body.empty()), RequestExecutor.inPlace())
          .thenApply(result -> Thread.currentThread().getName())
          .toCompletableFuture();
      assertThat(thread.get(10, TimeUnit.SECONDS)).startsWith("apigw-netty-client");
    }
  }

  @Test
  void nothingOfAClosedTransportStays() throws Exception {
    try (RawBackend backend = RawBackend.answering(OK)) {
      LeakChecks.noThreadsStay(5, () -> {
        try (NettyTransport transport = NettyTransport.create()) {
          reply(transport
              .send(request("GET", backend.origin(), Body.empty()), RequestExecutor.inPlace())
              .toCompletableFuture());
        }
      });
    }
  }

  @Test
  void closingCutsWhatIsOpenEverywhere() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    CompletableFuture<Integer> resting = new CompletableFuture<>();
    CountDownLatch begunSilent = new CountDownLatch(1);
    try (RawBackend silent = RawBackend.that(peer -> {
          peer.head();
          begunSilent.countDown();
          over.await();
        });
        RawBackend streaming = RawBackend.that(peer -> {
          peer.head();
          peer.say("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab");
          over.await();
        });
        RawBackend kept = RawBackend.that(peer -> {
          peer.head();
          peer.say(OK);
          resting.complete(peer.in().read());
        });
        Upstream upstream = Upstream.with(b -> b.maxConnections(1))) {
      FedStream source = FedStream.create();
      reply(upstream.get(kept));
      CompletableFuture<TransportResult> asked = upstream.get(silent);
      begunSilent.await();
      CompletableFuture<TransportResult> waiting = upstream.post(silent, Body.stream(source));
      Reply begun = reply(upstream.get(streaming));
      upstream.transport.close();

      failure(asked, Kind.BROKEN);
      failure(waiting, Kind.BROKEN);
      assertThat(source.cancelled()).isTrue();
      assertThat(breakage(begun)).hasMessageContaining("closed");
      assertThat(resting.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
      failure(upstream.get(kept), Kind.CONNECT);
      upstream.transport.close();
      over.countDown();
    }
  }

  @Test
  void closingOnALoopDoesNotWaitForIt() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (Upstream upstream = Upstream.create();
        RawBackend backend = RawBackend.that(peer -> {
          peer.head();
          asked.countDown();
          peer.in().read();
        })) {
      CompletableFuture<TransportResult> sent = upstream.get(backend);
      asked.await();
      upstream.onLoop(upstream.transport::close);
      failure(sent, Kind.BROKEN);
    }
  }

  @Test
  void loopThatEndsTakesItsConnectionsAlong() throws Exception {
    try (NettyTransport transport = NettyTransport.create();
        RawBackend backend = RawBackend.answering(OK)) {
      CompletableFuture<TransportResult> late;
      try (Upstream upstream = Upstream.create()) {
        TransportRequest request = request("GET", backend.origin(), Body.empty());
        reply(transport.send(request, upstream).toCompletableFuture());
        upstream.loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
        late = transport.send(request, upstream).toCompletableFuture();
      }
      failure(late, Kind.CONNECT);
    }
  }

  @Test
  void clientThatGoesWhileABodyFlowsCutsBothWays() throws Exception {
    CompletableFuture<Integer> end = new CompletableFuture<>();
    try (Upstream upstream = Upstream.create();
        RawBackend backend = RawBackend.that(peer -> {
          peer.head();
          peer.say("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab");
          end.complete(peer.in().read());
        })) {
      Reply reply = reply(upstream.get(backend));
      upstream.clientGoes();
      assertThat(breakage(reply)).hasMessageContaining("client has gone");
      assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
    }
  }

  @Test
  void clientThatGoesAfterTheReplyDoesNoHarm() throws Exception {
    try (Upstream upstream = Upstream.create();
        RawBackend backend = RawBackend.answering(OK)) {
      reply(upstream.get(backend));
      upstream.clientGoes();
      reply(upstream.get(backend));
      assertThat(backend.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "G T, 127.0.0.1, /a, method",
    "'', 127.0.0.1, /a, method",
    "GET, 127.0.0.1, a, target",
    "GET, 127.0.0.1, /a b, target",
    "GET, 127.0.0.1, '/a\r\nX: y', target",
    "GET, 127.0.0.1, /ä, target",
    "GET, 'a\r\nX: y', /a, host",
    "GET, a/b, /a, host"
  })
  void requestThatCannotBeWrittenIsNotSent(String method, String host, String target, String wrong)
      throws Exception {
    FedStream source = FedStream.create();
    try (Upstream upstream = Upstream.create()) {
      TransportRequest request = new TransportRequest(
          method,
          new Origin("http", host, 1),
          target,
          Headers.empty(),
          Body.stream(source),
          Duration.ofSeconds(1));
      assertThat(failure(upstream.send(request), Kind.CONNECT).detail())
          .contains(wrong + ": expected")
          .matches("\\P{Cntrl}+");
      assertThat(source.cancelled()).isTrue();
    }
  }
}
