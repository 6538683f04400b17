package io.apigw.auth.custom;

import io.apigw.api.Principal;
import io.apigw.api.Secret;
import io.apigw.api.authorize.Decision;
import io.apigw.api.authorize.PolicyDocument;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an authorizer answered, in whichever form.
 *
 * @param kind what it decided
 * @param principal who calls; nobody where the call is refused
 * @param policy what they may call, where a policy says so
 * @param usageKey the value of the API key that they are counted for
 */
record Answer(
    Decision.Kind kind,
    Principal principal,
    Optional<PolicyDocument> policy,
    Optional<Secret> usageKey) {

  static final Answer UNAUTHORIZED = of(Decision.unauthorized());
  static final Answer DENIED = of(Decision.deny());

  static Answer of(@Nullable Decision decision) {
    if (decision == null) {
      throw new UnusableAnswer("expected a decision but was null");
    }
    return new Answer(
        decision.kind(),
        decision.principal().orElse(Principal.anonymous()),
        decision.policy(),
        decision.usageKey().map(Secret::of));
  }
}
