package io.apigw.runtime.transform;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A stream that a test feeds. */
public final class BytesSource implements Flow.Publisher<ByteBuffer>, Flow.Subscription {

  private volatile Flow.@Nullable Subscriber<? super ByteBuffer> target;
  private volatile boolean cancelled;

  public boolean taken() {
    return target != null;
  }

  public boolean cancelled() {
    return cancelled;
  }

  public BytesSource give(String text) {
    target().onNext(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  public void end() {
    target().onComplete();
  }

  public void fail(Throwable fault) {
    target().onError(fault);
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    target = subscriber;
    subscriber.onSubscribe(this);
  }

  @Override
  public void request(long n) {}

  @Override
  public void cancel() {
    cancelled = true;
  }

  private Flow.Subscriber<? super ByteBuffer> target() {
    return Objects.requireNonNull(target, "nobody has subscribed");
  }
}
