package io.apigw.netty;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** Takes a whole stream. */
final class Collector implements Flow.Subscriber<ByteBuffer> {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final Consumer<String> done;

  Collector(Consumer<String> done) {
    this.done = done;
  }

  CompletableFuture<Throwable> failure() {
    return failure;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(ByteBuffer buffer) {
    byte[] piece = new byte[buffer.remaining()];
    buffer.get(piece);
    bytes.writeBytes(piece);
  }

  @Override
  public void onError(Throwable cause) {
    failure.complete(cause);
  }

  @Override
  public void onComplete() {
    done.accept(bytes.toString(StandardCharsets.ISO_8859_1));
  }
}
