package io.apigw.runtime.route;

import io.apigw.api.respond.Rejection;
import io.apigw.runtime.outcome.Answer;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.outcome.Step;

/** The only step of a method that refuses. */
final class Refusal implements Step<Routed, Answer> {

  private final Rejection rejection;

  Refusal(Rejection rejection) {
    this.rejection = rejection;
  }

  @Override
  public Outcome<Answer> take(Routed routed) {
    return Outcome.refused(rejection);
  }
}
