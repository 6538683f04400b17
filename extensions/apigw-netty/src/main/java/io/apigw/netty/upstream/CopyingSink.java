package io.apigw.netty.upstream;

import io.apigw.netty.lane.BufferFlow;
import io.apigw.netty.lane.BufferSink;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Copies a stream for a subscriber, who may ask on any thread and is given on the loop. */
final class CopyingSink implements BufferSink, Flow.Subscription {

  /** What is copied ahead at most, but for the last read. */
  private static final int WINDOW = 64 * 1024;

  private final EventLoop loop;
  private final Flow.Subscriber<? super ByteBuffer> subscriber;
  private final Deque<ByteBuffer> copies = new ArrayDeque<>();

  private @Nullable BufferFlow source;
  private @Nullable Throwable failure;
  private long demand;
  private int ahead;
  private boolean paused;
  private boolean complete;
  private boolean giving;
  private boolean over;

  CopyingSink(EventLoop loop, Flow.Subscriber<? super ByteBuffer> subscriber) {
    this.loop = loop;
    this.subscriber = subscriber;
  }

  @Override
  public void begin(BufferFlow flow) {
    source = flow;
    if (over) {
      flow.cancel();
    }
  }

  @Override
  public void next(ByteBuf buffer) {
    if (!over && buffer.isReadable()) {
      ByteBuffer copy = ByteBuffer.allocate(buffer.readableBytes());
      buffer.readBytes(copy);
      copies.addLast(copy.flip());
      ahead += copy.remaining();
    }
    buffer.release();
    give();
    BufferFlow flow = source;
    if (ahead >= WINDOW && !paused && !over && flow != null) {
      paused = true;
      flow.pause();
    }
  }

  @Override
  public void burstEnded() {}

  @Override
  public void complete() {
    complete = true;
    give();
  }

  @Override
  public void fail(Throwable reason) {
    failure = reason;
    give();
  }

  @Override
  public void request(long n) {
    onLoop(() -> ask(n));
  }

  @Override
  public void cancel() {
    onLoop(this::stop);
  }

  private void ask(long n) {
    if (n <= 0) {
      IllegalArgumentException wrong =
          new IllegalArgumentException("n: expected 1 or more but was " + n);
      stopSource();
      fail(wrong);
      return;
    }
    demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
    give();
  }

  /** Whoever is giving already goes on with what comes meanwhile. */
  private void give() {
    if (giving || over || source == null) {
      return;
    }
    giving = true;
    try {
      while (!over && failure == null && demand > 0 && !copies.isEmpty()) {
        ByteBuffer next = copies.removeFirst();
        ahead -= next.remaining();
        demand = demand == Long.MAX_VALUE ? demand : demand - 1;
        subscriber.onNext(next);
        readOn();
      }
    } catch (RuntimeException | Error broken) {
      stop();
      throw broken;
    } finally {
      giving = false;
    }
    finish();
  }

  private void readOn() {
    BufferFlow flow = source;
    if (paused && ahead <= WINDOW / 2 && !over && flow != null) {
      paused = false;
      flow.resume();
    }
  }

  private void finish() {
    Throwable broken = failure;
    if (over) {
      return;
    }
    if (broken != null) {
      over = true;
      copies.clear();
      subscriber.onError(broken);
    } else if (complete && copies.isEmpty()) {
      over = true;
      subscriber.onComplete();
    }
  }

  private void stop() {
    if (!over) {
      over = true;
      copies.clear();
      stopSource();
    }
  }

  private void stopSource() {
    BufferFlow flow = source;
    if (flow != null && !complete) {
      flow.cancel();
    }
  }

  private void onLoop(Runnable step) {
    if (loop.inEventLoop()) {
      step.run();
      return;
    }
    try {
      loop.execute(step);
    } catch (RejectedExecutionException loopHasEnded) {
      step.run();
    }
  }
}
