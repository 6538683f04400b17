package io.apigw.api.definition;

import io.apigw.api.authorize.Authorizer;
import io.apigw.api.throttle.Rate;
import java.time.Duration;

/**
 * What can be set on routes of every kind, so that one {@code Consumer<RouteSettings>} serves them all:
 *
 * <pre>{@code
 * Consumer<RouteSettings> members = r -> r.authorizer(login, "member").timeout(Duration.ofSeconds(5));
 * }</pre>
 *
 * <p>Setters refuse null only; what is wrong is reported when the API is built. A value set twice: the last counts.
 */
public sealed interface RouteSettings permits HttpRoute.Builder, RestMethod.Builder {

  /**
   * Lets in only callers that an authorizer knows. Default: everyone.
   *
   * @param authorizer who finds out
   * @param scopes up to 10; if there are any, the caller's token must have one of them
   */
  RouteSettings authorizer(Authorizer authorizer, String... scopes);

  /** Limits all callers together. Default: unlimited. It is the API's default; a stage's own setting wins. */
  RouteSettings throttle(Rate rate);

  /**
   * Limits each value of a key by itself, besides {@link #throttle}. Ours.
   *
   * @param valueExpression what is counted by, known before the body is read: {@code $context.identity.sourceIp},
   *     {@code $request.header.X-Tenant}
   * @param rate how much each value may; the same key again replaces the rate
   */
  RouteSettings throttlePer(String valueExpression, Rate rate);

  /**
   * Limits how long the integration may take until its answer begins. Default: the stage's.
   *
   * @param timeout 50 ms to 30 s in HTTP APIs, to 29 s in REST APIs: AWS's limits; longer where the stage says so
   *     ({@link Stage.Builder#maxTimeout}), which is checked when the API is put on a stage
   */
  RouteSettings timeout(Duration timeout);

  /** Gives a function the request's body as it arrives. Default: collected before the call. Ours. */
  RouteSettings streamRequest();
}
