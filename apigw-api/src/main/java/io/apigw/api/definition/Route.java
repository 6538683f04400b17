package io.apigw.api.definition;

import io.apigw.api.authorize.Authorizer;
import io.apigw.api.integrate.Integration;
import io.apigw.api.throttle.Throttle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the routes of all kinds of API have: a key, what answers, and what must hold before. Immutable. */
public sealed interface Route permits HttpRoute, RestMethod {

  /** Returns which requests come here. */
  RouteKey key();

  /** Returns what answers. */
  Integration integration();

  /** Returns who finds out who is calling; empty if everyone may. */
  Optional<Authorizer> authorizer();

  /** Returns the scopes of which a token must have one; empty for no such demand. */
  List<String> scopes();

  /** Returns the route's own limits, the API's default: first the one for all callers, then those by a key. */
  List<Throttle> throttles();

  /** Returns how long the integration may take; empty for the stage's. */
  Optional<Duration> timeout();

  /** Returns whether a function gets the request's body as a stream instead of collected. */
  boolean requestStreamed();
}
