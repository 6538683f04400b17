package io.apigw.netty;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.EventExecutor;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Writes a streamed body: asks for more only while the client takes it. */
final class ResponseStream implements Flow.Subscriber<ByteBuffer> {

  private static final System.Logger LOG = System.getLogger(ResponseStream.class.getName());

  /** How many buffers may be on their way from the publisher. */
  private static final int WINDOW = 8;

  private final Wire wire;
  private final EventExecutor loop;
  private final long length;
  private final Exchange exchange;
  private final boolean keepAlive;

  /** Signals on their way to the loop: while there are any, one given on the loop must not overtake them. */
  private final AtomicInteger hops = new AtomicInteger();

  private Flow.@Nullable Subscription subscription;
  private int outstanding;
  private long sent;
  private boolean asking;
  private boolean done;

  /**
   * Begins a stream whose head is written.
   *
   * @param exchange the request that is answered
   * @param length the number of bytes that the head announces, -1 when it does not
   * @param keepAlive whether the connection is used again after it
   */
  ResponseStream(Wire wire, EventExecutor loop, Exchange exchange, long length, boolean keepAlive) {
    this.wire = wire;
    this.loop = loop;
    this.exchange = exchange;
    this.length = length;
    this.keepAlive = keepAlive;
  }

  /** Goes on when the client has taken what was written. */
  void writable() {
    ask();
  }

  /** Gives the publisher up. */
  void cancel() {
    done = true;
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
    inOrder(this::cut);
  }

  @Override
  public void onComplete() {
    inOrder(this::complete);
  }

  private void begin(Flow.Subscription source) {
    if (done || subscription != null) {
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
      while (!done && outstanding <= WINDOW / 2 && wire.writable()) {
        int more = WINDOW - outstanding;
        outstanding = WINDOW;
        source.request(more);
      }
    } catch (RuntimeException broken) {
      LOG.log(System.Logger.Level.ERROR, "a publisher of a response body failed", broken);
      cut();
    } finally {
      asking = false;
    }
  }

  private void write(ByteBuffer buffer) {
    if (done) {
      return;
    }
    outstanding--;
    int size = buffer.remaining();
    if (length >= 0 && sent + size > length) {
      cut();
      cancel();
      return;
    }
    if (size > 0) {
      sent += size;
      wire.write(new DefaultHttpContent(Unpooled.wrappedBuffer(buffer)));
      wire.flushSoon();
    }
    ask();
  }

  private void complete() {
    if (done) {
      return;
    }
    if (length >= 0 && sent != length) {
      cut();
      return;
    }
    done = true;
    wire.write(LastHttpContent.EMPTY_LAST_CONTENT);
    wire.flushSoon();
    exchange.answered(keepAlive);
  }

  /** The head is out: only the end of the connection says that the body is not whole. */
  private void cut() {
    if (!done) {
      done = true;
      exchange.brokeOff();
    }
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
