package io.apigw.runtime.body;

import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.outcome.Question;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.throttle.Admitted;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Takes a step on a worker where the request's body is large, and goes on on the request's thread: nobody else's requests
 * wait for it. A small body is worked on where the request is.
 */
final class Working<R> implements Step<Admitted, R>, Question<Admitted, Outcome<R>, R> {

  /** What takes less time than to hand it over and back. */
  private static final int SMALL_BYTES = 64 * 1024;

  /** Ends the wait for workers that are all held. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Executor workers;
  private final Step<Admitted, R> step;

  Working(Executor workers, Step<Admitted, R> step) {
    this.workers = workers;
    this.step = step;
  }

  @Override
  public Outcome<R> take(Admitted admitted) {
    return admitted.body().lengthOr(0) <= SMALL_BYTES
        ? step.take(admitted)
        : Outcome.when(admitted, this);
  }

  @Override
  public CompletionStage<Outcome<R>> ask(Admitted admitted) {
    CompletableFuture<Outcome<R>> done = new CompletableFuture<>();
    workers.execute(() -> work(admitted, done));
    return done;
  }

  @Override
  public Outcome<R> use(Admitted admitted, Outcome<R> outcome) {
    return outcome;
  }

  @Override
  public Outcome<R> fault(Admitted admitted, Throwable fault) {
    if (fault instanceof RejectedExecutionException) {
      return unavailable("no worker takes the request's body");
    }
    if (fault instanceof Error error) {
      throw error;
    }
    throw fault instanceof RuntimeException thrown ? thrown : new IllegalStateException(fault);
  }

  @Override
  public Outcome<R> late(Admitted admitted) {
    return unavailable("the workers did not get to the request's body in time");
  }

  @Override
  public Duration limit(Admitted admitted) {
    return LIMIT;
  }

  private void work(Admitted admitted, CompletableFuture<Outcome<R>> done) {
    if (admitted.routed().record().isClientGone()) {
      done.complete(unavailable("the client has gone"));
      return;
    }
    try {
      done.complete(step.take(admitted));
    } catch (Throwable thrown) {
      done.completeExceptionally(thrown);
    }
  }

  private static <R> Outcome<R> unavailable(String facts) {
    return Outcome.refused(Rejection.of(GatewayResponseType.SERVICE_UNAVAILABLE).withFacts(facts));
  }
}
