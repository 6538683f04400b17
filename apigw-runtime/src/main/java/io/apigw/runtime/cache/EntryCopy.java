package io.apigw.runtime.cache;

import io.apigw.api.Body;
import io.apigw.api.Response;
import io.apigw.runtime.body.BodyHold;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Copies a response's body while it streams to the client; the copy is dropped when it grows beyond AWS's limit of an
 * entry, when there is no memory for it, when the stream fails, and when the client goes away.
 */
final class EntryCopy {

  /** AWS: a cached response has at most 1 048 576 bytes. */
  private static final int MOST_BYTES = 1_048_576;

  private EntryCopy() {}

  /**
   * Returns the response to send.
   *
   * @param response what the client gets
   * @param memory makes the hold of a copy
   * @param store takes the entry at once, or when the stream has ended
   */
  static Response of(Response response, Supplier<BodyHold> memory, Consumer<Response> store) {
    Body body = response.body();
    long length = body.lengthOr(-1);
    if (!body.streamed()) {
      if (body.collected() && length <= MOST_BYTES) {
        store.accept(response);
      }
      return response;
    }
    if (length > MOST_BYTES) {
      return response;
    }
    Flow.Publisher<ByteBuffer> copying = subscriber -> body.publisher()
        .subscribe(new Copying(subscriber, response, new Copy(memory.get()), store));
    return response.withBody(length < 0 ? Body.stream(copying) : Body.stream(copying, length));
  }

  /** The bytes so far, unless they were given up. */
  private static final class Copy {

    private final BodyHold hold;
    private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean dropped;

    Copy(BodyHold hold) {
      this.hold = hold;
    }

    void add(ByteBuffer more) {
      if (dropped) {
        return;
      }
      if (bytes.size() + more.remaining() > MOST_BYTES || !hold.lend(more.remaining())) {
        drop();
        return;
      }
      byte[] chunk = new byte[more.remaining()];
      more.get(chunk);
      bytes.write(chunk, 0, chunk.length);
    }

    boolean whole(long length) {
      return !dropped && (length < 0 || length == bytes.size());
    }

    Body body() {
      return Body.bytes(bytes.toByteArray());
    }

    void drop() {
      dropped = true;
      bytes = new ByteArrayOutputStream(0);
      hold.release();
    }
  }

  private static final class Copying implements Flow.Subscriber<ByteBuffer> {

    private final Flow.Subscriber<? super ByteBuffer> client;
    private final Response response;
    private final Copy copy;
    private final Consumer<Response> store;

    Copying(
        Flow.Subscriber<? super ByteBuffer> client,
        Response response,
        Copy copy,
        Consumer<Response> store) {
      this.client = client;
      this.response = response;
      this.copy = copy;
      this.store = store;
    }

    /** The client's cancellation goes past: the end of the request frees the copy. */
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      client.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer buffer) {
      copy.add(buffer.duplicate());
      client.onNext(buffer);
    }

    @Override
    public void onError(Throwable failure) {
      copy.drop();
      client.onError(failure);
    }

    @Override
    public void onComplete() {
      if (copy.whole(response.body().lengthOr(-1))) {
        store.accept(response.withBody(copy.body()));
      }
      copy.drop();
      client.onComplete();
    }
  }
}
