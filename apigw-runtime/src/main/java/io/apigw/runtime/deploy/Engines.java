package io.apigw.runtime.deploy;

import io.apigw.api.authorize.Authorizer;
import io.apigw.api.authorize.AuthorizerEngine;
import io.apigw.api.cache.ResponseCache;
import io.apigw.api.engine.EngineContext;
import io.apigw.api.monitor.AccessLog;
import io.apigw.api.monitor.Metrics;
import io.apigw.api.throttle.LimitEngine;
import io.apigw.api.validate.SchemaEngine;
import java.util.List;
import java.util.Optional;

/**
 * Who executes definitions in a gateway.
 *
 * @param authorizers in the order in which they are asked whether they accept a definition
 * @param limits counts throttles
 * @param schemas checks bodies
 * @param cache keeps responses
 * @param metrics counts and times requests
 * @param accessLog the access log of stages that have none of their own
 * @param context what the gateway lends its engines
 */
public record Engines(
    List<AuthorizerEngine> authorizers,
    Optional<LimitEngine> limits,
    Optional<SchemaEngine> schemas,
    ResponseCache cache,
    Optional<Metrics> metrics,
    Optional<AccessLog> accessLog,
    EngineContext context) {

  /** Copies the list. */
  public Engines {
    authorizers = List.copyOf(authorizers);
  }

  Optional<AuthorizerEngine> engineFor(Authorizer authorizer) {
    return authorizers.stream().filter(engine -> engine.accepts(authorizer)).findFirst();
  }
}
