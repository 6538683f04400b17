package io.apigw.api.shared;

import io.apigw.api.Body;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Takes a streamed body into memory, up to a limit. Memory grows with what has come, not with what was announced, and
 * many small pieces cost no more than a few large ones.
 */
public final class BodyCollector implements Flow.Subscriber<ByteBuffer> {

  private static final int FIRST_BYTES = 8 * 1024;
  private static final byte[] NONE = {};

  private final int limit;
  private final CompletableFuture<Optional<Body>> result = new CompletableFuture<>();
  private byte[] bytes = NONE;
  private int count;
  private Flow.@Nullable Subscription source;

  private BodyCollector(long limit) {
    this.limit = (int) Math.min(limit, Integer.MAX_VALUE - 8);
  }

  /**
   * Takes a body into memory.
   *
   * @param body a body; one that is no stream is handed back as it is
   * @param limit the most bytes
   * @return the body in memory; empty if it is over the limit: its stream was cancelled then, or never begun where
   *     its length tells. Complete at once for a body that is no stream; else completed by the thread that publishes.
   *     Fails when the stream does, or was taken before
   */
  public static CompletionStage<Optional<Body>> collect(Body body, long limit) {
    if (body.length().orElse(0) > limit) {
      body.discard();
      return CompletableFuture.completedFuture(Optional.empty());
    }
    if (!body.streamed()) {
      return CompletableFuture.completedFuture(Optional.of(body));
    }
    BodyCollector collector = new BodyCollector(limit);
    try {
      body.publisher().subscribe(collector);
    } catch (RuntimeException refused) {
      collector.onError(refused);
    }
    return collector.result;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    if (source != null || result.isDone()) {
      subscription.cancel();
      return;
    }
    source = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(ByteBuffer buffer) {
    if (result.isDone()) {
      return;
    }
    int more = buffer.remaining();
    if (more > limit - count) {
      giveUp();
      return;
    }
    if (more > bytes.length - count) {
      bytes = Arrays.copyOf(bytes, roomFor(count + more));
    }
    buffer.get(bytes, count, more);
    count += more;
  }

  @Override
  public void onError(Throwable failure) {
    bytes = NONE;
    result.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    if (!result.isDone()) {
      Body body = Body.bytes(ByteBuffer.wrap(bytes, 0, count));
      bytes = NONE;
      result.complete(Optional.of(body));
    }
  }

  private void giveUp() {
    bytes = NONE;
    if (source != null) {
      source.cancel();
    }
    result.complete(Optional.empty());
  }

  private int roomFor(int needed) {
    long doubled = Math.max(FIRST_BYTES, 2L * bytes.length);
    return (int) Math.max(needed, Math.min(doubled, limit));
  }
}
