package io.apigw.testkit.host;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Takes a body one buffer after another, and runs something at each and at the end. */
final class Watching implements Flow.Subscriber<ByteBuffer> {

  private final Runnable each;
  private final Runnable end;
  private Flow.@Nullable Subscription source;

  Watching(Runnable each, Runnable end) {
    this.each = each;
    this.end = end;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    source = subscription;
    subscription.request(1);
  }

  @Override
  public void onNext(ByteBuffer buffer) {
    each.run();
    Flow.Subscription subscription = source;
    if (subscription != null) {
      subscription.request(1);
    }
  }

  @Override
  public void onError(Throwable fault) {
    end.run();
  }

  @Override
  public void onComplete() {
    end.run();
  }
}
