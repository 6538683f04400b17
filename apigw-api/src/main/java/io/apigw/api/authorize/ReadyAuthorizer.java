package io.apigw.api.authorize;

import java.util.concurrent.CompletionStage;

/** An authorizer that was prepared for its definition and is called with each request. Thread-safe. */
@FunctionalInterface
public interface ReadyAuthorizer {

  /**
   * Decides on a call. Runs on the request's thread and must not block; it may complete its stage on any thread. A
   * failed stage, an exception or null is a fault: the call is refused with 500, never let in. An answer known at
   * once comes as a completed stage, best one that was kept.
   *
   * @param call the request and the route's demands
   * @return the decision
   */
  CompletionStage<Authorization> authorize(AuthorizerCall call);
}
