package io.apigw.runtime.embedded;

import io.apigw.api.RequestExecutor;
import io.apigw.api.shared.IdleWatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The body of a reply: hands the lists of buffers that the JDK's client reads on one by one, as they are asked for, and
 * asks the client for more only when they are used up.
 */
final class JdkReplyBody
    implements Flow.Publisher<ByteBuffer>,
        Flow.Subscriber<List<ByteBuffer>>,
        Flow.Subscription,
        IdleWatch.Watched {

  private final Flow.Publisher<List<ByteBuffer>> client;
  private final Executor threads;
  private final Runnable onEnd;
  private final AtomicBoolean taken = new AtomicBoolean();
  private final AtomicLong demand = new AtomicLong();
  private final AtomicLong moves = new AtomicLong();
  private final AtomicInteger signals = new AtomicInteger();
  private final Queue<ByteBuffer> buffers = new ConcurrentLinkedQueue<>();

  private volatile Flow.@Nullable Subscriber<? super ByteBuffer> target;
  private volatile Flow.@Nullable Subscription source;
  private volatile @Nullable Throwable failure;
  private volatile boolean complete;
  private volatile boolean ended;
  private volatile boolean asking;

  JdkReplyBody(Flow.Publisher<List<ByteBuffer>> client, Executor threads, Runnable onEnd) {
    this.client = client;
    this.threads = threads;
    this.onEnd = onEnd;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    if (!taken.compareAndSet(false, true)) {
      subscriber.onSubscribe(new Refusal());
      subscriber.onError(
          new IllegalStateException("reply body: expected one subscriber but was a second"));
      return;
    }
    target = subscriber;
    subscriber.onSubscribe(this);
    client.subscribe(this); // also when it was cancelled meanwhile: that closes the connection
  }

  /** Reads to the end of a body that must be empty, so that its connection is used again; one that is not is cut. */
  void drain() {
    if (taken.compareAndSet(false, true)) {
      demand.set(Long.MAX_VALUE);
      client.subscribe(this);
    }
  }

  /** Fails the stream when the back end stops sending what is waited for. */
  void watch(RequestExecutor executor) {
    var unused = IdleWatch.start(executor, IdleWatch.STANDARD, this);
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    source = subscription;
    if (ended) {
      cancelLater(subscription);
    }
    pass();
  }

  /** The client is still at handing the subscription out, and does not free the connection if it is told so now. */
  private void cancelLater(Flow.Subscription subscription) {
    try {
      threads.execute(subscription::cancel);
    } catch (RejectedExecutionException closed) {
      subscription.cancel();
    }
  }

  @Override
  public void onNext(List<ByteBuffer> read) {
    moves.incrementAndGet();
    buffers.addAll(read);
    asking = false;
    pass();
  }

  @Override
  public void onError(Throwable fault) {
    failure = fault;
    complete = true;
    pass();
  }

  @Override
  public void onComplete() {
    complete = true;
    pass();
  }

  @Override
  public void request(long n) {
    if (n <= 0) {
      onError(new IllegalArgumentException("n: expected 1 or more but was " + n));
      return;
    }
    demand.accumulateAndGet(n, (have, more) -> have + more < 0 ? Long.MAX_VALUE : have + more);
    pass();
  }

  /** Breaks the connection off; also when nobody has taken the body yet. */
  @Override
  public void cancel() {
    if (ended) {
      return;
    }
    ended = true;
    Flow.Subscription subscription = source;
    if (subscription != null) {
      subscription.cancel();
    } else if (taken.compareAndSet(false, true)) {
      client.subscribe(this);
    }
    buffers.clear();
    onEnd.run();
  }

  @Override
  public long moves() {
    return moves.get();
  }

  @Override
  public boolean awaited() {
    return asking;
  }

  @Override
  public boolean done() {
    return complete || ended;
  }

  @Override
  public void standstill() {
    Flow.Subscription subscription = source;
    if (subscription != null) {
      subscription.cancel();
    }
    onError(new IOException("the back end has stopped sending its reply"));
  }

  /** Whoever comes in first hands on for all who come in meanwhile. */
  private void pass() {
    if (signals.getAndIncrement() != 0) {
      return;
    }
    int seen = 1;
    do {
      boolean last = complete;
      handOn();
      if (!ended && buffers.isEmpty()) {
        if (last) {
          finish();
        } else {
          askForMore();
        }
      }
      seen = signals.addAndGet(-seen);
    } while (seen != 0);
  }

  private void handOn() {
    Flow.Subscriber<? super ByteBuffer> subscriber = target;
    while (!ended && demand.get() > 0) {
      ByteBuffer buffer = buffers.poll();
      if (buffer == null) {
        return;
      }
      if (subscriber == null) {
        cancel();
      } else if (buffer.hasRemaining()) {
        demand.updateAndGet(left -> left == Long.MAX_VALUE ? left : left - 1);
        handOn(buffer, subscriber);
      }
    }
  }

  private void handOn(ByteBuffer buffer, Flow.Subscriber<? super ByteBuffer> subscriber) {
    try {
      subscriber.onNext(buffer);
    } catch (RuntimeException | Error broken) {
      cancel();
      throw broken;
    }
  }

  private void askForMore() {
    Flow.Subscription subscription = source;
    if (subscription != null && !asking && demand.get() > 0) {
      asking = true;
      subscription.request(1);
    }
  }

  private void finish() {
    ended = true;
    Flow.Subscriber<? super ByteBuffer> subscriber = target;
    Throwable fault = failure;
    onEnd.run();
    if (subscriber != null && fault != null) {
      subscriber.onError(fault);
    } else if (subscriber != null) {
      subscriber.onComplete();
    }
  }

  private static final class Refusal implements Flow.Subscription {
    @Override
    public void request(long n) {}

    @Override
    public void cancel() {}
  }
}
