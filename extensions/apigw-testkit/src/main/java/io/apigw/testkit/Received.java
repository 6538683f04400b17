package io.apigw.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Takes a stream: by itself to its end, or piece by piece when the test says so. */
public final class Received implements Flow.Subscriber<ByteBuffer> {

  private final boolean paused;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<String> whole = new CompletableFuture<>();
  private final CompletableFuture<Flow.Subscription> source = new CompletableFuture<>();
  private volatile @Nullable Throwable failure;

  private Received(boolean paused) {
    this.paused = paused;
  }

  /**
   * Returns a subscriber that asks for the next buffer as soon as it has one.
   *
   * @return the subscriber
   */
  public static Received create() {
    return new Received(false);
  }

  /**
   * Returns a subscriber that asks for nothing by itself.
   *
   * @return the subscriber
   */
  public static Received paused() {
    return new Received(true);
  }

  /**
   * Returns the whole text as Latin-1, when the stream has ended.
   *
   * @return fails when the stream does
   */
  public CompletionStage<String> whole() {
    return whole;
  }

  /**
   * Returns what has come so far, as Latin-1.
   *
   * @return the text
   */
  public synchronized String text() {
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  /**
   * Returns how many bytes have come so far.
   *
   * @return the number
   */
  public synchronized int size() {
    return bytes.size();
  }

  /**
   * Returns why the stream has broken off.
   *
   * @return empty when it has not
   */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  /**
   * Asks for buffers.
   *
   * @param buffers how many
   */
  public void ask(long buffers) {
    subscription().request(buffers);
  }

  /** Gives the stream up. */
  public void cancel() {
    subscription().cancel();
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    source.complete(subscription);
    if (!paused) {
      subscription.request(1);
    }
  }

  @Override
  public void onNext(ByteBuffer buffer) {
    byte[] part = new byte[buffer.remaining()];
    buffer.get(part);
    synchronized (this) {
      bytes.writeBytes(part);
    }
    if (!paused) {
      subscription().request(1);
    }
  }

  @Override
  public void onError(Throwable fault) {
    failure = fault;
    whole.completeExceptionally(fault);
  }

  @Override
  public void onComplete() {
    whole.complete(text());
  }

  private Flow.Subscription subscription() {
    return Waits.valueOf("a subscription", source);
  }
}
