package io.apigw.runtime.transform;

import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.runtime.outcome.Outcome;

/** Why a request or a reply cannot be reshaped. */
final class Refusals {

  private Refusals() {}

  static Outcome<Outgoing> badRequest(String facts) {
    return Outcome.refused(Rejection.of(GatewayResponseType.BAD_REQUEST).withFacts(facts));
  }

  static <T> Outcome<T> configuration(String facts) {
    return Outcome.refused(
        Rejection.of(GatewayResponseType.API_CONFIGURATION_ERROR).withFacts(facts));
  }
}
