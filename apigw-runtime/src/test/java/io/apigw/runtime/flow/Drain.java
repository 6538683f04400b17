package io.apigw.runtime.flow;

import io.apigw.api.Body;
import io.apigw.api.Response;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** Counts the bytes of a body, as a function does that reads it as it comes, and answers with their number. */
final class Drain implements Flow.Subscriber<ByteBuffer> {

  private final CompletableFuture<Response> answer;
  private long bytes;

  private Drain(CompletableFuture<Response> answer) {
    this.answer = answer;
  }

  static void of(Body body, CompletableFuture<Response> answer) {
    body.publisher().subscribe(new Drain(answer));
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(ByteBuffer buffer) {
    bytes += buffer.remaining();
  }

  @Override
  public void onError(Throwable failure) {
    answer.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    answer.complete(Response.text(200, String.valueOf(bytes)));
  }
}
