package io.apigw.runtime.transform;

import io.apigw.api.Body;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.throttle.Admitted;

/** Hands the request on as it is, its body as it arrives: for a function that streams, and for a mock. */
final class Streaming implements Step<Admitted, Outgoing> {

  @Override
  public Outcome<Outgoing> take(Admitted admitted) {
    Body body = admitted.body();
    long most = admitted.routed().stage().payloadLimit();
    if (PayloadLimit.over(body, most)) {
      return Refusals.requestTooLarge();
    }
    PayloadLimit limit = PayloadLimit.of(body, most);
    return new Outgoing(limit == null ? admitted : admitted.withBody(limit.limited()), null, limit);
  }
}
