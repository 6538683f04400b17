package io.apigw.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A stream that a test feeds, whether or not anything was asked for: for one subscriber, on the test's own thread. */
public final class FedStream implements Flow.Publisher<ByteBuffer> {

  private final CountDownLatch begun = new CountDownLatch(1);
  private final AtomicLong demand = new AtomicLong();
  private volatile Flow.@Nullable Subscriber<? super ByteBuffer> target;
  private volatile boolean cancelled;

  private FedStream() {}

  /**
   * Returns a stream that nobody has subscribed to.
   *
   * @return the stream
   */
  public static FedStream create() {
    return new FedStream();
  }

  /**
   * Returns whether somebody has subscribed.
   *
   * @return true when somebody has
   */
  public boolean taken() {
    return target != null;
  }

  /**
   * Returns whether the subscriber has given up.
   *
   * @return true when it has
   */
  public boolean cancelled() {
    return cancelled;
  }

  /**
   * Returns how many buffers were asked for, those that were given included.
   *
   * @return the number
   */
  public long demand() {
    return demand.get();
  }

  /**
   * Waits until somebody asks for bytes.
   *
   * @return this stream
   * @throws InterruptedException when the test is interrupted
   */
  public FedStream awaitTaken() throws InterruptedException {
    if (!begun.await(Waits.SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("expected somebody to ask for bytes but nobody has");
    }
    return this;
  }

  /**
   * Gives a text as one buffer.
   *
   * @param text what to give, as UTF-8
   * @return this stream
   */
  public FedStream give(String text) {
    target().onNext(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  /** Ends the stream. */
  public void end() {
    target().onComplete();
  }

  /**
   * Breaks the stream.
   *
   * @param fault why
   */
  public void fail(Throwable fault) {
    target().onError(fault);
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    target = Objects.requireNonNull(subscriber, "subscriber");
    subscriber.onSubscribe(new Flow.Subscription() {
      @Override
      public void request(long n) {
        demand.addAndGet(n);
        begun.countDown();
      }

      @Override
      public void cancel() {
        cancelled = true;
      }
    });
  }

  private Flow.Subscriber<? super ByteBuffer> target() {
    return Objects.requireNonNull(target, "nobody has subscribed");
  }
}
