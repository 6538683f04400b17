package io.apigw.auth.policy;

import io.apigw.api.authorize.PolicyDocument;
import io.apigw.api.authorize.PolicyEngine;
import io.apigw.api.authorize.ReadyPolicy;
import io.apigw.api.engine.EngineContext;
import io.apigw.api.engine.Prepared;

/** Executes the policies of APIs. */
public final class ResourcePolicies implements PolicyEngine {

  /** Makes an engine. */
  public ResourcePolicies() {}

  @Override
  public Prepared<ReadyPolicy> prepare(
      PolicyDocument policy, String apiArn, EngineContext context) {
    return new PolicyCompiler(context.json())
        .compile(policy, PolicyKind.ofApi(apiArn))
        .match(
            compiled -> Prepared.ready(new ApiPolicy(compiled, context.clock())), Prepared::faulty);
  }
}
