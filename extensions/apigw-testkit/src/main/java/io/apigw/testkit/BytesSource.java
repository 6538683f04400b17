package io.apigw.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A stream that a test feeds by hand, whether or not bytes were asked for. */
public final class BytesSource implements Flow.Publisher<ByteBuffer> {

  private final CompletableFuture<Boolean> begun = new CompletableFuture<>();
  private final CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
  private final AtomicLong requested = new AtomicLong();
  private volatile Flow.@Nullable Subscriber<? super ByteBuffer> target;

  private BytesSource() {}

  /**
   * Returns a stream that nobody has taken.
   *
   * @return the stream
   */
  public static BytesSource create() {
    return new BytesSource();
  }

  /**
   * Returns whether somebody has subscribed.
   *
   * @return whether
   */
  public boolean taken() {
    return target != null;
  }

  /**
   * Waits until somebody asks for bytes.
   *
   * @return this
   */
  public BytesSource awaitTaken() {
    Waits.valueOf("somebody who asks for bytes", begun);
    return this;
  }

  /**
   * Returns a stage that completes when somebody asks for bytes.
   *
   * @return the stage
   */
  public CompletionStage<Boolean> beginning() {
    return begun;
  }

  /**
   * Waits until the subscriber has cancelled.
   *
   * @return this
   */
  public BytesSource awaitCancelled() {
    Waits.valueOf("the end of the subscription", cancelled);
    return this;
  }

  /**
   * Returns whether the subscriber has cancelled.
   *
   * @return whether
   */
  public boolean cancelled() {
    return cancelled.isDone();
  }

  /**
   * Returns a stage that completes when the subscriber cancels.
   *
   * @return the stage
   */
  public CompletionStage<Boolean> cancellation() {
    return cancelled;
  }

  /**
   * Returns how many buffers have been asked for in all.
   *
   * @return the number, {@link Long#MAX_VALUE} for any
   */
  public long requested() {
    return requested.get();
  }

  /**
   * Gives a text as UTF-8, on the caller's thread.
   *
   * @param text one buffer
   * @return this
   */
  public BytesSource give(String text) {
    return give(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Gives bytes, on the caller's thread.
   *
   * @param bytes one buffer
   * @return this
   */
  public BytesSource give(byte[] bytes) {
    target().onNext(ByteBuffer.wrap(bytes));
    return this;
  }

  /** Says that this was all. */
  public void end() {
    target().onComplete();
  }

  /**
   * Breaks the stream off.
   *
   * @param fault why
   */
  public void fail(Throwable fault) {
    target().onError(fault);
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    target = subscriber;
    subscriber.onSubscribe(new Flow.Subscription() {
      @Override
      public void request(long n) {
        requested.accumulateAndGet(n, (had, more) -> had + more < 0 ? Long.MAX_VALUE : had + more);
        begun.complete(true);
      }

      @Override
      public void cancel() {
        cancelled.complete(true);
      }
    });
  }

  private Flow.Subscriber<? super ByteBuffer> target() {
    return Objects.requireNonNull(target, "nobody has subscribed");
  }
}
