package io.apigw.runtime.integrate;

import io.apigw.api.Body;
import io.apigw.api.Cancellable;
import io.apigw.api.RequestExecutor;
import io.apigw.api.shared.IdleWatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A function's streamed answer. One that stands still though the client waits for more is cancelled, and fails: a back
 * end is watched by its transport, a function by nobody else.
 */
final class WatchedAnswer implements Flow.Publisher<ByteBuffer> {

  private final Body body;
  private final RequestExecutor executor;
  private final Duration limit;
  private final Runnable onStandstill;

  private WatchedAnswer(
      Body body, RequestExecutor executor, Duration limit, Runnable onStandstill) {
    this.body = body;
    this.executor = executor;
    this.limit = limit;
    this.onStandstill = onStandstill;
  }

  /**
   * Returns a stream that is watched from when it is subscribed to.
   *
   * @param stream the function's
   * @param executor the request's, whose timer is used
   * @param limit how long it may stand still
   * @param onStandstill told when it has stood still
   */
  static Body of(Body stream, RequestExecutor executor, Duration limit, Runnable onStandstill) {
    WatchedAnswer watched = new WatchedAnswer(stream, executor, limit, onStandstill);
    long length = stream.lengthOr(-1);
    return length < 0 ? Body.stream(watched) : Body.stream(watched, length);
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> client) {
    Relay relay = new Relay(client);
    relay.watch();
    try {
      body.publisher().subscribe(relay);
    } catch (RuntimeException | Error refused) {
      relay.end();
      throw refused;
    }
  }

  /**
   * Hands on what comes. The end of a standstill comes from another thread than the function's signals, so it must find
   * the stream quiet; if not, the stream moves and is watched on.
   */
  private final class Relay
      implements Flow.Subscriber<ByteBuffer>, Flow.Subscription, IdleWatch.Watched {

    private static final int QUIET = 0;
    private static final int HANDING_ON = 1;
    private static final int ENDED = 2;

    private final Flow.Subscriber<? super ByteBuffer> client;
    private final AtomicReference<Flow.@Nullable Subscription> source = new AtomicReference<>();
    private final AtomicInteger state = new AtomicInteger();
    private final AtomicLong demand = new AtomicLong();
    private volatile long moves;
    private volatile Cancellable watch = () -> {};

    Relay(Flow.Subscriber<? super ByteBuffer> client) {
      this.client = client;
    }

    void watch() {
      watch = IdleWatch.start(executor, limit, this);
      if (done()) {
        watch.cancel();
      }
    }

    /** Returns whether this call ended it. */
    boolean end() {
      watch.cancel();
      return state.getAndSet(ENDED) != ENDED;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      if (!done() && source.compareAndSet(null, subscription)) {
        client.onSubscribe(this);
      } else {
        subscription.cancel();
      }
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // signals come one after another
    public void onNext(ByteBuffer buffer) {
      boolean first = state.compareAndSet(QUIET, HANDING_ON);
      if (state.get() == ENDED) {
        return;
      }
      moves++;
      demand.updateAndGet(left -> left == Long.MAX_VALUE ? left : left - 1);
      try {
        client.onNext(buffer);
      } finally {
        boolean unused = first && state.compareAndSet(HANDING_ON, QUIET);
      }
    }

    @Override
    public void onError(Throwable failure) {
      if (end()) {
        client.onError(failure);
      }
    }

    @Override
    public void onComplete() {
      if (end()) {
        client.onComplete();
      }
    }

    @Override
    public void request(long n) {
      if (done()) {
        return;
      }
      demand.accumulateAndGet(
          Math.max(n, 0), (have, more) -> have + more < 0 ? Long.MAX_VALUE : have + more);
      Flow.Subscription begun = source.get();
      if (begun != null) {
        begun.request(n);
      }
    }

    @Override
    public void cancel() {
      Flow.Subscription begun = source.get();
      if (end() && begun != null) {
        begun.cancel();
      }
    }

    @Override
    public long moves() {
      return moves;
    }

    /** A function that never begins is waited for, too. */
    @Override
    public boolean awaited() {
      return demand.get() > 0 || source.get() == null;
    }

    @Override
    public boolean done() {
      return state.get() == ENDED;
    }

    @Override
    public void standstill() {
      if (!state.compareAndSet(QUIET, ENDED)) {
        if (!done()) {
          watch();
        }
        return;
      }
      onStandstill.run();
      Flow.Subscription begun = source.getAndSet(this);
      if (begun == null) {
        client.onSubscribe(this);
      } else {
        begun.cancel();
      }
      client.onError(new IOException("the function has stopped sending its answer"));
    }
  }
}
