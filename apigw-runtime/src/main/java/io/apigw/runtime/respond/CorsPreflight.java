package io.apigw.runtime.respond;

import io.apigw.api.Response;
import io.apigw.runtime.outcome.Answer;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.route.Routed;

/**
 * The method that an HTTP API with CORS generates for preflight requests: 204 without a call to anybody; what the
 * browser may do is written by {@code respond}, as on every other answer.
 */
public final class CorsPreflight implements Step<Routed, Answer> {

  private static final Answer NO_CONTENT = new Answer(Response.of(204));

  /** Makes the method. */
  public CorsPreflight() {}

  @Override
  public Outcome<Answer> take(Routed routed) {
    routed.request().body().discard();
    return NO_CONTENT;
  }
}
