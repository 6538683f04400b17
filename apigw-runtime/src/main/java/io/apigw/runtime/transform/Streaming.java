package io.apigw.runtime.transform;

import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.throttle.Admitted;

/** Hands the request on as it is, its body as it arrives: for a function that streams, and for a mock. */
final class Streaming implements Step<Admitted, Outgoing> {

  @Override
  public Outcome<Outgoing> take(Admitted admitted) {
    PayloadLimit limit =
        PayloadLimit.of(admitted.body(), admitted.routed().stage().payloadLimit());
    return new Outgoing(limit == null ? admitted : admitted.withBody(limit.limited()), null, limit);
  }
}
