package io.apigw.api.definition;

import io.apigw.api.authorize.Authorizer;
import io.apigw.api.integrate.Integration;
import io.apigw.api.throttle.Throttle;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What routes of both kinds hold; the public types wrap it so that they can grow. */
record RouteCore(
    RouteKey key,
    Integration integration,
    @Nullable Authorizer authorizer,
    List<String> scopes,
    List<Throttle> throttles,
    @Nullable Duration timeout,
    boolean requestStreamed) {

  RouteCore {
    scopes = List.copyOf(scopes);
    throttles = List.copyOf(throttles);
  }
}
