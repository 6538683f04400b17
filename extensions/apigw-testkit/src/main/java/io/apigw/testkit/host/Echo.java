package io.apigw.testkit.host;

import io.apigw.testkit.BytesSource;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Gives what it gets to another stream, once that was taken. */
final class Echo implements Flow.Subscriber<ByteBuffer> {

  private final BytesSource echo;
  private Flow.@Nullable Subscription source;

  Echo(BytesSource echo) {
    this.echo = echo;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    source = subscription;
    var unused = echo.beginning().thenRun(() -> subscription.request(1));
  }

  @Override
  public void onNext(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    echo.give(bytes);
    Flow.Subscription subscription = source;
    if (subscription != null) {
      subscription.request(1);
    }
  }

  @Override
  public void onError(Throwable fault) {
    echo.fail(fault);
  }

  @Override
  public void onComplete() {
    echo.end();
  }
}
