package io.apigw.runtime.deploy;

import io.apigw.api.authorize.AuthorizerEngine;
import io.apigw.api.authorize.PolicyDocument;
import io.apigw.api.authorize.PolicyEngine;
import io.apigw.api.authorize.ReadyPolicy;
import io.apigw.api.definition.RestApi;
import java.util.List;
import java.util.Optional;

/** Makes of an API's policy what stands around the authorizers of its methods. */
final class PolicyStepCompiler {

  private final Engines engines;
  private final ReadySteps steps;
  private final Declared declared;

  PolicyStepCompiler(Engines engines, ReadySteps steps, Declared declared) {
    this.engines = engines;
    this.steps = steps;
    this.declared = declared;
  }

  /** Returns the ready policy; empty if the API has none, or it is not to be executed, which the findings say. */
  Optional<ReadyPolicy> compile(String apiArn, Findings findings) {
    Optional<PolicyDocument> policy =
        declared.api().match(http -> Optional.empty(), RestApi::policy);
    return policy.flatMap(document -> compile(document, apiArn, findings));
  }

  private Optional<ReadyPolicy> compile(PolicyDocument policy, String apiArn, Findings findings) {
    Optional<PolicyEngine> engine = engines.authorizers().stream()
        .map(AuthorizerEngine::policies)
        .flatMap(Optional::stream)
        .findFirst();
    if (engine.isEmpty()) {
      findings.missingEngine("authorizers", "policy", policy.engineHint());
      return Optional.empty();
    }
    return steps.step(
        new ReadySteps.Key("policy", apiArn, List.of(policy, apiArn), engine.get()),
        ReadyPolicy.class,
        () -> engine.get().prepare(policy, apiArn, engines.context()),
        findings.under("policy"));
  }
}
