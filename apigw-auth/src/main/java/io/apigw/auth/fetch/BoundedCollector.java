package io.apigw.auth.fetch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** Collects a body, and turns away what is longer than its limit. */
final class BoundedCollector implements Flow.Subscriber<ByteBuffer> {

  private final int limit;
  private final FetchExecutor fetch;
  private final CompletableFuture<Checked<byte[]>> done;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  BoundedCollector(int limit, FetchExecutor fetch, CompletableFuture<Checked<byte[]>> done) {
    this.limit = limit;
    this.fetch = fetch;
    this.done = done;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    fetch.onCancel(subscription::cancel);
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(ByteBuffer buffer) {
    if (done.isDone()) {
      return;
    }
    if (bytes.size() + buffer.remaining() > limit) {
      done.complete(Checked.bad("", "a reply of more than " + limit + " bytes"));
      fetch.cancel();
      return;
    }
    byte[] more = new byte[buffer.remaining()];
    buffer.get(more);
    bytes.writeBytes(more);
  }

  @Override
  public void onError(Throwable failure) {
    done.complete(Checked.bad("", "a reply that broke off"));
  }

  @Override
  public void onComplete() {
    done.complete(Checked.good(bytes.toByteArray()));
  }
}
