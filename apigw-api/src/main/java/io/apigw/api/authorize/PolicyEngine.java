package io.apigw.api.authorize;

import io.apigw.api.engine.EngineContext;
import io.apigw.api.engine.Prepared;

/** Executes the policies of APIs. Comes with an {@link AuthorizerEngine}. Thread-safe. */
public interface PolicyEngine {

  /**
   * Prepares the policy of an API when it is deployed; must not block.
   *
   * @param policy the policy
   * @param apiArn the API's ARN, such as {@code arn:aws:execute-api:eu-west-1:123456789012:orders}
   * @param context what the gateway lends
   * @return the ready policy, or all that is wrong with it
   */
  Prepared<ReadyPolicy> prepare(PolicyDocument policy, String apiArn, EngineContext context);
}
