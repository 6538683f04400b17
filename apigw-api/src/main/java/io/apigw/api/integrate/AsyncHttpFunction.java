package io.apigw.api.integrate;

import io.apigw.api.Response;
import java.util.concurrent.CompletionStage;

/** A function of the host that answers a route later. */
@FunctionalInterface
public interface AsyncHttpFunction {

  /**
   * Begins to answer a call; runs on the request's thread and must not block. The stage may complete on any
   * thread; the gateway carries on on the request's own.
   *
   * @param call the request after routing and authorization
   * @return the answer; a failed stage, null, or a stage of null is a fault
   * @throws Exception for a fault
   */
  CompletionStage<Response> call(FunctionCall call) throws Exception;
}
