package io.apigw.netty.upstream;

import io.apigw.netty.lane.BufferFlow;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Brings a publisher's buffers to the loop, a few at a time and in order, whatever thread they come on. */
final class FlowFeed implements Flow.Subscriber<ByteBuffer>, BufferFlow {

  private static final int WINDOW = 8;

  private final EventLoop loop;
  private final Upload sink;
  private final AtomicInteger hops = new AtomicInteger();

  /** All on the loop. */
  private Flow.@Nullable Subscription subscription;

  private int outstanding;
  private boolean paused;
  private boolean asking;
  private boolean flushing;
  private boolean over;

  FlowFeed(EventLoop loop, Upload sink) {
    this.loop = loop;
    this.sink = sink;
  }

  void subscribeTo(Flow.Publisher<ByteBuffer> source) {
    sink.begin(this);
    try {
      source.subscribe(this);
    } catch (RuntimeException | Error broken) {
      onError(broken);
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription source) {
    inOrder(() -> begin(source));
  }

  @Override
  public void onNext(ByteBuffer buffer) {
    inOrder(() -> give(buffer));
  }

  @Override
  public void onError(Throwable failure) {
    inOrder(() -> {
      if (!over) {
        over = true;
        sink.fail(failure);
      }
    });
  }

  @Override
  public void onComplete() {
    inOrder(() -> {
      if (!over) {
        over = true;
        sink.complete();
      }
    });
  }

  @Override
  public void pause() {
    paused = true;
  }

  @Override
  public void resume() {
    paused = false;
    ask();
  }

  @Override
  public void cancel() {
    over = true;
    Flow.Subscription source = subscription;
    if (source != null) {
      source.cancel();
    }
  }

  private void begin(Flow.Subscription source) {
    if (over || subscription != null) {
      source.cancel();
      return;
    }
    subscription = source;
    ask();
  }

  private void give(ByteBuffer buffer) {
    if (over) {
      return;
    }
    outstanding--;
    sink.next(Unpooled.wrappedBuffer(buffer));
    if (!flushing) {
      flushing = true;
      later(this::flush);
    }
    ask();
  }

  private void flush() {
    flushing = false;
    sink.burstEnded();
  }

  /** A publisher may give buffers before its request returns. */
  private void ask() {
    Flow.Subscription source = subscription;
    if (asking || source == null) {
      return;
    }
    asking = true;
    try {
      while (!over && !paused && outstanding <= WINDOW / 2) {
        int more = WINDOW - outstanding;
        outstanding = WINDOW;
        source.request(more);
      }
    } catch (RuntimeException | Error broken) {
      onError(broken);
    } finally {
      asking = false;
    }
  }

  private void inOrder(Runnable signal) {
    if (loop.inEventLoop() && hops.get() == 0) {
      signal.run();
      return;
    }
    hops.incrementAndGet();
    later(() -> {
      hops.decrementAndGet();
      signal.run();
    });
  }

  private void later(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException loopHasEnded) {
      task.run(); // nobody else is there any more: what is over gives up what comes
    }
  }
}
