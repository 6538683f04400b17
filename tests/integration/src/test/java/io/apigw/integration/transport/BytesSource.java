package io.apigw.integration.transport;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A stream that a test feeds. */
final class BytesSource implements Flow.Publisher<ByteBuffer>, Flow.Subscription {

  private volatile Flow.@Nullable Subscriber<? super ByteBuffer> target;
  private volatile boolean cancelled;
  private final CountDownLatch begun = new CountDownLatch(1);

  public boolean taken() {
    return target != null;
  }

  /** Waits until somebody asks for bytes. */
  public BytesSource awaitTaken() throws InterruptedException {
    if (!begun.await(10, TimeUnit.SECONDS)) {
      throw new AssertionError("nobody has asked for bytes");
    }
    return this;
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
  public void request(long n) {
    begun.countDown();
  }

  @Override
  public void cancel() {
    cancelled = true;
  }

  private Flow.Subscriber<? super ByteBuffer> target() {
    return Objects.requireNonNull(target, "nobody has subscribed");
  }
}
