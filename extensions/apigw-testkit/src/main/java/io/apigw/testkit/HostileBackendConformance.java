package io.apigw.testkit;

import static io.apigw.testkit.TransportCalls.assertFailure;
import static io.apigw.testkit.TransportCalls.get;
import static io.apigw.testkit.TransportCalls.request;
import static io.apigw.testkit.TransportCalls.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.apigw.api.Body;
import io.apigw.api.GatewayClock;
import io.apigw.api.Headers;
import io.apigw.api.integrate.HttpTransport;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.api.integrate.TransportResult;
import io.apigw.api.integrate.TransportResult.Failure;
import io.apigw.api.integrate.TransportResult.Kind;
import io.apigw.api.integrate.TransportResult.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * Back ends that lie about where a message ends, never end one, or say nothing: no {@link HttpTransport} is
 * fooled by them. A subclass
 * gives the transport, and the clock that its timeouts run by, as for {@link HttpTransportConformance}.
 */
@Timeout(60)
public abstract class HostileBackendConformance {

  private @Nullable TransportCalls calls;

  /** For subclasses. */
  protected HostileBackendConformance() {}

  /**
   * Makes a transport.
   *
   * @return the transport; closed after the test when it can be
   */
  protected abstract HttpTransport transport();

  /**
   * Makes the clock that requests' timers run by; it has to go on by itself.
   *
   * @return the clock; closed after the test when it can be
   */
  protected abstract GatewayClock clock();

  /** Makes what the test needs. */
  @BeforeEach
  protected final void open() {
    calls = new TransportCalls(transport(), clock());
  }

  /**
   * Closes it.
   *
   * @throws Exception when that fails
   */
  @AfterEach
  protected final void close() throws Exception {
    calls().end();
  }

  /**
   * What is no reply is none.
   *
   * @return one test for each kind of it
   */
  @TestFactory
  protected Stream<DynamicTest> replyThatIsNoneIsAFailure() {
    return HostileReplies.NONE.stream()
        .map(lines -> dynamicTest("[" + lines.replace('\0', '0') + "]", () -> {
          try (RawBackend backend = closing(lines)) {
            assertFailure(calls().send(get(backend)), Kind.BROKEN);
          }
        }));
  }

  /**
   * A body that is not what its head said fails its stream.
   *
   * @return one test for each kind of it
   */
  @TestFactory
  protected Stream<DynamicTest> bodyThatIsNotWhatItsHeadSaidIsNotWhole() {
    return HostileReplies.BROKEN_BODIES.stream()
        .map(lines -> dynamicTest("[" + lines + "]", () -> {
          try (RawBackend backend = closing(lines)) {
            TransportResult result = Waits.valueOf("result", calls().send(get(backend)));
            if (result instanceof Reply reply) {
              assertThatThrownBy(() -> text(reply)).isInstanceOf(AssertionError.class);
            }
          }
        }));
  }

  /**
   * What a back end says unasked is never the answer to the next request.
   *
   * @return one test for each way to say it
   */
  @TestFactory
  protected Stream<DynamicTest> secondReplyIsNeverTakenForTheNextRequests() {
    return HostileReplies.TWO_AT_ONCE.stream()
        .map(lines -> dynamicTest("[" + lines + "]", () -> {
          try (RawBackend backend = RawBackend.that(peer -> {
            for (String head = peer.head(); !head.isEmpty(); head = peer.head()) {
              peer.say(head.startsWith("HEAD") ? lines.replace("|", "\r\n") : TransportCalls.OK);
            }
          })) {
            TransportResult first = Waits.valueOf(
                "first", calls().send(request("HEAD", backend.origin(), Body.empty())));
            if (first instanceof Reply reply) {
              reply.body().discard();
            }
            for (int i = 0; i < 5; i++) {
              TransportResult result = Waits.valueOf("next", calls().send(get(backend)));
              if (result instanceof Reply reply) {
                assertThat(text(reply)).isEqualTo("ok");
              }
            }
          }
        }));
  }

  /**
   * A head without end is a failure, and does not fill the memory.
   *
   * @throws Exception for a fault of the test
   */
  @Test
  protected void headWithoutEndIsAFailure() throws Exception {
    try (RawBackend backend = RawBackend.that(peer -> {
      peer.head();
      peer.say("HTTP/1.1 200 OK\r\n");
      while (true) {
        peer.say("X-Flood: 0123456789012345678901234567890123456789\r\n");
      }
    })) {
      assertThat(Waits.valueOf("result", calls().send(get(backend)))).isInstanceOf(Failure.class);
    }
  }

  /**
   * A back end that does not answer in time is left.
   *
   * @throws Exception for a fault of the test
   */
  @Test
  protected void backEndThatDoesNotAnswerInTimeIsLeft() throws Exception {
    CompletableFuture<Integer> end = new CompletableFuture<>();
    try (RawBackend backend = RawBackend.that(peer -> {
      peer.head();
      end.complete(peer.in().read());
    })) {
      TransportRequest impatient = new TransportRequest(
          "GET", backend.origin(), "/a", Headers.empty(), Body.empty(), TransportCalls.SHORT);
      CompletableFuture<TransportResult> sent = calls().send(impatient);
      calls().runTimersUntil(sent);
      assertFailure(sent, Kind.TIMEOUT);
      assertThat(Waits.valueOf("end", end)).isEqualTo(-1);
    }
  }

  /**
   * The time counts from the request's last byte, not from its first.
   *
   * @throws Exception for a fault of the test
   */
  @Test
  protected void timeCountsFromTheLastByteSent() throws Exception {
    FedStream source = FedStream.create();
    CountDownLatch over = new CountDownLatch(1);
    try (RawBackend backend = RawBackend.that(peer -> {
          peer.head();
          peer.in().transferTo(new ByteArrayOutputStream());
        });
        RawBackend other = RawBackend.that(peer -> over.await())) {
      CompletableFuture<TransportResult> slow = calls()
          .send(new TransportRequest(
              "POST",
              backend.origin(),
              "/a",
              Headers.empty(),
              Body.stream(source),
              TransportCalls.SHORT));
      source.awaitTaken();
      CompletableFuture<TransportResult> later = calls()
          .send(new TransportRequest(
              "GET",
              other.origin(),
              "/a",
              Headers.empty(),
              Body.empty(),
              TransportCalls.SHORT.multipliedBy(5)));
      calls().runTimersUntil(later);
      assertThat(slow).isNotDone();
      source.end();
      calls().runTimersUntil(slow);
      assertFailure(slow, Kind.TIMEOUT);
      over.countDown();
    }
  }

  private TransportCalls calls() {
    return Objects.requireNonNull(calls, "before the test");
  }

  private static RawBackend closing(String lines) throws IOException {
    return RawBackend.that(peer -> {
      peer.head();
      peer.say(lines.replace("|", "\r\n"));
    });
  }
}
