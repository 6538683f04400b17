package io.apigw.runtime.cache;

import io.apigw.api.Headers;
import io.apigw.api.Response;
import io.apigw.api.authorize.AccessPolicy.Effect;
import io.apigw.api.authorize.AccessRequest;
import io.apigw.api.cache.CacheInvalidation;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.runtime.outcome.Answer;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.throttle.Admitted;

/**
 * Lets a client that may have a kept answer replaced.
 *
 * @param cached answers from the cache
 * @param anew answers from the back end, and keeps that
 * @param whose who may, and what becomes of others
 */
record Invalidating(
    Step<Admitted, Answer> cached, Step<Admitted, Answer> anew, CacheInvalidation whose)
    implements Step<Admitted, Answer> {

  private static final String WARNING =
      "199 Cache-control headers were ignored because the caller was unauthorized.";

  private static final Rejection REFUSED = Rejection.of(GatewayResponseType.ACCESS_DENIED)
      .withFacts("no policy of the caller allows " + AccessRequest.INVALIDATE_CACHE);

  @Override
  public Outcome<Answer> take(Admitted admitted) {
    if (!wanted(admitted.request().headers())) {
      return cached.take(admitted);
    }
    if (whose == CacheInvalidation.BY_ANYONE || allowed(admitted)) {
      return anew.take(admitted);
    }
    return switch (whose) {
      case OR_REFUSED -> Outcome.refused(REFUSED);
      case OR_WARNED -> cached.take(admitted).then(Invalidating::warned);
      default -> cached.take(admitted);
    };
  }

  private static boolean allowed(Admitted admitted) {
    return admitted
        .policy()
        .filter(policy -> policy.decide(AccessRequest.of(
                AccessRequest.INVALIDATE_CACHE,
                admitted,
                admitted.routed().record().clock()))
            == Effect.ALLOW)
        .isPresent();
  }

  private static Outcome<Answer> warned(Answer answer) {
    Response response = answer.response();
    return new Answer(response.withAddedHeader("Warning", WARNING));
  }

  /** AWS documents this one directive and no other. */
  private static boolean wanted(Headers headers) {
    int line = headers.indexOf("Cache-Control", 0);
    while (line >= 0) {
      for (String directive : headers.value(line).split(",", -1)) {
        if (directive.strip().equalsIgnoreCase("max-age=0")) {
          return true;
        }
      }
      line = headers.indexOf("Cache-Control", line + 1);
    }
    return false;
  }
}
