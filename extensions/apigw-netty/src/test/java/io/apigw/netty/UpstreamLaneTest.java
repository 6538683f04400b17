package io.apigw.netty;

import static io.apigw.netty.Upstream.failure;
import static io.apigw.netty.Upstream.reply;
import static io.apigw.netty.Upstream.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.integrate.TransportResult;
import io.apigw.api.integrate.TransportResult.Kind;
import io.apigw.api.integrate.TransportResult.Reply;
import io.apigw.api.shared.MeteredStream;
import io.apigw.netty.lane.BufferFlow;
import io.apigw.netty.lane.BufferSink;
import io.apigw.netty.lane.BufferSource;
import io.apigw.testkit.RawBackend;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bodies that are handed over as Netty's own buffers. */
@ExtendWith(LeakGuard.class)
@Timeout(60)
class UpstreamLaneTest {

  @Test
  void replyIsGivenToASinkOfItsLoop() throws Exception {
    try (Upstream upstream = Upstream.create();
        RawBackend backend = RawBackend.answering(
            "HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n" + "x".repeat(300_000))) {
      for (int i = 0; i < 3; i++) {
        BufferSource source = source(reply(upstream.get(backend)));
        assertThat(source.loop()).isSameAs(upstream.loop);
        Sink sink = new Sink();
        upstream.onLoop(() -> source.take(sink));
        assertThat(sink.end.get(10, TimeUnit.SECONDS)).isEqualTo("complete");
        assertThat(sink.bytes).hasValue(300_000);
        assertThat(sink.bursts.get()).isPositive();
        assertThat(sink.threads).containsOnly(true);
      }
      assertThat(backend.connections()).isEqualTo(1);
    }
  }

  @Test
  void sinkThatPausesStopsTheBackEndUntilItResumes() throws Exception {
    byte[] piece = new byte[1 << 16];
    AtomicLong written = new AtomicLong();
    try (Upstream upstream = Upstream.create();
        RawBackend backend = RawBackend.that(peer -> {
          peer.head();
          peer.say("HTTP/1.1 200 OK\r\nContent-Length: 67108864\r\n\r\n");
          for (int i = 0; i < 1024; i++) {
            peer.out().write(piece);
            written.addAndGet(piece.length);
          }
          peer.in().read();
        })) {
      BufferSource source = source(reply(upstream.get(backend)));
      Sink sink = new Sink();
      upstream.onLoop(() -> {
        source.take(sink);
        sink.flow.pause();
      });
      Waiting.untilSteady(written::get);
      assertThat(written.get()).isLessThan(32 << 20);
      upstream.onLoop(() -> sink.flow.resume());
      assertThat(sink.end.get(20, TimeUnit.SECONDS)).isEqualTo("complete");
      assertThat(sink.bytes).hasValue(64 << 20);
    }
  }

  @Test
  void sinkThatCancelsClosesTheConnection() throws Exception {
    CompletableFuture<Integer> end = new CompletableFuture<>();
    try (Upstream upstream = Upstream.create();
        RawBackend backend = RawBackend.that(peer -> {
          peer.head();
          peer.say("HTTP/1.1 200 OK\r\n\r\nab");
          end.complete(peer.in().read());
        })) {
      BufferSource source = source(reply(upstream.get(backend)));
      Sink sink = new Sink();
      upstream.onLoop(() -> {
        source.take(sink);
        sink.flow.cancel();
      });
      assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
      assertThat(sink.bytes).hasValue(2);
      assertThat(sink.end).isNotDone();
    }
  }

  @Test
  void sinkHearsThatTheReplyBreaks() throws Exception {
    CountDownLatch taken = new CountDownLatch(1);
    try (Upstream upstream = Upstream.create();
        RawBackend backend = RawBackend.that(peer -> {
          peer.head();
          peer.say("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab");
          taken.await();
        })) {
      BufferSource source = source(reply(upstream.get(backend)));
      Sink sink = new Sink();
      upstream.onLoop(() -> source.take(sink));
      taken.countDown();
      assertThat(sink.end.get(10, TimeUnit.SECONDS)).startsWith("failed");
    }
  }

  @Test
  void requestBodyIsTakenOverTheLaneAndItsMetersTold() throws Exception {
    List<String> metered = new CopyOnWriteArrayList<>();
    try (Upstream upstream = Upstream.create();
        RawBackend backend = echoing(2_000_000)) {
      Feed feed = new Feed(upstream.loop);
      Body body = MeteredStream.of(Body.stream(feed, 2_000_000), meter(metered, Long.MAX_VALUE));
      CompletableFuture<TransportResult> sent = upstream.post(backend, body);
      Waiting.until(() -> feed.sink != null);
      upstream.onLoop(() -> feed.give(2_000_000, 10_000));
      Waiting.until(() -> feed.pauses.get() > 0 || feed.left.get() == 0);
      String echoed = text(reply(sent));
      assertThat(echoed).hasSize(2_000_000);
      assertThat(feed.subscribed).isFalse();
      assertThat(metered).last().isEqualTo("2000000 whole");
    }
  }

  @Test
  void requestBodyIsPausedWhileTheBackEndDoesNotRead() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    try (Upstream upstream = Upstream.create();
        RawBackend backend = RawBackend.that(peer -> {
          peer.head();
          read.await();
          peer.in().readNBytes(64 << 20);
          peer.say("HTTP/1.1 204 No Content\r\n\r\n");
        })) {
      Feed feed = new Feed(upstream.loop);
      CompletableFuture<TransportResult> sent = upstream.post(backend, Body.stream(feed, 64 << 20));
      Waiting.until(() -> feed.sink != null);
      upstream.onLoop(() -> feed.give(64 << 20, 64 << 10));
      Waiting.untilSteady(feed.left::get);
      assertThat(feed.left.get()).as("what waits at the source").isGreaterThan(32 << 20);
      read.countDown();
      assertThat(reply(sent).status()).isEqualTo(204);
      assertThat(feed.left).hasValue(0);
    }
  }

  @Test
  void meterThatObjectsFailsTheRequest() throws Exception {
    List<String> metered = new CopyOnWriteArrayList<>();
    try (Upstream upstream = Upstream.create();
        RawBackend backend = RawBackend.that(peer -> peer.in().readAllBytes())) {
      Feed feed = new Feed(upstream.loop);
      Body body = MeteredStream.of(Body.stream(feed), meter(metered, 15_000));
      CompletableFuture<TransportResult> sent = upstream.post(backend, body);
      Waiting.until(() -> feed.sink != null);
      upstream.onLoop(() -> feed.give(50_000, 10_000));
      assertThat(failure(sent, Kind.REQUEST_BODY).detail()).contains("over the limit");
      assertThat(feed.cancelled).isTrue();
      assertThat(metered).last().isEqualTo("20000 cut");
    }
  }

  @Test
  void sourceOfAnotherLoopIsSubscribedTo() throws Exception {
    try (Upstream upstream = Upstream.create();
        Upstream other = Upstream.create();
        RawBackend backend = echoing(5)) {
      Feed feed = new Feed(other.loop);
      CompletableFuture<TransportResult> sent = upstream.post(backend, Body.stream(feed, 5));
      Waiting.until(() -> feed.subscribed);
      failure(sent, Kind.REQUEST_BODY);
    }
  }

  private static BufferSource source(Reply reply) {
    return (BufferSource) MeteredStream.source(reply.body()).publisher();
  }

  private static RawBackend echoing(int size) throws IOException {
    return RawBackend.that(peer -> {
      peer.head();
      String body = peer.read(size);
      peer.say("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
      peer.head();
    });
  }

  private static MeteredStream.Meter meter(List<String> ends, long limit) {
    return new MeteredStream.Meter() {
      private long passed;

      @Override
      public void pass(int bytes) throws IOException {
        passed += bytes;
        if (passed > limit) {
          throw new IOException("over the limit");
        }
      }

      @Override
      public void end(boolean whole) {
        ends.add(passed + (whole ? " whole" : " cut"));
      }
    };
  }

  /** Takes buffers and drops them. */
  private static final class Sink implements BufferSink {

    final AtomicLong bytes = new AtomicLong();
    final AtomicLong bursts = new AtomicLong();
    final CompletableFuture<String> end = new CompletableFuture<>();
    final List<Boolean> threads = new ArrayList<>();
    volatile BufferFlow flow;

    @SuppressWarnings("NullAway.Init") // the flow comes first
    Sink() {}

    @Override
    public void begin(BufferFlow given) {
      flow = given;
    }

    @Override
    public void next(ByteBuf buffer) {
      threads.add(Thread.currentThread().getName().contains("multiThreadIoEventLoopGroup"));
      bytes.addAndGet(buffer.readableBytes());
      buffer.release();
    }

    @Override
    public void burstEnded() {
      bursts.incrementAndGet();
    }

    @Override
    public void complete() {
      end.complete("complete");
    }

    @Override
    public void fail(Throwable reason) {
      end.complete("failed: " + reason);
    }
  }

  /** Gives buffers when the test says so, as long as it is not paused. */
  private static final class Feed implements BufferSource, BufferFlow {

    private final EventLoop loop;
    volatile BufferSink sink;
    volatile boolean subscribed;
    volatile boolean cancelled;
    final AtomicInteger pauses = new AtomicInteger();
    final AtomicLong left = new AtomicLong();
    private int size;
    private boolean paused;
    private boolean giving;

    @SuppressWarnings("NullAway.Init") // the sink comes before anything is given
    Feed(EventLoop loop) {
      this.loop = loop;
    }

    void give(long bytes, int each) {
      left.set(bytes);
      size = each;
      go();
    }

    @Override
    public EventLoop loop() {
      return loop;
    }

    @Override
    public void take(BufferSink taker) {
      taker.begin(this);
      sink = taker;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
      subscribed = true;
      throw new IllegalStateException("a test's source has only the lane");
    }

    @Override
    public void pause() {
      paused = true;
      pauses.incrementAndGet();
    }

    @Override
    public void resume() {
      paused = false;
      go();
    }

    @Override
    public void cancel() {
      cancelled = true;
      left.set(0);
    }

    private void go() {
      if (giving || cancelled) {
        return;
      }
      giving = true;
      while (!paused && left.get() > 0) {
        int next = (int) Math.min(size, left.get());
        left.addAndGet(-next);
        sink.next(Unpooled.wrappedBuffer(new byte[next]));
      }
      giving = false;
      sink.burstEnded();
      if (left.get() == 0 && !cancelled) {
        sink.complete();
      }
    }
  }
}
