package io.apigw.netty.upstream;

import io.apigw.netty.lane.BufferFlow;
import io.apigw.netty.lane.BufferSink;
import io.apigw.netty.lane.BufferSource;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The body of a reply that is not whole yet: given uncopied to a sink on its loop, copied to any subscriber. Until it
 * is taken a bounded part waits here. But for {@link #subscribe} and {@link #loop}, on the loop only.
 */
final class ReplyBody implements BufferSource, BufferFlow {

  /** What waits for a taker at most, but for the last read. */
  private static final int WINDOW = 64 * 1024;

  private static final int MOST_BUFFERS = 64;

  /** So little is read to its end, though nobody wants it, to keep the connection. */
  private static final int WORTH_READING = 64 * 1024;

  private final Call call;
  private final Channel channel;
  private final long length;
  private final AtomicBoolean taken = new AtomicBoolean();
  private final Deque<ByteBuf> waiting = new ArrayDeque<>();

  private @Nullable BufferSink sink;
  private @Nullable IOException failure;
  private long received;
  private int waitingBytes;
  private boolean pausedByTaker;
  private boolean pausedByUs;
  private boolean dropping;
  private boolean ended;
  private boolean over;

  ReplyBody(Call call, Channel channel, long length) {
    this.call = call;
    this.channel = channel;
    this.length = length;
  }

  @Override
  public EventLoop loop() {
    return channel.eventLoop();
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    CopyingSink copies = new CopyingSink(loop(), subscriber);
    subscriber.onSubscribe(copies);
    if (loop().inEventLoop()) {
      take(copies);
      return;
    }
    try {
      loop().execute(() -> take(copies));
    } catch (RejectedExecutionException loopHasEnded) {
      take(copies); // the body has failed with its loop
    }
  }

  @Override
  public void take(BufferSink taker) {
    if (!taken.compareAndSet(false, true)) {
      taker.begin(Upload.NONE);
      taker.fail(new IllegalStateException("reply body: expected one taker but was a second"));
      return;
    }
    taker.begin(this);
    IOException broken = failure;
    if (broken != null) {
      taker.fail(broken);
    } else if (!over) {
      sink = taker;
      handOver(taker);
    }
  }

  void offer(ByteBuf piece) {
    received += piece.readableBytes();
    BufferSink taker = sink;
    if (over || dropping) {
      piece.release();
    } else if (taker != null) {
      taker.next(piece);
    } else {
      waiting.addLast(piece);
      waitingBytes += piece.readableBytes();
      if (waitingBytes >= WINDOW || waiting.size() >= MOST_BUFFERS) {
        pausedByUs = true;
        channel.config().setAutoRead(false);
      }
    }
  }

  void burstEnded() {
    BufferSink taker = sink;
    if (taker != null && !over && !dropping) {
      taker.burstEnded();
    }
  }

  void end() {
    ended = true;
    if (sink != null || dropping) {
      complete();
    }
  }

  void fail(IOException reason) {
    if (over) {
      return;
    }
    over = true;
    failure = reason;
    dropWaiting();
    BufferSink taker = sink;
    if (taker != null && !dropping) {
      taker.fail(reason);
    }
  }

  /** Whether all of it has come. */
  boolean whole() {
    return ended;
  }

  /** Whether something has to happen: not so while whoever takes the body has stopped it. */
  boolean awaited() {
    return !pausedByTaker || ended;
  }

  /** Says who has not gone on. */
  String standstill() {
    return taken.get()
        ? "the back end has stopped sending its reply"
        : "nobody has taken the reply's body";
  }

  @Override
  public void pause() {
    if (!over && !ended) {
      pausedByTaker = true;
      channel.config().setAutoRead(false);
    }
  }

  @Override
  public void resume() {
    pausedByTaker = false;
    if (!over && !pausedByUs) {
      call.bodyMoved();
      channel.config().setAutoRead(true);
    }
  }

  @Override
  public void cancel() {
    if (over || dropping) {
      return;
    }
    dropping = true;
    dropWaiting();
    if (ended) {
      complete();
    } else if (length >= 0 && length - received <= WORTH_READING) {
      pausedByUs = false;
      resume();
    } else {
      over = true;
      call.unwanted();
    }
  }

  private void handOver(BufferSink taker) {
    for (ByteBuf next = waiting.pollFirst(); next != null; next = waiting.pollFirst()) {
      waitingBytes -= next.readableBytes();
      taker.next(next);
    }
    if (over || dropping) {
      return;
    }
    taker.burstEnded();
    if (over || dropping) {
      return;
    }
    if (ended) {
      complete();
    } else if (pausedByUs) {
      pausedByUs = false;
      if (!pausedByTaker) {
        resume();
      }
    }
  }

  /** The connection comes first: whoever hears of the end may send the next request. */
  private void complete() {
    if (over) {
      return;
    }
    over = true;
    call.finished();
    BufferSink taker = sink;
    if (taker != null && !dropping) {
      taker.complete();
    }
  }

  private void dropWaiting() {
    for (ByteBuf next = waiting.pollFirst(); next != null; next = waiting.pollFirst()) {
      next.release();
    }
    waitingBytes = 0;
  }
}
