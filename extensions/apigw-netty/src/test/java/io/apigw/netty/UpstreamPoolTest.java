package io.apigw.netty;

import static io.apigw.netty.Upstream.failure;
import static io.apigw.netty.Upstream.reply;
import static io.apigw.netty.Upstream.request;
import static io.apigw.netty.Upstream.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.integrate.TransportResult;
import io.apigw.api.integrate.TransportResult.Kind;
import io.apigw.testkit.FedStream;
import io.apigw.testkit.RawBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which connection carries a request, and how long connections are kept. */
@ExtendWith(LeakGuard.class)
@Timeout(60)
class UpstreamPoolTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @Test
  void requestsOneAfterAnotherShareAConnection() throws Exception {
    try (Upstream upstream = Upstream.create();
        RawBackend backend = RawBackend.answering(OK)) {
      for (int i = 0; i < 50; i++) {
        assertThat(text(reply(upstream.get(backend)))).isEqualTo("ok");
      }
      assertThat(backend.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "HTTP/1.1 200 OK|Content-Length: 2|Connection: close||ok",
        "HTTP/1.1 200 OK|Content-Length: 2|Connection: x, Close||ok",
        "HTTP/1.1 200 OK|Content-Length: 2|Keep-Alive: timeout=0||ok",
        "HTTP/1.0 200 OK|Content-Length: 2||ok",
        "HTTP/1.1 200 OK|Content-Length: 2||okay"
      })
  void connectionThatIsAtItsEndIsNotUsedAgain(String lines) throws Exception {
    try (Upstream upstream = Upstream.create();
        RawBackend backend = RawBackend.that(peer -> {
          while (!peer.head().isEmpty()) {
            peer.say(lines.replace("|", "\r\n"));
          }
        })) {
      for (int i = 1; i <= 3; i++) {
        assertThat(text(reply(upstream.get(backend)))).isEqualTo("ok");
        assertThat(backend.connections()).isEqualTo(i);
      }
    }
  }

  @Test
  void connectionOfHttp10IsUsedAgainWhenBothSay() throws Exception {
    try (Upstream upstream = Upstream.create();
        RawBackend backend = RawBackend.answering(
            "HTTP/1.0 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nok")) {
      for (int i = 0; i < 3; i++) {
        assertThat(text(reply(upstream.get(backend)))).isEqualTo("ok");
      }
      assertThat(backend.connections()).isEqualTo(1);
    }
  }

  @Test
  void requestBeyondTheBoundWaitsForAConnection() throws Exception {
    Semaphore answers = new Semaphore(0);
    try (Upstream upstream = Upstream.with(b -> b.maxConnections(2).maxWaiting(10));
        RawBackend backend = RawBackend.that(peer -> {
          while (!peer.head().isEmpty()) {
            answers.acquire();
            peer.say(OK);
          }
        })) {
      List<CompletableFuture<TransportResult>> sent = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        sent.add(upstream.get(backend));
      }
      assertThat(failure(upstream.get(backend), Kind.CONNECT).detail())
          .contains("maxConnections", "maxWaiting");
      answers.release(12);
      for (CompletableFuture<TransportResult> each : sent) {
        assertThat(text(reply(each))).isEqualTo("ok");
      }
      assertThat(backend.connections()).isEqualTo(2);
    }
  }

  @Test
  void requestThatWaitsTooLongFails() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (Upstream upstream =
            Upstream.with(b -> b.maxConnections(1).connectTimeout(Duration.ofMillis(300)));
        RawBackend backend = RawBackend.that(peer -> over.await())) {
      CompletableFuture<TransportResult> first = upstream.get(backend);
      assertThat(failure(upstream.get(backend), Kind.CONNECT).detail())
          .contains("maxConnections", "connectTimeout");
      assertThat(first).isNotDone();
      over.countDown();
    }
  }

  @Test
  void requestThatWaitsGetsANewConnectionInPlaceOfABrokenOne() throws Exception {
    AtomicInteger number = new AtomicInteger();
    CountDownLatch both = new CountDownLatch(1);
    try (Upstream upstream = Upstream.with(b -> b.maxConnections(1));
        RawBackend backend = RawBackend.that(peer -> {
          peer.head();
          if (number.getAndIncrement() > 0) {
            peer.say(OK);
          } else {
            both.await();
          }
        })) {
      CompletableFuture<TransportResult> first = upstream.get(backend);
      CompletableFuture<TransportResult> second = upstream.get(backend);
      upstream.onLoop(() -> {});
      both.countDown();
      failure(first, Kind.BROKEN);
      assertThat(text(reply(second))).isEqualTo("ok");
    }
  }

  @Test
  void requestThatWaitsIsForgottenWhenItsClientGoes() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (Upstream upstream = Upstream.with(b -> b.maxConnections(1).maxWaiting(1));
        RawBackend backend = RawBackend.that(peer -> over.await())) {
      FedStream source = FedStream.create();
      CompletableFuture<TransportResult> first = upstream.get(backend);
      CompletableFuture<TransportResult> second = upstream.post(backend, Body.stream(source));
      upstream.onLoop(() -> {});
      upstream.clientGoes();
      failure(first, Kind.REQUEST_BODY);
      failure(second, Kind.REQUEST_BODY);
      Waiting.until(source::cancelled);
      over.countDown();
    }
  }

  @Test
  void connectionThatRestsTooLongIsClosed() throws Exception {
    CompletableFuture<Integer> end = new CompletableFuture<>();
    try (Upstream upstream = Upstream.with(b -> b.idleTimeout(Duration.ofMillis(200)));
        RawBackend backend = RawBackend.that(peer -> {
          peer.head();
          peer.say(OK);
          end.complete(peer.in().read());
        })) {
      reply(upstream.get(backend));
      assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
    }
  }

  @Test
  void connectionIsClosedBeforeTheBackEndDoesSo() throws Exception {
    CompletableFuture<Integer> end = new CompletableFuture<>();
    try (Upstream upstream = Upstream.create();
        RawBackend backend = RawBackend.that(peer -> {
          peer.head();
          peer.say(
              "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nKeep-Alive: timeout=1, max=5\r\n\r\nok");
          end.complete(peer.in().read());
        })) {
      reply(upstream.get(backend));
      assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
    }
  }

  @Test
  void connectionThatIsTooOldIsNotUsedAgain() throws Exception {
    try (Upstream upstream = Upstream.with(b -> b.maxLifetime(Duration.ofMillis(100)));
        RawBackend backend = RawBackend.answering(OK)) {
      while (backend.connections() < 3) {
        assertThat(text(reply(upstream.get(backend)))).isEqualTo("ok");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "x", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"})
  void connectionOnWhichTheBackEndSpeaksUnaskedIsClosed(String unasked) throws Exception {
    CountDownLatch replied = new CountDownLatch(1);
    CompletableFuture<Integer> end = new CompletableFuture<>();
    try (Upstream upstream = Upstream.create();
        RawBackend backend = RawBackend.that(peer -> {
          peer.head();
          peer.say(OK);
          replied.await();
          peer.say(unasked);
          end.complete(peer.in().read());
        })) {
      reply(upstream.get(backend));
      replied.countDown();
      assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
      assertThat(text(reply(upstream.get(backend)))).isEqualTo("ok");
      assertThat(backend.connections()).isEqualTo(2);
    }
  }

  @Test
  void idempotentRequestIsSentAgainWhenAKeptConnectionTurnsOutBroken() throws Exception {
    for (String method : List.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE")) {
      BlockingQueue<String> seen = new LinkedBlockingQueue<>();
      try (Upstream upstream = Upstream.create();
          RawBackend backend = breakingSecond(seen)) {
        reply(upstream.send(request(method, backend.origin(), Body.empty())));
        reply(upstream.send(request(method, backend.origin(), Body.empty())));
        assertThat(seen).as(method).hasSize(3);
        assertThat(backend.connections()).isEqualTo(2);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 100_000})
  void bodyInMemoryIsSentAgainWithIt(int size) throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    Body body = Body.text("x".repeat(size));
    AtomicInteger requests = new AtomicInteger();
    try (Upstream upstream = Upstream.create();
        RawBackend backend = RawBackend.that(peer -> {
          for (String head = peer.head(); !head.isEmpty(); head = peer.head()) {
            seen.add(peer.read(size));
            if (requests.incrementAndGet() == 2) {
              return;
            }
            peer.say(OK);
          }
        })) {
      reply(upstream.send(request("PUT", backend.origin(), body)));
      reply(upstream.send(request("PUT", backend.origin(), body)));
      assertThat(seen).containsExactly(body.text(), body.text(), body.text());
    }
  }

  @Test
  void requestThatMayHaveHadAnEffectIsNotSentAgain() throws Exception {
    for (String method : List.of("POST", "PATCH")) {
      BlockingQueue<String> seen = new LinkedBlockingQueue<>();
      try (Upstream upstream = Upstream.create();
          RawBackend backend = breakingSecond(seen)) {
        reply(upstream.send(request(method, backend.origin(), Body.empty())));
        failure(upstream.send(request(method, backend.origin(), Body.empty())), Kind.BROKEN);
        assertThat(seen).as(method).hasSize(2);
      }
    }
  }

  @Test
  void streamIsNotSentAgain() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    FedStream source = FedStream.create();
    try (Upstream upstream = Upstream.create();
        RawBackend backend = breakingSecond(seen)) {
      reply(upstream.send(request("PUT", backend.origin(), Body.empty())));
      failure(upstream.send(request("PUT", backend.origin(), Body.stream(source, 5))), Kind.BROKEN);
      assertThat(seen).hasSize(2);
      Waiting.until(source::cancelled);
    }
  }

  @Test
  void nothingIsSentAgainOnceTheReplyHasBegun() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (Upstream upstream = Upstream.create();
        RawBackend backend = RawBackend.that(peer -> {
          while (!peer.head().isEmpty()) {
            if (requests.incrementAndGet() == 2) {
              peer.say("H");
              return;
            }
            peer.say(OK);
          }
        })) {
      reply(upstream.get(backend));
      failure(upstream.get(backend), Kind.BROKEN);
      assertThat(requests).hasValue(2);
    }
  }

  @Test
  void nothingIsSentAgainTwiceNorOnANewConnection() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (Upstream upstream = Upstream.create();
        RawBackend backend = RawBackend.that(peer -> {
          while (!peer.head().isEmpty()) {
            if (requests.incrementAndGet() >= 2) {
              return;
            }
            peer.say(OK);
          }
        })) {
      reply(upstream.get(backend));
      failure(upstream.get(backend), Kind.BROKEN);
      assertThat(requests).as("the first, the second, and that again").hasValue(3);
      failure(upstream.get(backend), Kind.BROKEN);
      assertThat(requests).hasValue(4);
    }
  }

  /** Answers all requests but the second, which ends its connection. */
  private static RawBackend breakingSecond(BlockingQueue<String> seen) throws Exception {
    AtomicInteger requests = new AtomicInteger();
    return RawBackend.that(peer -> {
      for (String head = peer.head(); !head.isEmpty(); head = peer.head()) {
        seen.add(head);
        if (requests.incrementAndGet() == 2) {
          return;
        }
        peer.say("HTTP/1.1 204 No Content\r\n\r\n");
      }
    });
  }
}
