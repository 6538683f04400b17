package io.apigw.testkit.host;

import io.apigw.testkit.Eventually;
import io.apigw.testkit.PatternBytes;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/** Takes pattern bytes when the test asks for them. */
final class Checking implements Flow.Subscriber<ByteBuffer> {

  final PatternBytes.Check check = new PatternBytes.Check();
  final AtomicLong buffers = new AtomicLong();
  final CompletableFuture<Long> whole = new CompletableFuture<>();
  private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

  /** Asks for buffers, once there is somebody to ask. */
  void ask(long n) {
    Eventually.valueOf("the subscription", subscription).request(n);
  }

  void takeAll() {
    ask(Long.MAX_VALUE);
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription.complete(given);
  }

  @Override
  public void onNext(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    try {
      check.take(bytes);
    } catch (AssertionError wrong) {
      whole.completeExceptionally(wrong);
    }
    buffers.incrementAndGet();
  }

  @Override
  public void onError(Throwable fault) {
    whole.completeExceptionally(fault);
  }

  @Override
  public void onComplete() {
    whole.complete(check.position());
  }
}
