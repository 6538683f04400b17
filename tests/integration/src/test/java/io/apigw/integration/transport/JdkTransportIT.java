package io.apigw.integration.transport;

import static io.apigw.integration.transport.Calls.TIMEOUT;
import static io.apigw.integration.transport.Calls.assertFailure;
import static io.apigw.integration.transport.Calls.get;
import static io.apigw.integration.transport.Calls.post;
import static io.apigw.integration.transport.Calls.request;
import static io.apigw.integration.transport.Calls.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.integrate.Origin;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.api.integrate.TransportResult.Failure;
import io.apigw.api.integrate.TransportResult.Kind;
import io.apigw.api.integrate.TransportResult.Reply;
import io.apigw.testkit.FedStream;
import io.apigw.testkit.RawBackend;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire. */
@Timeout(60)
class JdkTransportIT {

  private final Calls calls = new Calls();

  @AfterEach
  void close() {
    calls.close();
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

      Reply reply = calls.reply(new TransportRequest(
          "GET", backend.origin(), "/a/%2F/b?q=%20&r", headers, Body.empty(), TIMEOUT));

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
      assertThat(calls.clock.pendingTimers()).isLessThanOrEqualTo(1);
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
      assertThat(calls.reply(post(backend, Body.text("four"))).status()).isEqualTo(204);
      assertThat(seen.take()).contains("POST /a HTTP/1.1", "\r\nContent-Length: 4\r\n");
      assertThat(seen.take()).isEqualTo("four");
    }
  }

  @Test
  void streamOfUnknownLengthIsSentInChunksAsItFlows() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    FedStream source = FedStream.create();
    try (RawBackend backend = RawBackend.that(peer -> {
      seen.add(peer.head());
      seen.add(peer.read(6));
      seen.add(peer.read(12));
      peer.say("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    })) {
      var sent = calls.send(post(backend, Body.stream(source)));
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
    FedStream source = FedStream.create();
    try (RawBackend backend = RawBackend.that(peer -> {
      seen.add(peer.head());
      seen.add(peer.read(3));
      peer.say("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    })) {
      var sent = calls.send(post(backend, Body.stream(source, 3)));
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
      Reply reply = calls.reply(get(backend));
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
      for (int i = 0; i < 20; i++) {
        Reply reply = calls.reply(request(method, backend.origin(), "/a", Body.empty()));
        assertThat(text(reply)).isEqualTo(lines.contains("ok") ? "ok" : "");
      }
      assertThat(backend.connections())
          .as("a few are made before the one is free again")
          .isLessThan(20);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 301, 302, 307, 401, 404, 407, 500, 503, 599})
  void statusIsPassedOnAndNoRedirectIsFollowed(int status) throws Exception {
    try (RawBackend backend = RawBackend.answering("HTTP/1.1 " + status
        + " X\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n")) {
      Reply reply = calls.reply(get(backend));
      assertThat(reply.status()).isEqualTo(status);
      assertThat(reply.headers().first("location")).hasValue("http://169.254.169.254/");
    }
  }

  @Test
  void whatCannotBeReachedIsAFailureToConnect() throws Exception {
    Origin gone;
    try (RawBackend backend = RawBackend.answering("")) {
      gone = backend.origin();
    }
    FedStream source = FedStream.create();
    assertFailure(calls.send(request("POST", gone, "/a", Body.stream(source))), Kind.CONNECT);
    while (!source.cancelled()) {
      Thread.onSpinWait();
    }
    assertFailure(
        calls.send(request("GET", new Origin("http", "nowhere.invalid", 80), "/", Body.empty())),
        Kind.CONNECT);
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
