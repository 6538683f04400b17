package io.apigw.auth;

import io.apigw.api.Body;
import io.apigw.api.Cancellable;
import io.apigw.api.Headers;
import io.apigw.api.engine.EngineContext;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.api.integrate.TransportResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Gets a small document: 200, whole within its time, no longer than its limit, or nothing. */
final class Fetch {

  /** AWS's, for discovery and for keys each. */
  static final Duration TIME = Duration.ofMillis(1500);

  /** AWS's, for keys; for discovery too here. */
  static final int MAX_BYTES = 150_000;

  private final FetchExecutor executor;
  private final CompletableFuture<Checked<byte[]>> done = new CompletableFuture<>();

  private Fetch(EngineContext context) {
    this.executor = new FetchExecutor(context.background());
  }

  /** The document, or what went wrong as detail for the log; never fails. */
  static CompletionStage<Checked<byte[]>> get(EngineContext context, HttpAddress address) {
    Fetch fetch = new Fetch(context);
    Cancellable timer = context.clock().schedule(fetch::tooLate, TIME);
    fetch.send(context, address);
    return fetch.done.whenComplete((document, fault) -> timer.cancel());
  }

  private void send(EngineContext context, HttpAddress address) {
    Headers headers = Headers.of("accept", "application/json", "accept-encoding", "identity");
    TransportRequest request = new TransportRequest(
        "GET", address.origin(), address.target(), headers, Body.empty(), TIME);
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
    if (fail("no whole reply within " + TIME.toMillis() + " ms")) {
      executor.cancel();
    }
  }

  private boolean fail(String detail) {
    return done.complete(Checked.bad("", detail));
  }
}
