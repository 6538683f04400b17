package io.apigw.testkit;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A stream of {@link PatternBytes} that gives pieces exactly as they are asked for, on the thread that asks, and counts
 * them. May be subscribed to once.
 */
public final class PatternSource implements Flow.Publisher<ByteBuffer> {

  private final long length;
  private final int piece;
  private final AtomicLong given = new AtomicLong();
  private final CompletableFuture<Boolean> cancelled = new CompletableFuture<>();

  private PatternSource(long length, int piece) {
    this.length = length;
    this.piece = piece;
  }

  /**
   * Returns a stream.
   *
   * @param length its number of bytes
   * @param piece the number of bytes of each buffer; of the last one maybe fewer
   * @return the stream
   */
  public static PatternSource of(long length, int piece) {
    return new PatternSource(length, piece);
  }

  /**
   * Returns how many bytes have been given.
   *
   * @return the number
   */
  public long given() {
    return given.get();
  }

  /**
   * Returns whether the subscriber has cancelled.
   *
   * @return whether
   */
  public boolean cancelled() {
    return cancelled.isDone();
  }

  /** Waits until the subscriber has cancelled. */
  public void awaitCancelled() {
    Waits.valueOf("the end of the subscription", cancelled);
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    subscriber.onSubscribe(new Giving(subscriber));
  }

  /** Gives in a loop, so that a subscriber that asks within {@code onNext} does not go deeper and deeper. */
  private final class Giving implements Flow.Subscription {

    private final Flow.Subscriber<? super ByteBuffer> subscriber;
    private final AtomicLong wanted = new AtomicLong();
    private boolean over;

    private Giving(Flow.Subscriber<? super ByteBuffer> subscriber) {
      this.subscriber = subscriber;
    }

    @Override
    public void request(long n) {
      if (add(n) == 0) {
        do {
          give();
        } while (!over && !cancelled.isDone() && wanted.decrementAndGet() > 0);
      }
    }

    @Override
    public void cancel() {
      cancelled.complete(true);
    }

    private long add(long n) {
      return wanted.getAndAccumulate(
          n, (had, more) -> had + more < 0 ? Long.MAX_VALUE : had + more);
    }

    private void give() {
      if (over || cancelled.isDone()) {
        return;
      }
      long position = given.get();
      if (position < length) {
        int size = (int) Math.min(piece, length - position);
        given.addAndGet(size);
        subscriber.onNext(ByteBuffer.wrap(PatternBytes.from(position, size)));
      }
      if (given.get() == length && !cancelled.isDone()) {
        over = true;
        subscriber.onComplete();
      }
    }
  }
}
