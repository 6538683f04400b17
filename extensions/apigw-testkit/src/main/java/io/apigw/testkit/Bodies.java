package io.apigw.testkit;

import io.apigw.api.Body;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Collects bodies without a bound, as only tests may. */
final class Bodies {

  private Bodies() {}

  /** The body in memory, once all of its bytes are there. */
  static CompletionStage<Body> collect(Body body) {
    if (!body.streamed()) {
      return CompletableFuture.completedFuture(body);
    }
    Collector collector = new Collector();
    body.publisher().subscribe(collector);
    return collector.whole;
  }

  private static final class Collector implements Flow.Subscriber<ByteBuffer> {

    private final CompletableFuture<Body> whole = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer buffer) {
      byte[] part = new byte[buffer.remaining()];
      buffer.get(part);
      bytes.writeBytes(part);
    }

    @Override
    public void onError(Throwable fault) {
      whole.completeExceptionally(fault);
    }

    @Override
    public void onComplete() {
      whole.complete(Body.bytes(bytes.toByteArray()));
    }
  }
}
