package io.apigw.runtime.body;

import io.apigw.api.Body;
import io.apigw.api.Cancellable;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.api.shared.BodyCollector;
import io.apigw.api.shared.IdleWatch;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.outcome.Question;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.throttle.Admitted;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * One body on its way into memory. It ends early when it is too long, stands still or drips, when there is no memory for
 * it, and when the client has gone; its source is cancelled then.
 */
final class Collection<R> implements Question<Admitted, Optional<Body>, R>, IdleWatch.Watched {

  /** The idle limit ends a body that has stopped flowing; this ends one that drips. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final BodyHold hold;
  private final BodyCollector collector;
  private final Step<Admitted, R> next;
  private volatile boolean late;
  private Cancellable watch = () -> {};

  Collection(BodyHold hold, long most, Step<Admitted, R> next) {
    this.hold = hold;
    this.collector = BodyCollector.of(most, hold);
    this.next = next;
  }

  @Override
  public CompletionStage<Optional<Body>> ask(Admitted admitted) {
    CompletionStage<Optional<Body>> body = collector.take(admitted.body());
    if (!collector.done()) {
      admitted.executor().onCancel(() -> collector.cancel(new IOException("the client has gone")));
      watch = IdleWatch.start(admitted.executor(), admitted.routed().stage().idleLimit(), this);
    }
    return body;
  }

  @Override
  public Outcome<R> use(Admitted admitted, Optional<Body> body) {
    watch.cancel();
    return body.isPresent() ? next.take(admitted.withBody(body.get())) : Collecting.tooLarge();
  }

  @Override
  public Outcome<R> fault(Admitted admitted, Throwable fault) {
    watch.cancel();
    if (hold.refused()) {
      return refused(GatewayResponseType.SERVICE_UNAVAILABLE, "request body: no memory for it");
    }
    return late
        ? refused(GatewayResponseType.REQUEST_TIMEOUT, "request body: nothing more of it came")
        : refused(GatewayResponseType.BAD_REQUEST, "request body: " + fault);
  }

  @Override
  public Outcome<R> late(Admitted admitted) {
    watch.cancel();
    collector.cancel(new IOException("body: expected all of it in time but was more to come"));
    return refused(
        GatewayResponseType.REQUEST_TIMEOUT,
        "request body: not complete after " + LIMIT.toMinutes() + " minutes");
  }

  @Override
  public Duration limit(Admitted admitted) {
    return LIMIT;
  }

  @Override
  public long moves() {
    return collector.moves();
  }

  @Override
  public boolean awaited() {
    return collector.awaited();
  }

  @Override
  public boolean done() {
    return collector.done();
  }

  @Override
  public void standstill() {
    late = true;
    collector.standstill();
  }

  private Outcome<R> refused(GatewayResponseType type, String facts) {
    hold.release();
    return Outcome.refused(Rejection.of(type).withFacts(facts));
  }
}
