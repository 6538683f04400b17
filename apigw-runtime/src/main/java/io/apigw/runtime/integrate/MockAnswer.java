package io.apigw.runtime.integrate;

import io.apigw.api.Body;
import io.apigw.api.Response;
import io.apigw.api.integrate.MockIntegration;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.transform.Outgoing;
import io.apigw.runtime.transform.Returned;

/** Answers always the same, without a back end. */
final class MockAnswer implements Step<Outgoing, Returned> {

  private final Response response;

  MockAnswer(MockIntegration mock) {
    Body body = mock.body().isEmpty() ? Body.empty() : Body.text(mock.body());
    this.response = Response.of(mock.status(), mock.headers(), body);
  }

  @Override
  public Outcome<Returned> take(Outgoing outgoing) {
    outgoing.body().discard();
    return new Returned(outgoing.admitted(), response);
  }
}
