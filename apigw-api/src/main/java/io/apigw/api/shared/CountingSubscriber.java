package io.apigw.api.shared;

import io.apigw.api.shared.MeteredStream.Meter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tells a meter of the bytes on their way to a subscriber. */
final class CountingSubscriber implements Flow.Subscriber<ByteBuffer>, Flow.Subscription {

  /** Stands for the subscription of a stream that never began. */
  private static final Flow.Subscription NONE = new Flow.Subscription() {
    @Override
    public void request(long n) {}

    @Override
    public void cancel() {}
  };

  private final Flow.Subscriber<? super ByteBuffer> target;
  private final Meter meter;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile boolean stopped;
  private Flow.Subscription source = NONE;

  CountingSubscriber(Flow.Subscriber<? super ByteBuffer> target, Meter meter) {
    this.target = target;
    this.meter = meter;
  }

  /** Subscribes; a publisher that throws instead is a failed stream. */
  void subscribeTo(Flow.Publisher<ByteBuffer> publisher) {
    try {
      publisher.subscribe(this);
    } catch (RuntimeException | Error refused) {
      if (source == NONE) {
        target.onSubscribe(this);
      }
      onError(refused);
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    source = subscription;
    target.onSubscribe(this);
  }

  @Override
  public void onNext(ByteBuffer buffer) {
    if (stopped) {
      return;
    }
    try {
      meter.pass(buffer.remaining());
    } catch (IOException objection) {
      source.cancel();
      onError(objection);
      return;
    }
    target.onNext(buffer);
  }

  @Override
  public void onError(Throwable failure) {
    if (!stopped) {
      stopped = true;
      end(false);
      target.onError(failure);
    }
  }

  @Override
  public void onComplete() {
    if (!stopped) {
      stopped = true;
      end(true);
      target.onComplete();
    }
  }

  @Override
  public void request(long n) {
    source.request(n);
  }

  @Override
  public void cancel() {
    source.cancel();
    end(false);
  }

  private void end(boolean whole) {
    if (ended.compareAndSet(false, true)) {
      meter.end(whole);
    }
  }
}
