package io.apigw.netty;

import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.EventExecutor;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Writes a body that any publisher gives, on any thread: asks for more only while the client takes it. */
final class PublishedBody implements Flow.Subscriber<ByteBuffer>, BodyTap {

  private static final System.Logger LOG = System.getLogger(PublishedBody.class.getName());

  /** How many buffers may be on their way from the publisher. */
  private static final int WINDOW = 8;

  private final StreamedAnswer answer;
  private final EventExecutor loop;
  private final boolean everyPieceAtOnce;

  /** Signals on their way to the loop: while there are any, one given on the loop must not overtake them. */
  private final AtomicInteger hops = new AtomicInteger();

  private Flow.@Nullable Subscription subscription;
  private int outstanding;
  private boolean asking;

  /**
   * Begins a body.
   *
   * @param everyPieceAtOnce whether each piece is an event that must not wait for the next
   */
  PublishedBody(StreamedAnswer answer, EventExecutor loop, boolean everyPieceAtOnce) {
    this.answer = answer;
    this.loop = loop;
    this.everyPieceAtOnce = everyPieceAtOnce;
  }

  @Override
  public void writable() {
    ask();
  }

  @Override
  public void cancel() {
    answer.giveUp();
    Flow.Subscription source = subscription;
    if (source != null) {
      source.cancel();
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription source) {
    inOrder(() -> begin(source));
  }

  @Override
  public void onNext(ByteBuffer buffer) {
    inOrder(() -> write(buffer));
  }

  @Override
  public void onError(Throwable failure) {
    inOrder(answer::cut);
  }

  @Override
  public void onComplete() {
    inOrder(answer::complete);
  }

  private void begin(Flow.Subscription source) {
    if (answer.done() || subscription != null) {
      source.cancel();
      return;
    }
    subscription = source;
    ask();
  }

  private void ask() {
    Flow.Subscription source = subscription;
    if (asking || source == null) {
      return;
    }
    asking = true;
    try {
      while (!answer.done() && outstanding <= WINDOW / 2 && answer.writable()) {
        int more = WINDOW - outstanding;
        outstanding = WINDOW;
        source.request(more);
      }
    } catch (RuntimeException broken) {
      LOG.log(System.Logger.Level.ERROR, "a publisher of a response body failed", broken);
      answer.cut();
    } finally {
      asking = false;
    }
  }

  private void write(ByteBuffer buffer) {
    if (answer.done()) {
      return;
    }
    outstanding--;
    int size = buffer.remaining();
    if (!answer.fits(size)) {
      answer.cut();
      cancel();
      return;
    }
    if (size > 0) {
      answer.write(Unpooled.wrappedBuffer(buffer));
      if (everyPieceAtOnce) {
        answer.flushNow();
      } else {
        answer.flushSoon();
      }
    }
    ask();
  }

  private void inOrder(Runnable signal) {
    if (loop.inEventLoop() && hops.get() == 0) {
      signal.run();
      return;
    }
    hops.incrementAndGet();
    try {
      loop.execute(() -> {
        hops.decrementAndGet();
        signal.run();
      });
    } catch (RejectedExecutionException loopHasEnded) {
      cancel();
      signal.run(); // a subscription that comes only now is given up by it
    }
  }
}
