package io.apigw.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.apigw.api.Body;
import io.apigw.api.GatewayClock;
import io.apigw.api.Headers;
import io.apigw.api.integrate.HttpTransport;
import io.apigw.api.integrate.Origin;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.api.integrate.TransportResult;
import io.apigw.api.integrate.TransportResult.Failure;
import io.apigw.api.integrate.TransportResult.Kind;
import io.apigw.api.integrate.TransportResult.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link HttpTransport} does, against back ends on sockets of this machine: sends requests as they stand,
 * streams both ways, keeps connections, tells failures apart, stops for clients that have gone, and is not fooled by
 * replies whose end nobody can tell. A subclass gives the transport, and the clock that its timeouts run by.
 *
 * <pre>{@code
 * class MyTransportConformanceTest extends HttpTransportConformance {
 *   @Override
 *   protected HttpTransport transport() {
 *     return MyTransport.create();
 *   }
 *
 *   @Override
 *   protected GatewayClock clock() {
 *     return SystemClock.create();
 *   }
 * }
 * }</pre>
 */
@Timeout(60)
public abstract class HttpTransportConformance {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private HttpTransport transport = (request, executor) -> new CompletableFuture<>();
  private GatewayClock clock = TestClock.create();
  private TestExecutor executor = TestExecutor.create(clock);

  /** For subclasses. */
  protected HttpTransportConformance() {}

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
    transport = transport();
    clock = clock();
    executor = TestExecutor.create(clock);
  }

  /**
   * Closes it.
   *
   * @throws Exception when that fails
   */
  @AfterEach
  protected final void close() throws Exception {
    if (transport instanceof AutoCloseable open) {
      open.close();
    }
    if (clock instanceof AutoCloseable running) {
      running.close();
    }
  }

  /**
   * Target and headers go out as they stand, but for those that the transport writes itself.
   *
   * @throws Exception for a fault of the test
   */
  @Test
  protected void requestIsSentAsItStands() throws Exception {
    BlockingQueue<String> heads = new LinkedBlockingQueue<>();
    try (RawBackend backend = RawBackend.that(peer -> {
      heads.add(peer.head());
      peer.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: 1\r\nX-A: 2\r\n\r\nok");
    })) {
      String[] own = {
        "Host",
        "evil",
        "Connection",
        "Upgrade, X-Own",
        "Upgrade",
        "h2c",
        "Content-Length",
        "7",
        "Transfer-Encoding",
        "chunked",
        "Expect",
        "100-continue",
        "X-Own",
        "v"
      };
      TransportRequest request = new TransportRequest(
          "GET", backend.origin(), "/a/%2F/b?q=%20&r", Headers.of(own), Body.empty(), LONG);
      Reply reply = reply(request);

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.headers().all("x-a")).containsExactly("1", "2");
      assertThat(text(reply)).isEqualTo("ok");
      String head = heads.take();
      assertThat(head).startsWith("GET /a/%2F/b?q=%20&r HTTP/1.1\r\n");
      assertThat(head.lines()).contains("Host: " + backend.origin().authority(), "X-Own: v");
      assertThat(head)
          .doesNotContain(
              "evil", "Upgrade", "Content-Length: 7", "Transfer-Encoding", "Expect", "HTTP2");
    }
  }

  /**
   * A body in memory has its length, small or large.
   *
   * @throws Exception for a fault of the test
   */
  @Test
  protected void bodyInMemoryIsSentWithItsLength() throws Exception {
    for (int size : new int[] {4, 300_000}) {
      String sent = "x".repeat(size);
      BlockingQueue<String> seen = new LinkedBlockingQueue<>();
      try (RawBackend backend = RawBackend.that(peer -> {
        seen.add(peer.head().toLowerCase(Locale.ROOT));
        seen.add(peer.read(size));
        peer.say("HTTP/1.1 204 No Content\r\n\r\n");
      })) {
        assertThat(reply(post(backend, Body.text(sent))).status()).isEqualTo(204);
        assertThat(seen.take())
            .contains("post /a http/1.1", "\r\ncontent-length: " + size + "\r\n");
        assertThat(seen.take()).isEqualTo(sent);
      }
    }
  }

  /**
   * A stream of unknown length goes out in chunks, each when it is there.
   *
   * @throws Exception for a fault of the test
   */
  @Test
  protected void streamOfUnknownLengthIsSentInChunksAsItFlows() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    FedStream source = FedStream.create();
    try (RawBackend backend = RawBackend.that(peer -> {
      seen.add(peer.head().toLowerCase(Locale.ROOT));
      seen.add(peer.read(6));
      seen.add(peer.read(12));
      peer.say("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    })) {
      CompletableFuture<TransportResult> sent = send(post(backend, Body.stream(source)));
      source.awaitTaken().give("a");
      assertThat(seen.take())
          .contains("\r\ntransfer-encoding: chunked\r\n")
          .doesNotContain("content-length");
      assertThat(seen.take()).isEqualTo("1\r\na\r\n");
      source.give("bc").end();
      assertThat(seen.take()).isEqualTo("2\r\nbc\r\n0\r\n\r\n");
      assertThat(reply(sent).body().isEmpty()).isTrue();
    }
  }

  /**
   * A stream of known length goes out with it.
   *
   * @throws Exception for a fault of the test
   */
  @Test
  protected void streamOfKnownLengthIsSentWithIt() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    FedStream source = FedStream.create();
    try (RawBackend backend = RawBackend.that(peer -> {
      seen.add(peer.head().toLowerCase(Locale.ROOT));
      seen.add(peer.read(3));
      peer.say("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    })) {
      CompletableFuture<TransportResult> sent = send(post(backend, Body.stream(source, 3)));
      source.awaitTaken().give("abc").end();
      assertThat(reply(sent).status()).isEqualTo(200);
      assertThat(seen.take()).contains("\r\ncontent-length: 3\r\n");
      assertThat(seen.take()).isEqualTo("abc");
    }
  }

  /**
   * A reply is handed on before its last byte is there.
   *
   * @throws Exception for a fault of the test
   */
  @Test
  protected void replyFlowsAsItIsTaken() throws Exception {
    CountDownLatch more = new CountDownLatch(1);
    try (RawBackend backend = RawBackend.that(peer -> {
      peer.head();
      peer.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n");
      more.await();
      peer.say("2\r\nbc\r\n0\r\n\r\n");
      peer.head();
    })) {
      Reply reply = reply(get(backend));
      assertThat(reply.body().length()).isEmpty();
      more.countDown();
      assertThat(text(reply)).isEqualTo("abc");
    }
  }

  /**
   * Connections are kept, whatever way the end of a reply is told.
   *
   * @return one test for each
   */
  @TestFactory
  protected Stream<DynamicTest> connectionIsUsedAgain() {
    return Stream.of(
            "HEAD HTTP/1.1 200 OK|Content-Length: 5||",
            "GET HTTP/1.1 204 No Content||",
            "GET HTTP/1.1 304 Not Modified|ETag: x||",
            "GET HTTP/1.1 200 OK|Content-Length: 0||",
            "GET HTTP/1.1 200 OK|Content-Length: 2||ok",
            "GET HTTP/1.1 200 OK|Transfer-Encoding: chunked||2|ok|0||")
        .map(lines -> dynamicTest(lines, () -> {
          String[] method = lines.split(" ", 2);
          try (RawBackend backend = RawBackend.answering(method[1].replace("|", "\r\n"))) {
            for (int i = 0; i < 20; i++) {
              Reply reply = reply(request(method[0], backend.origin(), Body.empty()));
              assertThat(text(reply)).isEqualTo(lines.contains("ok") ? "ok" : "");
            }
            assertThat(backend.connections())
                .as("a few are made before one is free again")
                .isLessThan(20);
          }
        }));
  }

  /**
   * Statuses are passed on, and redirects are not followed.
   *
   * @throws Exception for a fault of the test
   */
  @Test
  protected void statusIsPassedOnAndNoRedirectIsFollowed() throws Exception {
    for (int status : new int[] {201, 301, 302, 307, 401, 404, 407, 500, 503, 599}) {
      try (RawBackend backend = RawBackend.answering("HTTP/1.1 " + status
          + " X\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n")) {
        Reply reply = reply(get(backend));
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.headers().first("location")).hasValue("http://169.254.169.254/");
      }
    }
  }

  /**
   * What cannot be reached is a failure to connect, and the body is given up.
   *
   * @throws Exception for a fault of the test
   */
  @Test
  protected void whatCannotBeReachedIsAFailureToConnect() throws Exception {
    Origin gone;
    try (RawBackend backend = RawBackend.answering("")) {
      gone = backend.origin();
    }
    FedStream source = FedStream.create();
    assertFailure(send(request("POST", gone, Body.stream(source))), Kind.CONNECT);
    while (!source.cancelled()) {
      Thread.onSpinWait();
    }
    Origin unknown = new Origin("http", "nowhere.invalid", 80);
    assertFailure(send(request("GET", unknown, Body.empty())), Kind.CONNECT);
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
      TransportRequest impatient =
          new TransportRequest("GET", backend.origin(), "/a", Headers.empty(), Body.empty(), SHORT);
      CompletableFuture<TransportResult> sent = send(impatient);
      runTimersUntil(sent);
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
      CompletableFuture<TransportResult> slow = send(new TransportRequest(
          "POST", backend.origin(), "/a", Headers.empty(), Body.stream(source), SHORT));
      source.awaitTaken();
      CompletableFuture<TransportResult> later = send(new TransportRequest(
          "GET", other.origin(), "/a", Headers.empty(), Body.empty(), SHORT.multipliedBy(5)));
      runTimersUntil(later);
      assertThat(slow).isNotDone();
      source.end();
      runTimersUntil(slow);
      assertFailure(slow, Kind.TIMEOUT);
      over.countDown();
    }
  }

  /**
   * A client that has gone ends the call, and the connection.
   *
   * @throws Exception for a fault of the test
   */
  @Test
  protected void clientThatGoesEndsTheCall() throws Exception {
    CompletableFuture<Integer> end = new CompletableFuture<>();
    CountDownLatch asked = new CountDownLatch(1);
    try (RawBackend backend = RawBackend.that(peer -> {
      peer.head();
      asked.countDown();
      end.complete(peer.in().read());
    })) {
      CompletableFuture<TransportResult> sent = send(get(backend));
      asked.await();
      executor.cancel();

      assertFailure(sent, Kind.REQUEST_BODY);
      assertThat(Waits.valueOf("end", end)).isEqualTo(-1);
    }
  }

  /**
   * A reply that is given up closes its connection, unless little is missing.
   *
   * @throws Exception for a fault of the test
   */
  @Test
  protected void replyThatIsGivenUpClosesItsConnection() throws Exception {
    CompletableFuture<Integer> end = new CompletableFuture<>();
    try (RawBackend backend = RawBackend.that(peer -> {
      peer.head();
      peer.say("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\nab");
      end.complete(peer.in().read());
    })) {
      reply(get(backend)).body().discard();

      assertThat(Waits.valueOf("end", end)).isEqualTo(-1);
    }
  }

  /**
   * A body of the client that breaks fails the request.
   *
   * @throws Exception for a fault of the test
   */
  @Test
  protected void bodyOfTheClientThatBreaksFailsTheRequest() throws Exception {
    FedStream source = FedStream.create();
    try (RawBackend backend = RawBackend.that(peer -> {
      peer.head();
      peer.in().transferTo(new ByteArrayOutputStream());
    })) {
      CompletableFuture<TransportResult> sent = send(post(backend, Body.stream(source, 10)));
      source.awaitTaken().give("a").fail(new IOException("client reset"));

      assertThat(assertFailure(sent, Kind.REQUEST_BODY).detail()).contains("client reset");
    }
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
            assertFailure(send(get(backend)), Kind.BROKEN);
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
            TransportResult result = Waits.valueOf("result", send(get(backend)));
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
              peer.say(head.startsWith("HEAD") ? lines.replace("|", "\r\n") : OK);
            }
          })) {
            TransportResult first =
                Waits.valueOf("first", send(request("HEAD", backend.origin(), Body.empty())));
            if (first instanceof Reply reply) {
              reply.body().discard();
            }
            for (int i = 0; i < 5; i++) {
              TransportResult result = Waits.valueOf("next", send(get(backend)));
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
      assertThat(Waits.valueOf("result", send(get(backend)))).isInstanceOf(Failure.class);
    }
  }

  private CompletableFuture<TransportResult> send(TransportRequest request) {
    return transport.send(request, executor).toCompletableFuture();
  }

  private Reply reply(TransportRequest request) {
    return reply(send(request));
  }

  private static Reply reply(CompletableFuture<TransportResult> sent) {
    return Waits.valueOf("reply", sent).match(reply -> reply, failure -> {
      throw new AssertionError("expected a reply but was " + failure);
    });
  }

  private static Failure assertFailure(CompletableFuture<TransportResult> sent, Kind kind) {
    TransportResult result = Waits.valueOf("failure", sent);
    assertThat(result).isInstanceOf(Failure.class);
    Failure failure = (Failure) result;
    assertThat(failure.kind()).as(failure.detail()).isEqualTo(kind);
    assertThat(failure.detail()).as("one line for the log").isNotBlank().doesNotContain("\n");
    return failure;
  }

  /** Timers of the request hand their tasks to its executor. */
  private void runTimersUntil(CompletableFuture<?> done) {
    while (!done.isDone()) {
      executor.runAll();
      Thread.onSpinWait();
    }
  }

  private static String text(Reply reply) {
    return Waits.valueOf("body", Bodies.collect(reply.body())).text();
  }

  private static TransportRequest get(RawBackend backend) {
    return request("GET", backend.origin(), Body.empty());
  }

  private static TransportRequest post(RawBackend backend, Body body) {
    return request("POST", backend.origin(), body);
  }

  private static TransportRequest request(String method, Origin origin, Body body) {
    return new TransportRequest(method, origin, "/a", Headers.empty(), body, LONG);
  }

  private static RawBackend closing(String lines) throws IOException {
    return RawBackend.that(peer -> {
      peer.head();
      peer.say(lines.replace("|", "\r\n"));
    });
  }
}
