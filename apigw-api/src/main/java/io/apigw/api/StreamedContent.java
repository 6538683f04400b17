package io.apigw.api;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/** A stream that is taken at most once. */
final class StreamedContent {

  private final Flow.Publisher<ByteBuffer> publisher;
  private final long length;
  private final AtomicBoolean taken = new AtomicBoolean();

  StreamedContent(Flow.Publisher<ByteBuffer> publisher, long length) {
    this.publisher = publisher;
    this.length = length;
  }

  /** The number of bytes, or -1 when unknown. */
  long length() {
    return length;
  }

  Flow.Publisher<ByteBuffer> take() {
    if (!taken.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "body: expected a stream that was not taken before; a stream is read once");
    }
    return publisher;
  }

  void discard() {
    if (taken.compareAndSet(false, true)) {
      publisher.subscribe(new CancellingSubscriber());
    }
  }

  /** Subscribes only to cancel. */
  private static final class CancellingSubscriber implements Flow.Subscriber<ByteBuffer> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.cancel();
    }

    @Override
    public void onNext(ByteBuffer buffer) {}

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {}
  }
}
