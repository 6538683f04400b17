package io.apigw.runtime.throttle;

import io.apigw.api.ValueReader;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.api.throttle.Limiter;
import io.apigw.runtime.authorize.Authorized;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.outcome.Step;
import java.util.List;
import java.util.Optional;

/**
 * Takes one token of each limit of a method, in their order. When a later one refuses, the tokens taken before are
 * given back in reverse, so that a refused request costs nothing elsewhere.
 */
public final class ThrottleStep implements Step<Authorized, Admitted> {

  static final Outcome<Admitted> THROTTLED =
      Outcome.refused(Rejection.of(GatewayResponseType.THROTTLED));

  private final LimitCheck first;

  private ThrottleStep(LimitCheck first) {
    this.first = first;
  }

  /**
   * One limit of a method.
   *
   * @param limiter the ready limiter
   * @param key what its buckets are keyed by; empty for one bucket that all callers share
   */
  public record Limit(Limiter limiter, Optional<ValueReader> key) {}

  /** Admits everybody. */
  public static Step<Authorized, Admitted> unlimited() {
    return Admitted::new;
  }

  /**
   * Admits while all limits have a token.
   *
   * @param limits at least one, in the order in which they are asked
   */
  public static Step<Authorized, Admitted> limited(List<Limit> limits) {
    return new ThrottleStep(LimitCheck.chain(limits));
  }

  @Override
  public Outcome<Admitted> take(Authorized authorized) {
    return first.take(authorized);
  }
}
