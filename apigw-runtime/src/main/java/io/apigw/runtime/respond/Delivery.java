package io.apigw.runtime.respond;

import io.apigw.api.Body;
import io.apigw.api.Response;
import io.apigw.runtime.monitor.Monitor;
import io.apigw.runtime.monitor.Recording;
import io.apigw.runtime.route.Routed;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/**
 * Ends the record of a request: at once when the body is in memory, else when its stream has been delivered, has
 * failed, or was cancelled.
 */
final class Delivery {

  private Delivery() {}

  static Response of(Routed routed, Response response, Monitor everyRequest) {
    Body body = response.body();
    if (!body.streamed()) {
      end(routed, everyRequest, response.status(), body.length().orElse(0), false);
      return response;
    }
    Flow.Publisher<ByteBuffer> watched = client ->
        body.publisher().subscribe(new Watched(client, routed, everyRequest, response.status()));
    long length = body.length().orElse(-1);
    return response.withBody(length < 0 ? Body.stream(watched) : Body.stream(watched, length));
  }

  private static void end(
      Routed routed, Monitor everyRequest, int status, long bytes, boolean aborted) {
    Recording record = routed.record();
    record.finished(status, bytes, aborted);
    routed.stage().monitor().finished(record);
    everyRequest.finished(record);
  }

  /** Counts the bytes on their way to the client. */
  private static final class Watched implements Flow.Subscriber<ByteBuffer>, Flow.Subscription {

    private final Flow.Subscriber<? super ByteBuffer> client;
    private final Routed routed;
    private final Monitor everyRequest;
    private final int status;
    private long bytes;
    private boolean ended;
    private Flow.Subscription source = this;

    Watched(
        Flow.Subscriber<? super ByteBuffer> client,
        Routed routed,
        Monitor everyRequest,
        int status) {
      this.client = client;
      this.routed = routed;
      this.everyRequest = everyRequest;
      this.status = status;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      source = subscription;
      client.onSubscribe(this);
    }

    @Override
    public void onNext(ByteBuffer buffer) {
      bytes += buffer.remaining();
      client.onNext(buffer);
    }

    @Override
    public void onError(Throwable failure) {
      end(true);
      client.onError(failure);
    }

    @Override
    public void onComplete() {
      end(false);
      client.onComplete();
    }

    @Override
    public void request(long n) {
      source.request(n);
    }

    @Override
    public void cancel() {
      source.cancel();
      end(true);
    }

    private void end(boolean aborted) {
      synchronized (this) {
        if (ended) {
          return;
        }
        ended = true;
      }
      Delivery.end(routed, everyRequest, status, bytes, aborted);
    }
  }
}
