package io.apigw.runtime.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.integrate.Origin;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.api.integrate.TransportResult;
import io.apigw.api.integrate.TransportResult.Failure;
import io.apigw.api.integrate.TransportResult.Kind;
import io.apigw.api.integrate.TransportResult.Reply;
import io.apigw.runtime.outcome.ManualExecutor;
import io.apigw.runtime.transform.BytesSource;
import io.apigw.runtime.transform.Received;
import io.apigw.testkit.TestClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class JdkTransportTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final TestClock clock = TestClock.create();
  private final ManualExecutor executor = new ManualExecutor(clock);
  private final JdkTransport transport = JdkTransport.create();

  @AfterEach
  void close() {
    transport.close();
  }

  @Test
  void requestIsSentAsItStands() throws Exception {
    BlockingQueue<String> heads = new LinkedBlockingQueue<>();
    try (RawBackend backend = RawBackend.that(peer -> {
      heads.add(peer.head());
      peer.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: 1\r\nX-A: 2\r\n\r\nok");
    })) {
      Headers headers = Headers.of(
          "X-Own",
          "v",
          "User-Agent",
          "AmazonAPIGateway_pets",
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
          "100-continue");

      Reply reply = reply(get(backend, "/a/%2F/b?q=%20&r", headers));

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.headers().all("x-a")).containsExactly("1", "2");
      assertThat(reply.body().length()).hasValue(2);
      assertThat(text(reply)).isEqualTo("ok");
      String head = heads.take();
      assertThat(head).startsWith("GET /a/%2F/b?q=%20&r HTTP/1.1\r\n");
      assertThat(head.lines())
          .contains(
              "Host: " + backend.origin().authority(),
              "X-Own: v",
              "User-Agent: AmazonAPIGateway_pets");
      assertThat(head)
          .doesNotContain(
              "evil", "Upgrade", "Content-Length: 7", "Transfer-Encoding", "Expect", "HTTP2");
      assertThat(clock.pendingTimers()).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void bodyInMemoryIsSentWithItsLength() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    try (RawBackend backend = RawBackend.that(peer -> {
      seen.add(peer.head());
      seen.add(peer.read(4));
      peer.say("HTTP/1.1 204 No Content\r\n\r\n");
    })) {
      assertThat(reply(post(backend, Body.text("four"))).status()).isEqualTo(204);
      assertThat(seen.take()).contains("POST /a HTTP/1.1", "\r\nContent-Length: 4\r\n");
      assertThat(seen.take()).isEqualTo("four");
    }
  }

  @Test
  void streamOfUnknownLengthIsSentInChunksAsItFlows() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    BytesSource source = new BytesSource();
    try (RawBackend backend = RawBackend.that(peer -> {
      seen.add(peer.head());
      seen.add(peer.read(6));
      seen.add(peer.read(12));
      peer.say("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    })) {
      var sent = send(post(backend, Body.stream(source)));
      source.awaitTaken().give("a");
      assertThat(seen.take())
          .contains("\r\nTransfer-encoding: chunked\r\n")
          .doesNotContain("Content-Length");
      assertThat(seen.take()).isEqualTo("1\r\na\r\n");
      source.give("bc").end();
      assertThat(seen.take()).isEqualTo("2\r\nbc\r\n0\r\n\r\n");
      assertThat(((Reply) sent.get(10, TimeUnit.SECONDS)).body().isEmpty()).isTrue();
    }
  }

  @Test
  void streamOfKnownLengthIsSentWithIt() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    BytesSource source = new BytesSource();
    try (RawBackend backend = RawBackend.that(peer -> {
      seen.add(peer.head());
      seen.add(peer.read(3));
      peer.say("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    })) {
      var sent = send(post(backend, Body.stream(source, 3)));
      source.awaitTaken().give("abc").end();
      assertThat(sent.get(10, TimeUnit.SECONDS)).isInstanceOf(Reply.class);
      assertThat(seen.take()).contains("\r\nContent-Length: 3\r\n");
      assertThat(seen.take()).isEqualTo("abc");
    }
  }

  @Test
  void replyFlowsAsItIsTaken() throws Exception {
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
      Received received = new Received();
      reply.body().publisher().subscribe(received);
      while (received.text().isEmpty()) {
        Thread.onSpinWait();
      }
      assertThat(received.text()).isEqualTo("a");
      more.countDown();
      assertThat(received.whole().toCompletableFuture().get(10, TimeUnit.SECONDS))
          .isEqualTo("abc");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HEAD, HTTP/1.1 200 OK|Content-Length: 5||",
    "GET, HTTP/1.1 204 No Content||",
    "GET, HTTP/1.1 304 Not Modified|ETag: x||",
    "GET, HTTP/1.1 200 OK|Content-Length: 0||",
    "GET, HTTP/1.1 200 OK|Content-Length: 2||ok",
    "GET, HTTP/1.1 200 OK|Transfer-Encoding: chunked||2|ok|0||"
  })
  void connectionIsUsedAgain(String method, String lines) throws Exception {
    try (RawBackend backend = RawBackend.answering(lines.replace("|", "\r\n"))) {
      for (int i = 0; i < 3; i++) {
        Reply reply = reply(request(method, backend.origin(), "/a", Headers.empty(), Body.empty()));
        assertThat(text(reply)).isEqualTo(lines.contains("ok") ? "ok" : "");
      }
      assertThat(backend.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 301, 302, 307, 401, 404, 407, 500, 503, 599})
  void statusIsPassedOnAndNoRedirectIsFollowed(int status) throws Exception {
    try (RawBackend backend = RawBackend.answering("HTTP/1.1 " + status
        + " X\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n")) {
      Reply reply = reply(get(backend));
      assertThat(reply.status()).isEqualTo(status);
      assertThat(reply.headers().first("location")).hasValue("http://169.254.169.254/");
    }
  }

  @Test
  void backEndThatDoesNotAnswerInTimeIsLeft() throws Exception {
    CompletableFuture<Integer> end = new CompletableFuture<>();
    try (RawBackend backend = RawBackend.that(peer -> {
      peer.head();
      end.complete(peer.in().read());
    })) {
      var sent = send(get(backend));
      clock.advance(TIMEOUT.minusMillis(1));
      assertThat(sent).isNotDone();
      clock.advance(Duration.ofMillis(1));

      assertFailure(sent, Kind.TIMEOUT);
    }
  }

  @Test
  void timeCountsFromTheLastByteSent() throws Exception {
    BytesSource source = new BytesSource();
    try (RawBackend backend = RawBackend.that(peer -> {
      peer.head();
      peer.in().transferTo(new java.io.ByteArrayOutputStream());
    })) {
      var sent = send(post(backend, Body.stream(source)));
      source.awaitTaken();
      clock.advance(TIMEOUT.multipliedBy(5));
      source.give("a");
      clock.advance(TIMEOUT.multipliedBy(5));
      assertThat(sent).isNotDone();
      source.end();
      clock.advance(TIMEOUT);

      assertFailure(sent, Kind.TIMEOUT);
    }
  }

  @Test
  void clientThatStopsSendingIsNotWaitedForEndlessly() throws Exception {
    BytesSource source = new BytesSource();
    try (RawBackend backend = RawBackend.that(peer -> {
      peer.head();
      peer.in().transferTo(new java.io.ByteArrayOutputStream());
    })) {
      var sent = send(post(backend, Body.stream(source)));
      source.awaitTaken().give("a");
      until(sent);

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
      reply(get(backend)).body().publisher().subscribe(received);
      until(received.whole().toCompletableFuture());

      assertThat(received.text()).isEqualTo("ab");
      assertThat(received.failure()).isInstanceOf(IOException.class);
      over.countDown();
    }
  }

  @Test
  void replyThatNobodyTakesHoldsNoTimerAndIsNotCutOffWhileItWaits() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (RawBackend backend = RawBackend.that(peer -> {
      peer.head();
      peer.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab");
      over.await();
    })) {
      Reply reply = reply(get(backend));
      clock.advance(Duration.ofMinutes(10));
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
      var sent = send(get(backend));
      asked.await();
      executor.cancel();

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
      reply(get(backend)).body().discard();

      assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
    }
  }

  @Test
  void bodyOfTheClientThatBreaksFailsTheRequest() throws Exception {
    BytesSource source = new BytesSource();
    try (RawBackend backend = RawBackend.that(peer -> {
      peer.head();
      peer.in().transferTo(new java.io.ByteArrayOutputStream());
    })) {
      var sent = send(post(backend, Body.stream(source, 10)));
      source.awaitTaken().give("a").fail(new IOException("client reset"));

      assertThat(assertFailure(sent, Kind.REQUEST_BODY).detail()).contains("client reset");
    }
  }

  @Test
  void whatCannotBeReachedIsAFailureToConnect() throws Exception {
    Origin gone;
    try (RawBackend backend = RawBackend.answering("")) {
      gone = backend.origin();
    }
    BytesSource source = new BytesSource();
    assertFailure(
        send(request("POST", gone, "/a", Headers.empty(), Body.stream(source))), Kind.CONNECT);
    while (!source.cancelled()) {
      Thread.onSpinWait();
    }
    assertFailure(
        send(request(
            "GET", new Origin("http", "nowhere.invalid", 80), "/", Headers.empty(), Body.empty())),
        Kind.CONNECT);
    assertFailure(
        send(request(
            "GET", new Origin("http", "under_score", 80), "/", Headers.empty(), Body.empty())),
        Kind.CONNECT);
    try (RawBackend plain = RawBackend.that(peer -> peer.say("HTTP/1.1 400 Bad Request\r\n\r\n"))) {
      Origin https = new Origin("https", "127.0.0.1", plain.origin().port());
      var sent = send(request("GET", https, "/", Headers.empty(), Body.empty()));
      assertThat(sent.get(10, TimeUnit.SECONDS)).isInstanceOf(Failure.class);
    }
  }

  @Test
  void closedTransportEndsWhatRunsAndItsThreadsAndTakesNothingMore() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (RawBackend backend = RawBackend.that(peer -> {
      peer.head();
      asked.countDown();
      peer.in().read();
    })) {
      var sent = send(get(backend));
      asked.await();
      transport.close();

      assertFailure(sent, Kind.BROKEN);
      assertFailure(send(get(backend)), Kind.CONNECT);
    }
    List<Thread> workers = Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("apigw-transport"))
        .toList();
    for (Thread worker : workers) {
      worker.join(TimeUnit.SECONDS.toMillis(10));
      assertThat(worker.isAlive()).isFalse();
    }
  }

  private CompletableFuture<TransportResult> send(TransportRequest request) {
    return transport.send(request, executor).toCompletableFuture();
  }

  private Reply reply(TransportRequest request) throws Exception {
    TransportResult result = send(request).get(10, TimeUnit.SECONDS);
    return result.match(reply -> reply, failure -> {
      throw new AssertionError(failure.toString());
    });
  }

  private static Failure assertFailure(CompletableFuture<TransportResult> sent, Kind kind)
      throws Exception {
    TransportResult result = sent.get(15, TimeUnit.SECONDS);
    assertThat(result)
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> assertThat(failure.kind()).as(failure.detail()).isEqualTo(kind));
    return (Failure) result;
  }

  private static String text(Reply reply) throws Exception {
    Received received = new Received();
    reply.body().publisher().subscribe(received);
    return received.whole().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  /** Moves the time on until it has had its effect. */
  private void until(CompletableFuture<?> done) {
    while (!done.isDone()) {
      clock.advance(Duration.ofSeconds(10));
      Thread.onSpinWait();
    }
  }

  private static TransportRequest get(RawBackend backend) {
    return get(backend, "/a", Headers.empty());
  }

  private static TransportRequest get(RawBackend backend, String target, Headers headers) {
    return request("GET", backend.origin(), target, headers, Body.empty());
  }

  private static TransportRequest post(RawBackend backend, Body body) {
    return request("POST", backend.origin(), "/a", Headers.empty(), body);
  }

  private static TransportRequest request(
      String method, Origin origin, String target, Headers headers, Body body) {
    return new TransportRequest(method, origin, target, headers, body, TIMEOUT);
  }
}
