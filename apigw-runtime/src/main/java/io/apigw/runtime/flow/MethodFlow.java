package io.apigw.runtime.flow;

import io.apigw.runtime.authorize.Authorized;
import io.apigw.runtime.outcome.Answer;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.route.Routed;
import io.apigw.runtime.throttle.Admitted;

/**
 * One method's ready steps. A feature that the method does not use is a step that costs nothing.
 *
 * @param authorize who is calling
 * @param throttle how often
 * @param validate whether the request is well-formed
 * @param cache the answer at hand, else the {@link BackendFlow}; without a cache the {@link BackendFlow} itself
 */
public record MethodFlow(
    Step<Routed, Authorized> authorize,
    Step<Authorized, Admitted> throttle,
    Step<Admitted, Admitted> validate,
    Step<Admitted, Answer> cache)
    implements Step<Routed, Answer> {

  @Override
  public Outcome<Answer> take(Routed routed) {
    return RequestFlow.answer(routed, this);
  }
}
