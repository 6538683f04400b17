package io.apigw.runtime.transform;

import io.apigw.api.Body;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Counts the bytes of a stream whose length nobody has told: beyond the limit its source is cancelled and the stream
 * fails. A known length was checked before ({@code route} does so for requests), and such a stream is left alone, so
 * that a host finds its own publisher again.
 */
final class PayloadLimit implements Flow.Publisher<ByteBuffer> {

  private final Body body;
  private final long limit;
  private volatile boolean exceeded;

  private PayloadLimit(Body body, long limit) {
    this.body = body;
    this.limit = limit;
  }

  /** Returns whether a body is known to be longer than the limit. */
  static boolean over(Body body, long limit) {
    return body.length().orElse(0) > limit;
  }

  /** Returns the limit of a stream of unknown length; null for any other body. */
  static @Nullable PayloadLimit of(Body body, long limit) {
    return body.streamed() && body.length().isEmpty() ? new PayloadLimit(body, limit) : null;
  }

  /** Returns the stream that fails beyond the limit. */
  Body limited() {
    return Body.stream(this);
  }

  /** Returns whether the stream has failed because it was too long; may be asked on any thread. */
  boolean exceeded() {
    return exceeded;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    body.publisher().subscribe(new Counting(subscriber));
  }

  private final class Counting implements Flow.Subscriber<ByteBuffer> {

    private final Flow.Subscriber<? super ByteBuffer> target;
    private Flow.@Nullable Subscription source;
    private long left = limit;

    Counting(Flow.Subscriber<? super ByteBuffer> target) {
      this.target = target;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      source = subscription;
      target.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer buffer) {
      if (exceeded) {
        return;
      }
      left -= buffer.remaining();
      if (left >= 0) {
        target.onNext(buffer);
        return;
      }
      exceeded = true;
      if (source != null) {
        source.cancel();
      }
      target.onError(new IOException("body: expected at most " + limit + " bytes but was more"));
    }

    @Override
    public void onError(Throwable failure) {
      if (!exceeded) {
        target.onError(failure);
      }
    }

    @Override
    public void onComplete() {
      if (!exceeded) {
        target.onComplete();
      }
    }
  }
}
