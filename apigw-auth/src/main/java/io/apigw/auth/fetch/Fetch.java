package io.apigw.auth.fetch;

import io.apigw.api.Body;
import io.apigw.api.Cancellable;
import io.apigw.api.Headers;
import io.apigw.api.JsonValue;
import io.apigw.api.RequestExecutor;
import io.apigw.api.engine.EngineContext;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.api.integrate.TransportResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Gets a small document: 200, whole within its time, no longer than its limit, or nothing. */
public final class Fetch {

  /** AWS's, for discovery and for keys each. */
  static final Duration TIME = Duration.ofMillis(1500);

  /** AWS's, for keys; for discovery too here, and for what a remote authorizer answers. */
  static final int MAX_BYTES = 150_000;

  private static final Headers ACCEPTED =
      Headers.of("accept", "application/json", "accept-encoding", "identity");

  private final FetchExecutor executor;
  private final Duration time;
  private final CompletableFuture<Checked<byte[]>> done = new CompletableFuture<>();

  private Fetch(RequestExecutor owner, Duration time) {
    this.executor = new FetchExecutor(owner);
    this.time = time;
  }

  /** The document, or what went wrong as detail for the log; never fails. */
  public static CompletionStage<Checked<byte[]>> get(EngineContext context, HttpAddress address) {
    return new Fetch(context.background(), TIME)
        .run(
            context,
            new TransportRequest(
                "GET", address.origin(), address.target(), ACCEPTED, Body.empty(), TIME));
  }

  /**
   * The answer to a document, or what went wrong as detail for the log; never fails.
   *
   * @param owner for whom it is asked; when they are gone, nobody is
   * @param time how long the whole answer may take
   */
  public static CompletionStage<Checked<byte[]>> post(
      EngineContext context,
      RequestExecutor owner,
      HttpAddress address,
      JsonValue document,
      Duration time) {
    Fetch fetch = new Fetch(owner, time);
    owner.onCancel(fetch.executor::cancel);
    return fetch.run(
        context,
        new TransportRequest(
            "POST",
            address.origin(),
            address.target(),
            ACCEPTED.withAdded("content-type", "application/json"),
            Body.json(document.toString()),
            time));
  }

  private CompletionStage<Checked<byte[]>> run(EngineContext context, TransportRequest request) {
    Cancellable timer = context.clock().schedule(this::tooLate, time);
    send(context, request);
    return done.whenComplete((document, fault) -> timer.cancel());
  }

  private void send(EngineContext context, TransportRequest request) {
    try {
      var unused = context.transport().send(request, executor).whenComplete((result, fault) -> {
        if (fault == null) {
          result.match(this::reply, failure -> fail(failure.kind() + " " + failure.detail()));
        } else {
          fail(fault.toString());
        }
      });
    } catch (RuntimeException fault) {
      fail(fault.toString());
    }
  }

  private boolean reply(TransportResult.Reply reply) {
    if (done.isDone() || reply.status() != 200) {
      reply.body().discard();
      return fail("status " + reply.status());
    }
    if (reply.body().lengthOr(0) > MAX_BYTES) {
      reply.body().discard();
      return fail("a reply of more than " + MAX_BYTES + " bytes");
    }
    reply.body().publisher().subscribe(new BoundedCollector(MAX_BYTES, executor, done));
    return true;
  }

  private void tooLate() {
    if (fail("no whole reply within " + time.toMillis() + " ms")) {
      executor.cancel();
    }
  }

  private boolean fail(String detail) {
    return done.complete(Checked.bad("", detail));
  }
}
