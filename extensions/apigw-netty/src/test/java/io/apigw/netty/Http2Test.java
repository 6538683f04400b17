package io.apigw.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.Request;
import io.apigw.api.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** HTTP/2 by prior knowledge, frame by frame. */
@ExtendWith(LeakGuard.class)
class Http2Test {

  private final Scripted gateway = new Scripted();
  private NettyServer server;
  private Http2Client client;

  @BeforeEach
  void start() throws IOException {
    server = Hosts.server(gateway);
    client = new Http2Client(server.port());
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
  }

  @Test
  void requestIsTheSameAsOfHttp1ButForItsProtocol() throws Exception {
    client.get(1, "/a%2Fb?c=d", "x-one", "1", "x-one", "2", "cookie", "a=1", "cookie", "b=2");
    Scripted.Call call = gateway.next();
    Request request = call.request();
    assertThat(request.protocol()).isEqualTo("HTTP/2");
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.target()).isEqualTo("/a%2Fb?c=d");
    assertThat(request.headers())
        .isEqualTo(
            Headers.of("host", "a.example", "x-one", "1", "x-one", "2", "cookie", "a=1; b=2"));
    assertThat(request.body().isEmpty()).isTrue();
    assertThat(request.connection().scheme()).isEqualTo("http");
    assertThat(request.connection().peerAddress()).isEqualTo("127.0.0.1");
    assertThat(request.connection().peerPort()).isEqualTo(client.socket().getLocalPort());
    call.answer("fine");
    Http2Client.Answer answer = client.answer(1);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("fine");
  }

  @Test
  void answerHasLowerCaseNamesAndNothingOfTheConnection() throws Exception {
    client.get(1, "/");
    Headers headers = Headers.of(
        "X-Some",
        "Thing",
        "Connection",
        "close",
        "Keep-Alive",
        "x",
        "Upgrade",
        "h2c",
        "Trailer",
        "x",
        "Transfer-Encoding",
        "chunked",
        "Proxy-Connection",
        "x");
    gateway.next().answer(Response.of(200, headers, Body.text("x")));
    Http2Client.Answer answer = client.answer(1);
    assertThat(answer.heads().get(0).names())
        .extracting(CharSequence::toString)
        .containsExactlyInAnyOrder(":status", "x-some", "date", "content-length");
  }

  @Test
  void bodiesGoBothWaysOnSeveralStreamsAtOnce() throws Exception {
    client.post(1, "/one").post(3, "/three", "content-length", "5");
    Scripted.Call one = gateway.next();
    Scripted.Call three = gateway.next();
    assertThat(one.request().body().length()).isEmpty();
    assertThat(three.request().body().length()).hasValue(5);
    one.request().body().publisher().subscribe(new Collector(one::answer));
    client.data(1, false, "hel").data(1, true, "lo");
    assertThat(client.answer(1).body()).isEqualTo("hello");
    three.request().body().publisher().subscribe(new Collector(three::answer));
    client.data(3, true, "three");
    assertThat(client.answer(3).body()).isEqualTo("three");
  }

  @Test
  void bodyOfNoLengthNeedNotEndBeforeItsAnswer() throws Exception {
    client.post(1, "/", "content-length", "0");
    gateway.next().answer("hello");
    assertThat(client.answer(1).body()).isEqualTo("hello");
    assertThat(client.next(Http2Client.RST_STREAM).code()).isZero();
    client.get(3, "/");
    gateway.next().answer("next");
    assertThat(client.answer(3).body()).isEqualTo("next");
  }

  @Test
  void trailersAreDropped() throws Exception {
    client.post(1, "/").data(1, false, "hello").head(1, Http2Client.END_STREAM, "x-user", "admin");
    Scripted.Call call = gateway.next();
    call.request().body().publisher().subscribe(new Collector(call::answer));
    assertThat(client.answer(1).body()).isEqualTo("hello");
    assertThat(call.request().headers().contains("x-user")).isFalse();
  }

  @Test
  void headHas204And304HaveNoBody() throws Exception {
    client.head(1, Http2Client.END_STREAM, Http2Client.fields("HEAD", "/"));
    gateway.next().answer("hello");
    Http2Client.Answer head = client.answer(1);
    assertThat(head.field("content-length")).isEqualTo("5");
    assertThat(head.body()).isEmpty();
    client.get(3, "/");
    gateway.next().answer(Response.of(204));
    assertThat(client.answer(3).status()).isEqualTo(204);
  }

  @Test
  void clientThatWaitsIsInvitedWhenItsBodyIsWanted() throws Exception {
    client.post(1, "/", "expect", "100-continue");
    Scripted.Call call = gateway.next();
    call.request().body().publisher().subscribe(new Collector(call::answer));
    Http2Client.Frame interim = client.read();
    assertThat(String.valueOf(client.headers(interim).status())).isEqualTo("100");
    client.data(1, true, "hello");
    assertThat(client.answer(1).body()).isEqualTo("hello");
  }

  @Test
  void clientThatResetsCancelsItsRequestOnly() throws Exception {
    client.get(1, "/gone").get(3, "/there");
    Scripted.Call gone = gateway.next();
    Scripted.Call there = gateway.next();
    CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
    gone.request().executor().onCancel(() -> cancelled.complete(true));
    client.reset(1);
    assertThat(cancelled.get(10, TimeUnit.SECONDS)).isTrue();
    gone.answer("nobody hears this");
    there.answer("fine");
    assertThat(client.answer(3).body()).isEqualTo("fine");
  }

  @Test
  void clientThatResetsWithABodyThatNobodyReadsIsSeen() throws Exception {
    client.post(1, "/");
    Scripted.Call call = gateway.next();
    CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
    call.request().executor().onCancel(() -> cancelled.complete(true));
    for (int i = 0; i < 15; i++) {
      client.data(1, false, new byte[16 * 1024]);
    }
    client.reset(1);
    assertThat(cancelled.get(10, TimeUnit.SECONDS)).isTrue();
    call.answer("nobody hears this");
  }

  @Test
  void clientThatGoesCancelsAllItsRequests() throws Exception {
    client.get(1, "/").post(3, "/");
    for (int i = 0; i < 15; i++) {
      client.data(3, false, new byte[16 * 1024]);
    }
    CompletableFuture<Boolean> first = new CompletableFuture<>();
    CompletableFuture<Boolean> second = new CompletableFuture<>();
    gateway.next().request().executor().onCancel(() -> first.complete(true));
    gateway.next().request().executor().onCancel(() -> second.complete(true));
    client.close();
    assertThat(first.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(second.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void restOfARequestThatIsAnsweredIsCalledOff() throws Exception {
    client.post(1, "/");
    gateway.next().answer(Response.of(401));
    Http2Client.Answer answer = client.answer(1);
    assertThat(answer.status()).isEqualTo(401);
    Http2Client.Frame reset = client.next(Http2Client.RST_STREAM);
    assertThat(reset.stream()).isEqualTo(1);
    assertThat(reset.code()).isZero();
    client.get(3, "/next");
    gateway.next().answer("next");
    assertThat(client.answer(3).body()).isEqualTo("next");
  }

  @Test
  void answerThatBreaksOffIsReset() throws Exception {
    SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>();
    client.get(1, "/");
    gateway.next().answer(Response.stream(200, "text/plain", publisher));
    Waiting.until(publisher::hasSubscribers);
    publisher.submit(ByteBuffer.wrap(new byte[] {'x'}));
    assertThat(client.headers(client.read()).status()).hasToString("200");
    assertThat(client.read().type()).isEqualTo(Http2Client.DATA);
    publisher.closeExceptionally(new IOException("the back end has gone"));
    assertThat(client.answer(1).reset()).isEqualTo(2);
    client.get(3, "/next");
    gateway.next().answer("next");
    assertThat(client.answer(3).body()).isEqualTo("next");
  }

  @Test
  void requestFailureIsA500() throws Exception {
    client.get(1, "/");
    gateway.next().answer().completeExceptionally(new IllegalStateException("broken"));
    assertThat(client.answer(1).status()).isEqualTo(500);
  }

  @Test
  void drainSaysGoodbyeAndFinishesWhatIsInProcess() throws Exception {
    client.get(1, "/");
    Scripted.Call call = gateway.next();
    var drained = server.drain(java.time.Duration.ofSeconds(20)).toCompletableFuture();
    Http2Client.Frame goodbye = client.read();
    assertThat(goodbye.type()).isEqualTo(Http2Client.GOAWAY);
    assertThat(goodbye.code()).isZero();
    client.get(3, "/late");
    Http2Client.Frame refused = client.next(Http2Client.RST_STREAM);
    assertThat(refused.stream()).isEqualTo(3);
    assertThat(refused.code()).isEqualTo(7);
    call.answer("in time");
    assertThat(client.answer(1).body()).isEqualTo("in time");
    assertThat(client.closed()).isTrue();
    drained.get(10, TimeUnit.SECONDS);
    assertThat(gateway.idle()).isTrue();
  }

  @Test
  void drainClosesAnIdleConnection() throws Exception {
    client.get(1, "/");
    gateway.next().answer("once");
    client.answer(1);
    var drained = server.drain(java.time.Duration.ofSeconds(20)).toCompletableFuture();
    assertThat(client.read().type()).isEqualTo(Http2Client.GOAWAY);
    assertThat(client.closed()).isTrue();
    drained.get(10, TimeUnit.SECONDS);
  }

  @Test
  void bothProtocolsAreSpokenOnOnePort() throws Exception {
    try (RawClient other = new RawClient(server.port())) {
      other.get("/");
      Scripted.Call call = gateway.next();
      assertThat(call.request().protocol()).isEqualTo("HTTP/1.1");
      call.answer("one");
      assertThat(other.answer().body()).isEqualTo("one");
    }
    client.get(1, "/");
    gateway.next().answer("two");
    assertThat(client.answer(1).body()).isEqualTo("two");
  }

  @Test
  void prefaceMayComeByteByByte() throws Exception {
    try (RawClient slow = new RawClient(server.port())) {
      for (char c : "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".toCharArray()) {
        slow.send(String.valueOf(c));
      }
      slow.send("\0\0\0\4\0\0\0\0\0");
      assertThat(slow.bytes(9)[3]).as("the server's settings").isEqualTo((byte) 4);
    }
  }

  @Test
  void whatOnlyBeginsLikeAPrefaceIsHttp1() throws Exception {
    try (RawClient other = new RawClient(server.port())) {
      other.send("PR").send("OPFIND / HTTP/1.1\r\nHost: a\r\n\r\n");
      Scripted.Call call = gateway.next();
      assertThat(call.request().method()).isEqualTo("PROPFIND");
      call.answer("fine");
      assertThat(other.answer().body()).isEqualTo("fine");
    }
  }
}
