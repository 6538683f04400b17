package io.apigw.runtime.shield;

import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.api.shield.Shield;
import io.apigw.api.shield.ShieldCall;
import io.apigw.api.shield.ShieldVerdict;
import io.apigw.runtime.monitor.Faults;
import io.apigw.runtime.outcome.Answer;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.outcome.Question;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.route.Routed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Asks a shield; what passes goes on to the next one, after the last to its method. */
public final class ShieldStep
    implements Step<Routed, Answer>, Question<Routed, ShieldVerdict, Answer> {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private static final Rejection BLOCKED =
      Rejection.of(GatewayResponseType.WAF_FILTERED).withFacts("a shield blocks the request");
  private static final Rejection FAILED =
      Rejection.of(GatewayResponseType.INTERNAL_ERROR).withFacts("a shield has failed");

  private final Shield shield;
  private final Step<Routed, Answer> next;

  private ShieldStep(Shield shield, Step<Routed, Answer> next) {
    this.shield = shield;
    this.next = next;
  }

  /**
   * Returns the way of a stage's requests to their methods.
   *
   * @param shields in the order in which they are asked
   */
  public static Step<Routed, Answer> before(List<Shield> shields) {
    Step<Routed, Answer> way = routed -> routed.then(routed.method());
    for (int i = shields.size() - 1; i >= 0; i--) {
      way = new ShieldStep(shields.get(i), way);
    }
    return way;
  }

  @Override
  public Outcome<Answer> take(Routed routed) {
    return Outcome.when(routed, this);
  }

  @Override
  public CompletionStage<ShieldVerdict> ask(Routed routed) throws Exception {
    return shield.rule().judge(ShieldCall.of(routed, routed.executor()));
  }

  @Override
  public Outcome<Answer> use(Routed routed, ShieldVerdict verdict) {
    routed.record().shielded(verdict.passed() ? "WAF_ALLOW" : "WAF_BLOCK");
    if (verdict.passed()) {
      return next.take(routed);
    }
    if (verdict.answer().isEmpty()) {
      return Outcome.refused(BLOCKED);
    }
    routed.request().body().discard();
    return new Answer(verdict.answer().get());
  }

  @Override
  public Outcome<Answer> fault(Routed routed, Throwable fault) {
    Faults.log(routed.record(), fault);
    return failed(routed, String.valueOf(fault));
  }

  @Override
  public Outcome<Answer> late(Routed routed) {
    return failed(routed, "no verdict within " + LIMIT.toSeconds() + " s");
  }

  @Override
  public Duration limit(Routed routed) {
    return LIMIT;
  }

  private Outcome<Answer> failed(Routed routed, String why) {
    routed.record().shieldFailed(shield + ": " + why);
    return shield.failsClosed() ? Outcome.refused(FAILED) : next.take(routed);
  }
}
