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
 * Takes one streamed body into memory, up to a limit. Memory grows with what has come, not with what was announced, and
 * many small pieces cost no more than a few large ones. The stream's signals come one after another; {@link #cancel} may
 * come from any thread.
 */
public final class BodyCollector implements Flow.Subscriber<ByteBuffer>, IdleWatch.Watched {

  private static final int FIRST_BYTES = 8 * 1024;
  private static final byte[] NONE = {};

  private final int limit;
  private final Lender lender;
  private final CompletableFuture<Optional<Body>> result = new CompletableFuture<>();
  private byte[] bytes = NONE;
  private int count;
  private volatile long moves;
  private Flow.@Nullable Subscription source;

  private BodyCollector(long limit, Lender lender) {
    this.limit = (int) Math.min(limit, Integer.MAX_VALUE - 8);
    this.lender = lender;
  }

  /** Who says whether there is memory for more of a body. */
  @FunctionalInterface
  public interface Lender {

    /**
     * Asks for memory before it is taken; on the thread that publishes.
     *
     * @param more how many bytes the body needs beyond those it has
     * @return whether they may be taken; if not, the body is given up
     */
    boolean lend(int more);

    /**
     * Takes back what the body has turned out not to need.
     *
     * @param less how many of the bytes that were lent
     */
    default void giveBack(int less) {}
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
    return of(limit, more -> true).take(body);
  }

  /**
   * Returns a collector for one body.
   *
   * @param limit the most bytes
   * @param lender who says whether there is memory for them; where it says no, the stream is cancelled and the result
   *     fails
   */
  public static BodyCollector of(long limit, Lender lender) {
    return new BodyCollector(limit, lender);
  }

  /** Takes the body into memory, as {@link #collect} does; called once. */
  public CompletionStage<Optional<Body>> take(Body body) {
    if (body.lengthOr(0) > limit) {
      body.discard();
      return CompletableFuture.completedFuture(Optional.empty());
    }
    if (!body.streamed()) {
      return CompletableFuture.completedFuture(Optional.of(body));
    }
    try {
      body.publisher().subscribe(this);
    } catch (RuntimeException refused) {
      onError(refused);
    }
    return result;
  }

  /** Gives the body up, if it is not there yet: its stream is cancelled, and the result fails with the reason. */
  public void cancel(Throwable why) {
    if (result.completeExceptionally(why)) {
      end();
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    if (begun(subscription)) {
      subscription.request(Long.MAX_VALUE);
    } else {
      subscription.cancel();
    }
  }

  @Override
  public void onNext(ByteBuffer buffer) {
    Taken taken = keep(buffer);
    if (taken == Taken.TOO_MUCH && result.complete(Optional.empty())) {
      end();
    } else if (taken == Taken.NO_MEMORY) {
      cancel(new IllegalStateException("body: expected memory for it but there was none to lend"));
    }
  }

  @Override
  public void onError(Throwable failure) {
    forget();
    result.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    if (!result.isDone()) {
      result.complete(Optional.of(whole()));
    }
  }

  @Override
  public long moves() {
    return moves;
  }

  @Override
  public boolean awaited() {
    return true;
  }

  @Override
  public boolean done() {
    return result.isDone();
  }

  @Override
  public void standstill() {
    cancel(new IllegalStateException("body: expected more of it but nothing came"));
  }

  private enum Taken {
    KEPT,
    TOO_MUCH,
    NO_MEMORY
  }

  private synchronized boolean begun(Flow.Subscription subscription) {
    if (source != null || result.isDone()) {
      return false;
    }
    source = subscription;
    return true;
  }

  private synchronized Taken keep(ByteBuffer buffer) {
    if (result.isDone()) {
      return Taken.KEPT;
    }
    int more = buffer.remaining();
    if (more > limit - count) {
      return Taken.TOO_MUCH;
    }
    if (more > bytes.length - count) {
      int room = roomFor(count + more);
      if (!lender.lend(room - bytes.length)) {
        return Taken.NO_MEMORY;
      }
      bytes = Arrays.copyOf(bytes, room);
    }
    buffer.get(bytes, count, more);
    count += more;
    moves = count;
    return Taken.KEPT;
  }

  private synchronized Body whole() {
    Body body = Body.bytes(ByteBuffer.wrap(bytes, 0, count));
    lender.giveBack(bytes.length - count);
    bytes = NONE;
    return body;
  }

  private void end() {
    Flow.Subscription begun = forget();
    if (begun != null) {
      begun.cancel();
    }
  }

  private synchronized Flow.@Nullable Subscription forget() {
    bytes = NONE;
    return source;
  }

  private int roomFor(int needed) {
    long doubled = Math.max(FIRST_BYTES, 2L * bytes.length);
    return (int) Math.max(needed, Math.min(doubled, limit));
  }
}
