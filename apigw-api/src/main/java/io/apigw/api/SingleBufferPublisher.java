package io.apigw.api;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/** Publishes bytes that are in memory, as one buffer, to any number of subscribers. */
final class SingleBufferPublisher implements Flow.Publisher<ByteBuffer> {

  private final ByteBuffer buffer;

  SingleBufferPublisher(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    if (buffer.hasRemaining()) {
      subscriber.onSubscribe(new OneBuffer(buffer.duplicate(), subscriber));
    } else {
      subscriber.onSubscribe(new OneBuffer(buffer, subscriber, true));
      subscriber.onComplete();
    }
  }

  private static final class OneBuffer implements Flow.Subscription {

    private final ByteBuffer buffer;
    private final Flow.Subscriber<? super ByteBuffer> subscriber;
    private final AtomicBoolean done;

    OneBuffer(ByteBuffer buffer, Flow.Subscriber<? super ByteBuffer> subscriber) {
      this(buffer, subscriber, false);
    }

    OneBuffer(ByteBuffer buffer, Flow.Subscriber<? super ByteBuffer> subscriber, boolean done) {
      this.buffer = buffer;
      this.subscriber = subscriber;
      this.done = new AtomicBoolean(done);
    }

    @Override
    public void request(long n) {
      if (!done.compareAndSet(false, true)) {
        return;
      }
      if (n <= 0) {
        subscriber.onError(new IllegalArgumentException("n: expected 1 or more but was " + n));
        return;
      }
      subscriber.onNext(buffer);
      subscriber.onComplete();
    }

    @Override
    public void cancel() {
      done.set(true);
    }
  }
}
