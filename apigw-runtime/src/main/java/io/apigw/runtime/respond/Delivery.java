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

  /** The status of a record whose client went away before there was an answer; nobody gets it. */
  private static final int CLIENT_GONE = 499;

  private Delivery() {}

  static Response of(Routed routed, Response response, Monitor everyRequest) {
    Body body = response.body();
    if (routed.record().isClientGone()) {
      body.discard();
      end(routed, everyRequest, CLIENT_GONE, 0, true);
      return response.withBody(Body.empty());
    }
    if (!body.streamed()) {
      end(routed, everyRequest, response.status(), body.length().orElse(0), false);
      return response;
    }
    Flow.Publisher<ByteBuffer> watched =
        client -> new Watched(client, routed, everyRequest, response.status()).subscribeTo(body);
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

  /** Stands for the subscription of a stream that never began. */
  private static final Flow.Subscription NONE = new Flow.Subscription() {
    @Override
    public void request(long n) {}

    @Override
    public void cancel() {}
  };

  /** Counts the bytes on their way to the client. */
  private static final class Watched implements Flow.Subscriber<ByteBuffer>, Flow.Subscription {

    private final Flow.Subscriber<? super ByteBuffer> client;
    private final Routed routed;
    private final Monitor everyRequest;
    private final int status;
    private long bytes;
    private boolean ended;
    private Flow.Subscription source = NONE;

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

    /** A publisher that throws instead has failed. */
    void subscribeTo(Body body) {
      try {
        body.publisher().subscribe(this);
      } catch (Throwable refused) {
        if (source == NONE) {
          client.onSubscribe(this);
        }
        onError(refused);
      }
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
