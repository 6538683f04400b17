package io.apigw.integration.transport;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Takes a stream to its end. */
final class Received implements Flow.Subscriber<ByteBuffer> {

  private final StringBuilder text = new StringBuilder();
  private final CompletableFuture<String> whole = new CompletableFuture<>();
  private volatile Flow.@Nullable Subscription source;
  private volatile @Nullable Throwable failure;

  /** Returns the whole text, when the stream has ended; fails when it does. */
  public CompletionStage<String> whole() {
    return whole;
  }

  public synchronized String text() {
    return text.toString();
  }

  public @Nullable Throwable failure() {
    return failure;
  }

  public void cancel() {
    Objects.requireNonNull(source).cancel();
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    source = subscription;
    subscription.request(1);
  }

  @Override
  public void onNext(ByteBuffer buffer) {
    synchronized (this) {
      text.append(StandardCharsets.ISO_8859_1.decode(buffer));
    }
    Objects.requireNonNull(source).request(1);
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
}
