package io.apigw.netty;

import static io.apigw.netty.Upstream.breakage;
import static io.apigw.netty.Upstream.failure;
import static io.apigw.netty.Upstream.reply;
import static io.apigw.netty.Upstream.request;
import static io.apigw.netty.Upstream.text;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.api.integrate.TransportResult;
import io.apigw.api.integrate.TransportResult.Kind;
import io.apigw.api.integrate.TransportResult.Reply;
import io.apigw.testkit.FedStream;
import io.apigw.testkit.RawBackend;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bodies in both directions: how fast, how long, how they end. */
@ExtendWith(LeakGuard.class)
@Timeout(60)
class UpstreamBodiesTest {

  private static final Duration SHORT = Duration.ofMillis(300);

  @Test
  void bodyIsReadOnlyAsFarAsItIsTaken() throws Exception {
    byte[] piece = new byte[1 << 16];
    AtomicLong written = new AtomicLong();
    try (Upstream upstream = Upstream.create();
        RawBackend backend = RawBackend.that(peer -> {
          peer.head();
          peer.say("HTTP/1.1 200 OK\r\n\r\n");
          while (true) {
            peer.out().write(piece);
            written.addAndGet(piece.length);
          }
        })) {
      Reply reply = reply(upstream.get(backend));
      Waiting.untilSteady(written::get);
      long untaken = written.get();
      assertThat(untaken).as("what fits into two sockets").isLessThan(16 << 20);
      AtomicReference<Flow.Subscription> subscription = new AtomicReference<>();
      AtomicLong taken = new AtomicLong();
      reply.body().publisher().subscribe(new Flow.Subscriber<>() {
        @Override
        public void onSubscribe(Flow.Subscription given) {
          subscription.set(given);
        }

        @Override
        public void onNext(ByteBuffer buffer) {
          taken.incrementAndGet();
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
      });
      requireNonNull(subscription.get()).request(3);
      Waiting.until(() -> taken.get() == 3);
      Waiting.untilSteady(written::get);
      assertThat(taken).as("as many as were asked for").hasValue(3);
      assertThat(written.get()).isLessThan(16 << 20);
      requireNonNull(subscription.get()).cancel();
    }
  }

  @Test
  void bodyIsGivenToOneOnly() throws Exception {
    try (Upstream upstream = Upstream.create();
        RawBackend backend = RawBackend.answering(
            "HTTP/1.1 200 OK\r\nContent-Length: 40000\r\n\r\n" + "x".repeat(40_000))) {
      Flow.Publisher<ByteBuffer> publisher = reply(upstream.get(backend)).body().publisher();
      CompletableFuture<String> whole = new CompletableFuture<>();
      Collector first = new Collector(whole::complete);
      Collector second = new Collector(text -> {});
      publisher.subscribe(first);
      publisher.subscribe(second);
      assertThat(whole.get(10, TimeUnit.SECONDS)).hasSize(40_000);
      assertThat(second.failure().get(10, TimeUnit.SECONDS))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void requestForNothingFailsTheStream() throws Exception {
    try (Upstream upstream = Upstream.create();
        RawBackend backend = RawBackend.answering(
            "HTTP/1.1 200 OK\r\nContent-Length: 40000\r\n\r\n" + "x".repeat(40_000))) {
      CompletableFuture<Throwable> failure = new CompletableFuture<>();
      reply(upstream.get(backend)).body().publisher().subscribe(new Flow.Subscriber<>() {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
          subscription.request(0);
        }

        @Override
        public void onNext(ByteBuffer buffer) {}

        @Override
        public void onError(Throwable cause) {
          failure.complete(cause);
        }

        @Override
        public void onComplete() {}
      });
      assertThat(failure.get(10, TimeUnit.SECONDS)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void littleThatNobodyWantsIsReadToKeepTheConnection() throws Exception {
    CountDownLatch discarded = new CountDownLatch(1);
    try (Upstream upstream = Upstream.create();
        RawBackend backend = RawBackend.that(peer -> {
          while (!peer.head().isEmpty()) {
            peer.say("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab");
            discarded.await();
            peer.say("cde");
          }
        })) {
      reply(upstream.get(backend)).body().discard();
      discarded.countDown();
      upstream.onLoop(() -> {});
      Waiting.until(() -> backend.connections() == 1);
      for (int i = 0; i < 20; i++) {
        assertThat(text(reply(upstream.get(backend)))).isEqualTo("abcde");
      }
      assertThat(backend.connections()).isLessThan(3);
    }
  }

  @Test
  void replyThatNobodyTakesDoesNotHoldItsConnectionForEver() throws Exception {
    CompletableFuture<Integer> end = new CompletableFuture<>();
    try (Upstream upstream = Upstream.with(b -> b.bodyTimeout(SHORT));
        RawBackend backend = RawBackend.that(peer -> {
          peer.head();
          peer.say("HTTP/1.1 200 OK\r\nContent-Length: 40000\r\n\r\n" + "x".repeat(40_000));
          end.complete(peer.in().read());
        })) {
      Reply reply = reply(upstream.get(backend));
      assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
      assertThat(breakage(reply)).hasMessageContaining("nobody has taken");
    }
  }

  @Test
  void wholeReplyOutlivesItsConnectionUntilItIsTaken() throws Exception {
    String body = "x".repeat(40_000);
    try (Upstream upstream = Upstream.create();
        RawBackend backend =
            RawBackend.answering("HTTP/1.0 200 OK\r\nConnection: close\r\n\r\n" + body)) {
      Reply reply = reply(upstream.get(backend));
      for (int i = 0; i < 5; i++) {
        Waiting.pause(10);
        upstream.onLoop(() -> {});
      }
      assertThat(text(reply)).isEqualTo(body);
    }
  }

  @Test
  void replyThatStandsStillFailsItsStream() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (Upstream upstream = Upstream.with(b -> b.bodyTimeout(SHORT));
        RawBackend backend = RawBackend.that(peer -> {
          peer.head();
          peer.say("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab");
          over.await();
        })) {
      assertThat(breakage(reply(upstream.get(backend))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("stopped sending");
      over.countDown();
    }
  }

  @Test
  void requestThatIsNotTakenTimesOut() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    for (Body body : new Body[] {
      Body.text("x".repeat(30_000_000)),
      Body.stream(Body.text("x".repeat(30_000_000)).publisher())
    }) {
      try (Upstream upstream = Upstream.with(b -> b.bodyTimeout(SHORT));
          RawBackend backend = RawBackend.that(peer -> over.await())) {
        assertThat(failure(upstream.post(backend, body), Kind.TIMEOUT).detail())
            .contains("stopped taking");
      }
    }
    over.countDown();
  }

  @Test
  void requestThatIsTakenSlowlyGoesThrough() throws Exception {
    try (Upstream upstream = Upstream.with(b -> b.bodyTimeout(SHORT));
        RawBackend backend = RawBackend.that(peer -> {
          peer.head();
          for (int i = 0; i < 30; i++) {
            peer.in().readNBytes(1_000_000);
            Waiting.pause(40);
          }
          peer.say("HTTP/1.1 204 No Content\r\n\r\n");
        })) {
      Reply reply = reply(upstream.post(backend, Body.text("x".repeat(30_000_000))));
      assertThat(reply.status()).isEqualTo(204);
    }
  }

  @Test
  void clientThatStopsSendingFailsTheRequest() throws Exception {
    FedStream source = FedStream.create();
    try (Upstream upstream = Upstream.with(b -> b.bodyTimeout(SHORT));
        RawBackend backend = RawBackend.that(peer -> {
          peer.head();
          peer.in().transferTo(new ByteArrayOutputStream());
        })) {
      CompletableFuture<TransportResult> sent = upstream.post(backend, Body.stream(source));
      source.awaitTaken().give("a");
      assertThat(failure(sent, Kind.REQUEST_BODY).detail()).contains("client has stopped");
      assertThat(source.cancelled()).isTrue();
    }
  }

  @Test
  void bodyOfAnotherLengthThanItSaysFailsTheRequest() throws Exception {
    for (String given : new String[] {"ab", "abcd"}) {
      FedStream source = FedStream.create();
      try (Upstream upstream = Upstream.create();
          RawBackend backend = RawBackend.that(peer -> {
            peer.head();
            peer.in().transferTo(new ByteArrayOutputStream());
          })) {
        CompletableFuture<TransportResult> sent = upstream.post(backend, Body.stream(source, 3));
        source.awaitTaken().give(given).end();
        assertThat(failure(sent, Kind.REQUEST_BODY).detail()).contains("3 bytes");
      }
    }
  }

  @Test
  void onlyAFewBuffersAreAskedForWhileTheBackEndDoesNotRead() throws Exception {
    FedStream source = FedStream.create();
    CountDownLatch over = new CountDownLatch(1);
    try (Upstream upstream = Upstream.create();
        RawBackend backend = RawBackend.that(peer -> {
          peer.head();
          over.await();
          peer.in().transferTo(new ByteArrayOutputStream());
        })) {
      CompletableFuture<TransportResult> sent = upstream.post(backend, Body.stream(source));
      source.awaitTaken();
      String piece = "x".repeat(1 << 20);
      long given = 0;
      long before = -1;
      while (source.demand() > given && source.demand() != before) {
        for (; given < source.demand(); given++) {
          source.give(piece);
        }
        upstream.onLoop(() -> {});
        upstream.onLoop(() -> {});
        upstream.onLoop(() -> {});
      }
      assertThat(source.demand()).as("megabytes asked for").isLessThan(64);
      upstream.clientGoes();
      failure(sent, Kind.REQUEST_BODY);
      over.countDown();
    }
  }

  @Test
  void bodyThatWasTakenBeforeFailsTheRequest() throws Exception {
    try (Upstream upstream = Upstream.create();
        RawBackend backend = RawBackend.that(peer -> peer.in().readAllBytes())) {
      Body body = Body.stream(FedStream.create());
      body.discard();
      failure(upstream.post(backend, body), Kind.REQUEST_BODY);
    }
  }

  @Test
  void headGoesOutBeforeTheFirstByteOfABody() throws Exception {
    FedStream source = FedStream.create();
    BlockingQueue<String> heads = new LinkedBlockingQueue<>();
    try (Upstream upstream = Upstream.create();
        RawBackend backend = RawBackend.that(peer -> {
          heads.add(peer.head());
          peer.read(3);
          peer.say("HTTP/1.1 204 No Content\r\n\r\n");
        })) {
      CompletableFuture<TransportResult> sent = upstream.post(backend, Body.stream(source, 3));
      assertThat(heads.poll(10, TimeUnit.SECONDS)).contains("Content-Length: 3");
      source.give("abc").end();
      reply(sent);
    }
  }

  @Test
  void backEndThatDoesNotAnswerIsLeftInTimeAndTheNextRequestIsNotHurt() throws Exception {
    try (Upstream upstream = Upstream.create();
        RawBackend backend = RawBackend.that(peer -> {
          boolean slow = peer.head().startsWith("GET /slow");
          if (slow) {
            peer.in().read();
          }
          peer.say("HTTP/1.1 204 No Content\r\n\r\n");
        })) {
      TransportRequest slow = new TransportRequest(
          "GET", backend.origin(), "/slow", Headers.empty(), Body.empty(), SHORT);
      assertThat(failure(upstream.send(slow), Kind.TIMEOUT).detail()).contains("300 ms");
      assertThat(reply(upstream.send(request("GET", backend.origin(), Body.empty())))
              .status())
          .isEqualTo(204);
    }
  }
}
