package io.apigw.integration.transport;

import static io.apigw.integration.transport.Calls.TIMEOUT;
import static io.apigw.integration.transport.Calls.get;
import static io.apigw.integration.transport.Calls.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.integrate.TransportResult;
import io.apigw.api.integrate.TransportResult.Failure;
import io.apigw.api.integrate.TransportResult.Kind;
import io.apigw.api.integrate.TransportResult.Reply;
import io.apigw.testkit.RawBackend;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Back ends that lie about where a message ends, or never end one (abuse 83, 84). */
@Timeout(60)
class HostileBackendIT {

  private final Calls calls = new Calls();

  @AfterEach
  void close() {
    calls.close();
  }

  /** A vertical bar stands for a line's end; after it the connection is closed. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "garbage||",
        "HTTP/1.1 abc||",
        "HTTP/3.7 200 OK|Content-Length: 0||",
        "HTTP/1.1 200 OK|Content-Length: 0",
        "HTTP/1.1 200 OK|Content-Length: 2|Content-Length: 5||hello",
        "HTTP/1.1 200 OK|Content-Length: 2, 5||hello",
        "HTTP/1.1 200 OK|Content-Length: -1||hello",
        "HTTP/1.1 200 OK|Content-Length: 99999999999999999999||hello",
        "HTTP/1.1 200 OK|Content-Length: 0x5||hello",
        "HTTP/1.1 200 OK|Content-Length: 5|Transfer-Encoding: chunked||0||",
        "HTTP/1.1 200 OK|Transfer-Encoding: gzip, chunked||0||",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked|Transfer-Encoding: chunked||0||",
        "HTTP/1.1 200 OK|Transfer-Encoding: identity||hello",
        "HTTP/1.1 200 OK|X-A: a\u0000b|Content-Length: 0||"
      })
  void replyThatIsNoneIsAFailure(String lines) throws Exception {
    try (RawBackend backend = closing(lines)) {
      TransportResult result = calls.send(get(backend)).get(10, TimeUnit.SECONDS);
      assertThat(result)
          .isInstanceOfSatisfying(
              Failure.class,
              failure -> assertThat(failure.kind()).as(failure.detail()).isEqualTo(Kind.BROKEN));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK|Content-Length: 50||hello",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hello|",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||zz|hello|0||",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hellohello|0||",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||-5|hello|0||"
      })
  void bodyThatIsNotWhatItsHeadSaidFailsTheStream(String lines) throws Exception {
    try (RawBackend backend = closing(lines)) {
      Received received = new Received();
      ((Reply) calls.send(get(backend)).get(10, TimeUnit.SECONDS))
          .body()
          .publisher()
          .subscribe(received);

      assertThat(received.whole().toCompletableFuture()).failsWithin(Duration.ofSeconds(10));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK|Content-Length: 2||okHTTP/1.1 200 OK|Content-Length: 4||evil",
        "HTTP/1.1 204 No Content||HTTP/1.1 200 OK|Content-Length: 4||evil",
        "HTTP/1.1 304 Not Modified||HTTP/1.1 200 OK|Content-Length: 4||evil",
        "HTTP/1.1 103 Early Hints||HTTP/1.1 200 OK|Content-Length: 4||evil",
        "HTTP/1.1 100 Continue||HTTP/1.1 200 OK|Content-Length: 4||evil",
        "HTTP/1.1 101 Switching Protocols|Upgrade: h2c||HTTP/1.1 200 OK|Content-Length: 4||evil"
      })
  void secondReplyIsNeverTakenForTheNextRequests(String lines) throws Exception {
    try (RawBackend backend = RawBackend.that(peer -> {
      boolean first = peer.head().startsWith("GET /first");
      peer.say(
          first ? lines.replace("|", "\r\n") : "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood");
      while (true) {
        String next = peer.head();
        if (next.isEmpty()) {
          return;
        }
        peer.say("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood");
      }
    })) {
      TransportResult first = calls
          .send(request("GET", backend.origin(), "/first", Body.empty()))
          .get(10, TimeUnit.SECONDS);
      if (first instanceof Reply reply) {
        reply.body().discard();
      }
      for (int i = 0; i < 5; i++) {
        TransportResult result = calls
            .send(request("GET", backend.origin(), "/next", Body.empty()))
            .get(10, TimeUnit.SECONDS);
        if (result instanceof Reply reply) {
          Received received = new Received();
          reply.body().publisher().subscribe(received);
          assertThat(received.whole().toCompletableFuture().get(10, TimeUnit.SECONDS))
              .isNotEqualTo("evil");
        }
      }
    }
  }

  @Test
  void headWithoutEndIsAFailureAndDoesNotFillTheMemory() throws Exception {
    try (RawBackend backend = RawBackend.that(peer -> {
      peer.head();
      peer.say("HTTP/1.1 200 OK\r\n");
      while (true) {
        peer.say("X-Flood: 0123456789012345678901234567890123456789\r\n");
      }
    })) {
      assertThat(calls.send(get(backend)).get(20, TimeUnit.SECONDS)).isInstanceOf(Failure.class);
    }
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

  private static RawBackend closing(String lines) throws Exception {
    return RawBackend.that(peer -> {
      peer.head();
      peer.say(lines.replace("|", "\r\n"));
    });
  }
}
