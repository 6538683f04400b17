package io.apigw.runtime.respond;

import io.apigw.runtime.outcome.Answer;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.route.Routed;

/**
 * A REST API's method that a function answers: the answer tells the client its trace, as AWS does for functions, but not
 * for proxies, mocks and refusals (data-plane §1.5). Outside the cache, so that a kept answer names the trace of the
 * request at hand.
 */
public final class TracedMethod implements Step<Routed, Answer> {

  private final Step<Routed, Answer> method;

  /**
   * Makes the method.
   *
   * @param method its ready steps
   */
  public TracedMethod(Step<Routed, Answer> method) {
    this.method = method;
  }

  @Override
  public Outcome<Answer> take(Routed routed) {
    return method.take(routed).then(answer -> traced(routed, answer));
  }

  private static Answer traced(Routed routed, Answer answer) {
    return new Answer(answer.response().withHeader("X-Amzn-Trace-Id", routed.traceId()));
  }
}
