package io.apigw.runtime.embedded;

import io.apigw.api.Body;
import io.apigw.api.RequestExecutor;
import io.apigw.api.integrate.TransportResult.Failure;
import io.apigw.api.integrate.TransportResult.Kind;
import io.apigw.api.shared.IdleWatch;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request on its way to the back end, as fast as that takes it. Tells when the last byte was handed over,
 * and whether it was the client's side that failed.
 */
final class JdkRequestBody implements HttpRequest.BodyPublisher, IdleWatch.Watched {

  private final Body body;
  private final Runnable onSent;
  private final Consumer<Failure> onStandstill;
  private final AtomicBoolean taken = new AtomicBoolean();
  private final AtomicLong demand = new AtomicLong();
  private final AtomicLong moves = new AtomicLong();

  private volatile Flow.@Nullable Subscription source;
  private volatile @Nullable Throwable failure;
  private volatile boolean done;

  JdkRequestBody(Body body, Runnable onSent, Consumer<Failure> onStandstill) {
    this.body = body;
    this.onSent = onSent;
    this.onStandstill = onStandstill;
  }

  @Override
  public long contentLength() {
    return body.lengthOr(-1);
  }

  /** The client sends some requests twice; a stream can be sent once. */
  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> client) {
    if (!body.streamed()) {
      body.publisher().subscribe(client);
    } else if (taken.compareAndSet(false, true) && !done) {
      body.publisher().subscribe(new Relay(client));
    } else {
      client.onSubscribe(new Nothing());
      client.onError(new IOException("request body: a stream cannot be sent again"));
    }
  }

  /** Returns why the client's side failed; null if it has not. */
  @Nullable
  Throwable failure() {
    return failure;
  }

  /** Fails the request when its body stands still. */
  void watch(RequestExecutor executor) {
    var unused = IdleWatch.start(executor, IdleWatch.STANDARD, this);
  }

  @Override
  public long moves() {
    return moves.get();
  }

  @Override
  public boolean awaited() {
    return true;
  }

  @Override
  public boolean done() {
    return done;
  }

  @Override
  public void standstill() {
    boolean waitingForClient = demand.get() > 0;
    onStandstill.accept(
        waitingForClient
            ? new Failure(Kind.REQUEST_BODY, "the client has stopped sending")
            : new Failure(Kind.TIMEOUT, "the back end has stopped taking the request's body"));
  }

  /** Gives up what has not been sent. */
  void abandon() {
    done = true;
    Flow.Subscription subscription = source;
    if (subscription != null) {
      subscription.cancel();
    } else if (taken.compareAndSet(false, true)) {
      body.discard();
    }
  }

  private final class Relay implements Flow.Subscriber<ByteBuffer>, Flow.Subscription {

    private final Flow.Subscriber<? super ByteBuffer> client;

    Relay(Flow.Subscriber<? super ByteBuffer> client) {
      this.client = client;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      source = subscription;
      if (done) {
        subscription.cancel();
      }
      client.onSubscribe(this);
    }

    @Override
    public void onNext(ByteBuffer buffer) {
      demand.decrementAndGet();
      moves.incrementAndGet();
      client.onNext(buffer);
    }

    @Override
    public void onError(Throwable fault) {
      failure = fault;
      done = true;
      client.onError(fault);
    }

    @Override
    public void onComplete() {
      done = true;
      onSent.run();
      client.onComplete();
    }

    @Override
    public void request(long n) {
      demand.addAndGet(n);
      moves.incrementAndGet();
      Flow.Subscription subscription = source;
      if (subscription != null) {
        subscription.request(n);
      }
    }

    @Override
    public void cancel() {
      abandon();
    }
  }

  private static final class Nothing implements Flow.Subscription {
    @Override
    public void request(long n) {}

    @Override
    public void cancel() {}
  }
}
