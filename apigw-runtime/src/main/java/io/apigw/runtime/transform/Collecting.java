package io.apigw.runtime.transform;

import io.apigw.api.Body;
import io.apigw.api.shared.BodyCollector;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.outcome.Question;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.route.CompiledStage;
import io.apigw.runtime.throttle.Admitted;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Takes the request's body into memory before the next step: a function sees it whole, and so does a mapping that
 * reads it. A body that is in memory already passes by.
 */
final class Collecting
    implements Step<Admitted, Outgoing>, Question<Admitted, Optional<Body>, Outgoing> {

  /** The host ends a body that has stopped flowing; this ends one that drips. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final Step<Admitted, Outgoing> next;

  Collecting(Step<Admitted, Outgoing> next) {
    this.next = next;
  }

  @Override
  public Outcome<Outgoing> take(Admitted admitted) {
    return admitted.body().streamed() ? Outcome.when(admitted, this) : next.take(admitted);
  }

  @Override
  public CompletionStage<Optional<Body>> ask(Admitted admitted) {
    CompiledStage stage = admitted.routed().stage();
    return BodyCollector.collect(
        admitted.body(), Math.min(stage.collectedLimit(), stage.payloadLimit()));
  }

  @Override
  public Outcome<Outgoing> use(Admitted admitted, Optional<Body> body) {
    return body.isPresent() ? next.take(admitted.withBody(body.get())) : Refusals.requestTooLarge();
  }

  @Override
  public Outcome<Outgoing> fault(Admitted admitted, Throwable fault) {
    return Refusals.badRequest("request body: " + fault);
  }

  @Override
  public Outcome<Outgoing> late(Admitted admitted) {
    return Refusals.badRequest(
        "request body: not complete after " + LIMIT.toMinutes() + " minutes");
  }

  @Override
  public Duration limit(Admitted admitted) {
    return LIMIT;
  }
}
