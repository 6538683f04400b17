package io.apigw.integration.transport;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Takes one buffer at a time, when the test says so. */
final class Paused implements Flow.Subscriber<ByteBuffer> {

  private final BlockingQueue<ByteBuffer> buffers = new LinkedBlockingQueue<>();
  private volatile Flow.@Nullable Subscription source;

  /** Takes some buffers, no more than are there. */
  void take(int most) throws InterruptedException {
    for (int i = 0; i < most; i++) {
      Objects.requireNonNull(source).request(1);
      if (buffers.poll(10, TimeUnit.SECONDS) == null) {
        throw new AssertionError("expected a buffer but none came");
      }
      if (!buffers.isEmpty()) {
        throw new AssertionError("expected one buffer but there were more");
      }
    }
  }

  void cancel() {
    Objects.requireNonNull(source).cancel();
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    source = subscription;
  }

  @Override
  public void onNext(ByteBuffer buffer) {
    buffers.add(buffer);
  }

  @Override
  public void onError(Throwable failure) {}

  @Override
  public void onComplete() {}
}
