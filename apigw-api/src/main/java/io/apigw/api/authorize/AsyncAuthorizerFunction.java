package io.apigw.api.authorize;

import java.util.concurrent.CompletionStage;

/** Code of the host that decides about a call later. */
@FunctionalInterface
public interface AsyncAuthorizerFunction {

  /**
   * Begins to decide about a call; runs on the request's thread and must not block. The stage may complete on any
   * thread; the gateway carries on on the request's own, and waits for 10 s.
   *
   * @param call the request after routing
   * @return the decision; a stage that fails with a message that is exactly {@code Unauthorized} counts as {@link
   *     Decision#unauthorized()}; every other failure, null, or a stage of null refuses the call with 500
   * @throws Exception for a fault
   */
  CompletionStage<Decision> decide(AuthorizerCall call) throws Exception;
}
