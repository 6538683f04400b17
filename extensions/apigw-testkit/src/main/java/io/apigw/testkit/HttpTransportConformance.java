package io.apigw.testkit;

import static io.apigw.testkit.TransportCalls.assertFailure;
import static io.apigw.testkit.TransportCalls.get;
import static io.apigw.testkit.TransportCalls.post;
import static io.apigw.testkit.TransportCalls.reply;
import static io.apigw.testkit.TransportCalls.request;
import static io.apigw.testkit.TransportCalls.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.apigw.api.Body;
import io.apigw.api.GatewayClock;
import io.apigw.api.Headers;
import io.apigw.api.integrate.HttpTransport;
import io.apigw.api.integrate.Origin;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.api.integrate.TransportResult;
import io.apigw.api.integrate.TransportResult.Kind;
import io.apigw.api.integrate.TransportResult.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link HttpTransport} does, against back ends on sockets of this machine: sends requests as they stand,
 * streams both ways, keeps connections, tells failures apart, and stops for clients that have gone. A subclass gives the transport, and the clock that its timeouts run by.
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

  private @Nullable TransportCalls calls;

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
          "GET",
          backend.origin(),
          "/a/%2F/b?q=%20&r",
          Headers.of(own),
          Body.empty(),
          TransportCalls.LONG);
      Reply reply = calls().reply(request);

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
        assertThat(calls().reply(post(backend, Body.text(sent))).status()).isEqualTo(204);
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
      CompletableFuture<TransportResult> sent = calls().send(post(backend, Body.stream(source)));
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
      CompletableFuture<TransportResult> sent = calls().send(post(backend, Body.stream(source, 3)));
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
      Reply reply = calls().reply(get(backend));
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
              Reply reply = calls().reply(request(method[0], backend.origin(), Body.empty()));
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
        Reply reply = calls().reply(get(backend));
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
    assertFailure(calls().send(request("POST", gone, Body.stream(source))), Kind.CONNECT);
    while (!source.cancelled()) {
      Thread.onSpinWait();
    }
    Origin unknown = new Origin("http", "nowhere.invalid", 80);
    assertFailure(calls().send(request("GET", unknown, Body.empty())), Kind.CONNECT);
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
      CompletableFuture<TransportResult> sent = calls().send(get(backend));
      asked.await();
      calls().clientGoes();

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
      calls().reply(get(backend)).body().discard();

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
      CompletableFuture<TransportResult> sent =
          calls().send(post(backend, Body.stream(source, 10)));
      source.awaitTaken().give("a").fail(new IOException("client reset"));

      assertThat(assertFailure(sent, Kind.REQUEST_BODY).detail()).contains("client reset");
    }
  }

  private TransportCalls calls() {
    return Objects.requireNonNull(calls, "before the test");
  }
}
