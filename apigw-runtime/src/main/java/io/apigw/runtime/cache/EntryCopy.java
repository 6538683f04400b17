package io.apigw.runtime.cache;

import io.apigw.api.Body;
import io.apigw.api.Response;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/**
 * Copies a response's body while it streams to the client; the copy is dropped when it grows beyond AWS's limit of an
 * entry, when the stream fails, and when the client goes away.
 */
final class EntryCopy {

  /** AWS: a cached response has at most 1 048 576 bytes. */
  private static final int MOST_BYTES = 1_048_576;

  private EntryCopy() {}

  /** Returns the response to send; hands the entry to the store at once, or when the stream has ended. */
  static Response of(Response response, Consumer<Response> store) {
    Body body = response.body();
    if (!body.streamed()) {
      if (body.collected() && body.length().orElse(0) <= MOST_BYTES) {
        store.accept(response);
      }
      return response;
    }
    long length = body.length().orElse(-1);
    if (length > MOST_BYTES) {
      return response;
    }
    Flow.Publisher<ByteBuffer> copying =
        subscriber -> body.publisher().subscribe(new Copying(subscriber, response, length, store));
    return response.withBody(length < 0 ? Body.stream(copying) : Body.stream(copying, length));
  }

  private static final class Copying implements Flow.Subscriber<ByteBuffer> {

    private final Flow.Subscriber<? super ByteBuffer> client;
    private final Response response;
    private final long length;
    private final Consumer<Response> store;
    private ByteArrayOutputStream copy = new ByteArrayOutputStream();
    private boolean tooLong;

    Copying(
        Flow.Subscriber<? super ByteBuffer> client,
        Response response,
        long length,
        Consumer<Response> store) {
      this.client = client;
      this.response = response;
      this.length = length;
      this.store = store;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      client.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer buffer) {
      keep(buffer.duplicate());
      client.onNext(buffer);
    }

    @Override
    public void onError(Throwable failure) {
      client.onError(failure);
    }

    @Override
    public void onComplete() {
      if (!tooLong && (length < 0 || length == copy.size())) {
        store.accept(response.withBody(Body.bytes(copy.toByteArray())));
      }
      client.onComplete();
    }

    private void keep(ByteBuffer bytes) {
      if (tooLong) {
        return;
      }
      if (copy.size() + bytes.remaining() > MOST_BYTES) {
        tooLong = true;
        copy = new ByteArrayOutputStream(0);
        return;
      }
      byte[] chunk = new byte[bytes.remaining()];
      bytes.get(chunk);
      copy.write(chunk, 0, chunk.length);
    }
  }
}
