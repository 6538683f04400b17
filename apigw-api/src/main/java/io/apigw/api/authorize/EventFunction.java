package io.apigw.api.authorize;

import io.apigw.api.JsonValue;
import java.util.concurrent.CompletionStage;

/** An authorizer as AWS Lambda has them: an event in, its decision out, both JSON. */
@FunctionalInterface
public interface EventFunction {

  /**
   * Begins to decide about a call; runs on the request's thread and must not block. The stage may complete on any
   * thread; the gateway waits for 10 s.
   *
   * @param event AWS's event for the kind of authorizer and API
   * @return the answer: {@code principalId}, {@code policyDocument}, {@code context} and {@code usageIdentifierKey}, or
   *     {@code isAuthorized} and {@code context} where simple responses are on. A stage that fails with a message that
   *     is exactly {@code Unauthorized} refuses with 401; every other failure, null, and an answer that is none of
   *     these refuse with 500
   * @throws Exception for a fault
   */
  CompletionStage<JsonValue> call(JsonValue event) throws Exception;
}
