package io.apigw.api.authorize;

import io.apigw.api.engine.EngineContext;
import io.apigw.api.engine.Prepared;
import java.util.Optional;

/**
 * Executes some kinds of {@link Authorizer}. Given to {@code Gateway.builder().authorizers(…)}; several may be, and
 * the first that accepts a definition prepares it. Thread-safe.
 */
public interface AuthorizerEngine {

  /** Returns whether this engine executes such a definition. */
  boolean accepts(Authorizer authorizer);

  /**
   * Prepares a definition when it is deployed; must not block. A definition that is unchanged in the next deploy
   * keeps its ready step and what that has cached.
   *
   * @param authorizer one that this engine accepts
   * @param context what the gateway lends
   * @return the ready authorizer, or all that is wrong with the definition
   */
  Prepared<ReadyAuthorizer> prepare(Authorizer authorizer, EngineContext context);

  /** Returns what executes the policies of APIs, if this engine does. */
  default Optional<PolicyEngine> policies() {
    return Optional.empty();
  }
}
