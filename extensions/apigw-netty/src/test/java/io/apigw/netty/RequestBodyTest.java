package io.apigw.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakGuard.class)
class RequestBodyTest {

  private static final String CHUNKED =
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

  private final Scripted gateway = new Scripted();
  private NettyServer server;
  private RawClient client;

  @BeforeEach
  void start() throws IOException {
    server = Hosts.server(gateway);
    client = new RawClient(server.port());
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
  }

  @Test
  void noBodyIsAnEmptyOne() throws Exception {
    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
    Scripted.Call call = gateway.next();
    assertThat(call.request().body().collected()).isTrue();
    assertThat(call.request().body().isEmpty()).isTrue();
    call.answer("fine");
    assertThat(client.answer().status()).isEqualTo(200);
  }

  @Test
  void smallBodyThatIsAtHandComesInOnePiece() throws Exception {
    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello");
    Scripted.Call call = gateway.next();
    assertThat(call.request().body().text()).isEqualTo("hello");
    call.answer("fine");
    assertThat(client.answer().status()).isEqualTo(200);
  }

  @Test
  void smallBodyThatIsNotYetWholeIsStreamed() throws Exception {
    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhello");
    Scripted.Call call = gateway.next();
    assertThat(call.request().body().streamed()).isTrue();
    assertThat(call.request().body().length()).hasValue(10);
    echo(call);
    client.send("world");
    assertThat(client.answer().body()).isEqualTo("helloworld");
  }

  @Test
  void chunksAreStreamedAndTrailersDropped() throws Exception {
    client.send(CHUNKED + "5\r\nhello\r\n");
    Scripted.Call call = gateway.next();
    assertThat(call.request().body().length()).isEmpty();
    echo(call);
    client.send(
        "5\r\nworld\r\n0\r\nX-User: admin\r\nAuthorization: x\r\nContent-Length: 9\r\n\r\n");
    assertThat(client.answer().body()).isEqualTo("helloworld");
    assertThat(call.request().headers().contains("X-User")).isFalse();
    assertThat(call.request().headers().contains("Authorization")).isFalse();
    client.get("/next");
    gateway.next().answer("next");
    assertThat(client.answer().body()).isEqualTo("next");
  }

  @Test
  void clientThatGoesFailsTheBodyAndCancelsTheRequest() throws Exception {
    client.send(CHUNKED + "5\r\nhello\r\n");
    Scripted.Call call = gateway.next();
    Collector collector = new Collector(text -> {});
    call.request().body().publisher().subscribe(collector);
    CompletableFuture<String> cancelled = new CompletableFuture<>();
    call.request()
        .executor()
        .onCancel(() -> cancelled.complete(Thread.currentThread().getName()));
    client.abort();
    assertThat(collector.failure().get(10, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    assertThat(cancelled.get(10, TimeUnit.SECONDS)).startsWith("apigw-netty");
    call.answer("too late");
  }

  @Test
  void brokenChunkFailsTheBodyAndIsRefused() throws Exception {
    client.send(CHUNKED + "5\r\nhello\r\n");
    Scripted.Call call = gateway.next();
    Collector collector = new Collector(text -> {});
    call.request().body().publisher().subscribe(collector);
    client.send("zz\r\n");
    RawClient.Answer answer = client.answer();
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("{\"message\":\"Bad Request\"}");
    assertThat(client.closed()).isTrue();
    assertThat(collector.failure().get(10, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    call.answer("too late");
  }

  @Test
  void brokenChunkAfterTheAnswerClosesTheConnection() throws Exception {
    client.send(CHUNKED + "5\r\nhello\r\n");
    gateway.next().answer("early");
    assertThat(client.answer().body()).isEqualTo("early");
    client.send("zz\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
    assertThat(client.closed()).isTrue();
    assertThat(gateway.idle()).isTrue();
  }

  @Test
  void shortRemainderIsReadForNothingAndTheConnectionUsedAgain() throws Exception {
    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 50000\r\n\r\n" + "x".repeat(100));
    Scripted.Call call = gateway.next();
    call.request().body().discard();
    call.answer("early");
    RawClient.Answer answer = client.answer();
    assertThat(answer.field("connection")).isEmpty();
    client.send("x".repeat(49_900)).get("/next");
    gateway.next().answer("next");
    assertThat(client.answer().body()).isEqualTo("next");
  }

  @Test
  void longRemainderClosesTheConnectionButNotBeforeTheAnswerIsRead() throws Exception {
    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\n");
    gateway.next().answer(Response.of(401));
    client.send("GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n".repeat(10_000));
    RawClient.Answer answer = client.answer();
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.field("connection")).isEqualTo("close");
    assertThat(client.closed()).isTrue();
    assertThat(gateway.idle()).isTrue();
  }

  @Test
  void endlessChunksAfterTheAnswerCloseTheConnection() throws Exception {
    client.send(CHUNKED + "5\r\nhello\r\n");
    gateway.next().answer("early");
    assertThat(client.answer().field("connection")).isEmpty();
    String chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";
    for (int i = 0; i < 6; i++) {
      client.sendAnyway(chunk);
    }
    assertThat(client.closed()).isTrue();
  }

  @Test
  void wholeBodyThatNobodyTakesIsFreed() throws Exception {
    for (int i = 0; i < 20; i++) {
      client.send(CHUNKED + "5\r\nhello\r\n");
      Scripted.Call call = gateway.next();
      client.send("0\r\n\r\n");
      call.answer("fine");
      assertThat(client.answer().body()).isEqualTo("fine");
    }
  }

  @Test
  void wrongDemandFailsTheStream() throws Exception {
    client.send(CHUNKED + "5\r\nhello\r\n");
    Scripted.Call call = gateway.next();
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    call.request().body().publisher().subscribe(new Slow() {
      @Override
      public void onSubscribe(Flow.Subscription given) {
        given.request(0);
      }

      @Override
      public void onError(Throwable cause) {
        failure.complete(cause);
      }
    });
    assertThat(failure.get(10, TimeUnit.SECONDS)).isInstanceOf(IllegalArgumentException.class);
    call.answer("fine");
    assertThat(client.answer().status()).isEqualTo(200);
  }

  @Test
  void answerWhileTheBodyIsTakenEndsTheBody() throws Exception {
    client.send(CHUNKED + "5\r\nhello\r\n");
    Scripted.Call call = gateway.next();
    Collector collector = new Collector(text -> {});
    call.request().body().publisher().subscribe(collector);
    call.answer("early");
    assertThat(client.answer().body()).isEqualTo("early");
    assertThat(collector.failure().get(10, TimeUnit.SECONDS))
        .hasMessageContaining("before the body was taken");
    client.send("0\r\n\r\n").get("/next");
    gateway.next().answer("next");
    assertThat(client.answer().body()).isEqualTo("next");
  }

  @Test
  void slowConsumerStopsTheClientAndLosesNothing() throws Exception {
    long size = 200L * 1024 * 1024;
    AtomicLong sent = new AtomicLong();
    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + size + "\r\n\r\n");
    Thread sender = new Thread(() -> {
      byte[] piece = new byte[64 * 1024];
      try {
        while (sent.get() < size) {
          client.socket().getOutputStream().write(piece);
          sent.addAndGet(piece.length);
        }
      } catch (IOException closed) {
        sent.set(-1);
      }
    });
    sender.start();
    Scripted.Call call = gateway.next();
    Slow slow = new Slow();
    call.request().body().publisher().subscribe(slow);
    Waiting.until(() -> sent.get() > 100_000);
    Waiting.untilSteady(sent::get);
    assertThat(sent.get()).as("bytes that went without demand").isLessThan(32L * 1024 * 1024);
    long taken = 0;
    for (int i = 0; i < 20; i++) {
      slow.subscription.request(1);
      taken += slow.buffers.poll(10, TimeUnit.SECONDS).remaining();
    }
    assertThat(sent.get() - taken).as("bytes on their way").isLessThan(32L * 1024 * 1024);
    slow.subscription.request(Long.MAX_VALUE);
    while (taken < size) {
      taken += slow.buffers.poll(10, TimeUnit.SECONDS).remaining();
    }
    assertThat(taken).isEqualTo(size);
    assertThat(slow.completed.get(10, TimeUnit.SECONDS)).isTrue();
    sender.join();
    call.answer("all");
    assertThat(client.answer().body()).isEqualTo("all");
  }

  private static void echo(Scripted.Call call) {
    call.request()
        .body()
        .publisher()
        .subscribe(new Collector(text -> call.answer(Response.of(200).withBody(Body.text(text)))));
  }

  /** Takes what it asks for, when the test asks. */
  static class Slow implements Flow.Subscriber<ByteBuffer> {
    final BlockingQueue<ByteBuffer> buffers = new LinkedBlockingQueue<>();
    final CompletableFuture<Boolean> completed = new CompletableFuture<>();
    volatile Flow.Subscription subscription = new Flow.Subscription() {
      @Override
      public void request(long n) {}

      @Override
      public void cancel() {}
    };

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
    }

    @Override
    public void onNext(ByteBuffer buffer) {
      buffers.add(buffer);
    }

    @Override
    public void onError(Throwable cause) {
      completed.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
      completed.complete(true);
    }
  }
}
