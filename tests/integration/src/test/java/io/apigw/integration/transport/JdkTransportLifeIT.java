package io.apigw.integration.transport;

import static io.apigw.integration.transport.Calls.TIMEOUT;
import static io.apigw.integration.transport.Calls.assertFailure;
import static io.apigw.integration.transport.Calls.get;
import static io.apigw.integration.transport.Calls.post;
import static io.apigw.integration.transport.Calls.request;
import static io.apigw.integration.transport.Calls.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.integrate.Origin;
import io.apigw.api.integrate.TransportResult;
import io.apigw.api.integrate.TransportResult.Failure;
import io.apigw.api.integrate.TransportResult.Kind;
import io.apigw.api.integrate.TransportResult.Reply;
import io.apigw.runtime.embedded.JdkTransport;
import io.apigw.testkit.FedStream;
import io.apigw.testkit.LeakChecks;
import io.apigw.testkit.RawBackend;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long things take, and how they end. */
@Timeout(60)
class JdkTransportLifeIT {

  private final Calls calls = new Calls();

  @AfterEach
  void close() {
    calls.close();
  }

  @Test
  void backEndThatDoesNotAnswerInTimeIsLeft() throws Exception {
    CompletableFuture<Integer> end = new CompletableFuture<>();
    try (RawBackend backend = RawBackend.that(peer -> {
      peer.head();
      end.complete(peer.in().read());
    })) {
      var sent = calls.send(get(backend));
      calls.advance(TIMEOUT.minusMillis(1));
      assertThat(sent).isNotDone();
      calls.advance(Duration.ofMillis(1));

      assertFailure(sent, Kind.TIMEOUT);
    }
  }

  @Test
  void timeCountsFromTheLastByteSent() throws Exception {
    FedStream source = FedStream.create();
    try (RawBackend backend = RawBackend.that(peer -> {
      peer.head();
      peer.in().transferTo(new ByteArrayOutputStream());
    })) {
      var sent = calls.send(post(backend, Body.stream(source)));
      source.awaitTaken();
      calls.advance(TIMEOUT.multipliedBy(5));
      source.give("a");
      calls.advance(TIMEOUT.multipliedBy(5));
      assertThat(sent).isNotDone();
      source.end();
      calls.advance(TIMEOUT);

      assertFailure(sent, Kind.TIMEOUT);
    }
  }

  @Test
  void clientThatStopsSendingIsNotWaitedForEndlessly() throws Exception {
    FedStream source = FedStream.create();
    try (RawBackend backend = RawBackend.that(peer -> {
      peer.head();
      peer.in().transferTo(new ByteArrayOutputStream());
    })) {
      var sent = calls.send(post(backend, Body.stream(source)));
      source.awaitTaken().give("a");
      calls.advanceUntil(sent);

      assertThat(sent.get()).isInstanceOf(Failure.class);
      while (!source.cancelled()) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void backEndThatStopsInTheMiddleOfItsReplyIsCutOff() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (RawBackend backend = RawBackend.that(peer -> {
      peer.head();
      peer.say("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab");
      over.await();
    })) {
      Received received = new Received();
      calls.reply(get(backend)).body().publisher().subscribe(received);
      while (!received.text().equals("ab")) {
        Thread.onSpinWait();
      }
      calls.advanceUntil(received.whole().toCompletableFuture());

      assertThat(received.failure()).isInstanceOf(IOException.class);
      over.countDown();
    }
  }

  @Test
  void replyThatNobodyTakesYetIsNotCutOff() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (RawBackend backend = RawBackend.that(peer -> {
      peer.head();
      peer.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab");
      over.await();
    })) {
      Reply reply = calls.reply(get(backend));
      calls.advance(Duration.ofMinutes(10));
      assertThat(text(reply)).isEqualTo("ab");
      over.countDown();
    }
  }

  @Test
  void clientThatGoesEndsTheCall() throws Exception {
    CompletableFuture<Integer> end = new CompletableFuture<>();
    CountDownLatch asked = new CountDownLatch(1);
    try (RawBackend backend = RawBackend.that(peer -> {
      peer.head();
      asked.countDown();
      end.complete(peer.in().read());
    })) {
      var sent = calls.send(get(backend));
      asked.await();
      calls.executor.cancel();

      assertFailure(sent, Kind.REQUEST_BODY);
      assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
    }
  }

  @Test
  void replyThatIsGivenUpClosesItsConnection() throws Exception {
    CompletableFuture<Integer> end = new CompletableFuture<>();
    try (RawBackend backend = RawBackend.that(peer -> {
      peer.head();
      peer.say("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab");
      end.complete(peer.in().read());
    })) {
      calls.reply(get(backend)).body().discard();

      assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
    }
  }

  @Test
  void bodyOfTheClientThatBreaksFailsTheRequest() throws Exception {
    FedStream source = FedStream.create();
    try (RawBackend backend = RawBackend.that(peer -> {
      peer.head();
      peer.in().transferTo(new ByteArrayOutputStream());
    })) {
      var sent = calls.send(post(backend, Body.stream(source, 10)));
      source.awaitTaken().give("a").fail(new IOException("client reset"));

      assertThat(assertFailure(sent, Kind.REQUEST_BODY).detail()).contains("client reset");
    }
  }

  @Test
  void closedTransportEndsWhatRunsAndTakesNothingMore() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (RawBackend backend = RawBackend.that(peer -> {
      peer.head();
      asked.countDown();
      peer.in().read();
    })) {
      var sent = calls.send(get(backend));
      asked.await();
      calls.close();

      assertFailure(sent, Kind.BROKEN);
      assertFailure(calls.send(get(backend)), Kind.CONNECT);
    }
  }

  @Test
  void nothingOfAClosedTransportStays() throws Exception {
    try (RawBackend backend =
        RawBackend.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) {
      LeakChecks.noThreadsStay(5, () -> {
        try (Calls once = new Calls()) {
          assertThat(text(once.reply(get(backend)))).isEqualTo("ok");
        }
      });
    }
  }

  @Test
  void transportThatIsNotUsedHasNoThreads() throws Exception {
    LeakChecks.noThreadsStay(1, () -> {
      JdkTransport unused = JdkTransport.create();
      assertThat(unused).isNotNull();
    });
  }

  @Test
  void headThatDripsIsLeftInTime() throws Exception {
    CompletableFuture<Void> dripped = new CompletableFuture<>();
    CompletableFuture<Void> left = new CompletableFuture<>();
    try (RawBackend backend = RawBackend.that(peer -> {
      peer.head();
      peer.say("HTTP/1.1 2");
      dripped.complete(null);
      left.get(10, TimeUnit.SECONDS);
      peer.say("00 OK\r\nContent-Length: 0\r\n\r\n");
    })) {
      CompletableFuture<TransportResult> sent = calls.send(get(backend));
      dripped.get(10, TimeUnit.SECONDS);
      calls.advance(TIMEOUT);

      assertThat(sent.get(10, TimeUnit.SECONDS))
          .isInstanceOfSatisfying(
              Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT));
      left.complete(null);
    }
  }

  @Test
  void bodyWithoutEndIsReadOnlyAsFarAsItIsTaken() throws Exception {
    byte[] megabyte = new byte[1 << 20];
    AtomicLong written = new AtomicLong();
    try (RawBackend backend = RawBackend.that(peer -> {
      peer.head();
      peer.say("HTTP/1.1 200 OK\r\n\r\n");
      while (true) {
        peer.out().write(megabyte);
        written.addAndGet(megabyte.length);
      }
    })) {
      Reply reply = (Reply) calls.send(get(backend)).get(10, TimeUnit.SECONDS);
      Paused paused = new Paused();
      reply.body().publisher().subscribe(paused);
      paused.take(10);

      assertThat(written.get())
          .as("what fits into the buffers of two sockets")
          .isLessThan(64L << 20);
      paused.cancel();
    }
  }

  /** Ways of the JDK's client that the suite for all transports does not ask for. */
  @Test
  void nameThatTheClientRefusesAndAPeerWithoutTlsAreFailures() throws Exception {
    assertFailure(
        calls.send(request("GET", new Origin("http", "under_score", 80), "/", Body.empty())),
        Kind.CONNECT);
    try (RawBackend plain = RawBackend.that(peer -> peer.say("HTTP/1.1 400 Bad Request\r\n\r\n"))) {
      Origin https = new Origin("https", "127.0.0.1", plain.origin().port());
      var sent = calls.send(request("GET", https, "/", Body.empty()));
      assertThat(sent.get(10, TimeUnit.SECONDS)).isInstanceOf(Failure.class);
    }
  }
}
