package io.apigw.auth.policy;

import io.apigw.api.GatewayClock;
import io.apigw.api.Principal;
import io.apigw.api.authorize.AccessPolicy;
import io.apigw.api.authorize.AccessPolicy.Effect;
import io.apigw.api.authorize.AccessRequest;
import io.apigw.api.authorize.Authorization;
import io.apigw.api.authorize.Authorization.Allowed;
import io.apigw.api.authorize.Authorization.Denied;
import io.apigw.api.authorize.Authorizer;
import io.apigw.api.authorize.AuthorizerCall;
import io.apigw.api.authorize.ReadyAuthorizer;
import io.apigw.api.authorize.ReadyPolicy;
import io.apigw.api.shared.Stages;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The policy of an API around the authorizers of its methods. Where callers bring policies of their own, it is looked at
 * first: what it denies nobody is asked about.
 *
 * @param policy the API's
 * @param clock the time
 */
record ApiPolicy(AccessPolicy policy, GatewayClock clock) implements ReadyPolicy {

  private static final CompletionStage<Authorization> ANYBODY =
      CompletableFuture.completedFuture(new Allowed(Principal.anonymous()));

  @Override
  public ReadyAuthorizer alone() {
    return call -> afterwards(call, ANYBODY);
  }

  @Override
  public ReadyAuthorizer around(Authorizer definition, ReadyAuthorizer authorizer) {
    return definition.bringsPolicies()
        ? call -> together(call, authorizer)
        : call -> afterwards(call, authorizer.authorize(call));
  }

  private CompletionStage<Authorization> together(AuthorizerCall call, ReadyAuthorizer authorizer) {
    AccessRequest request = AccessRequest.of(AccessRequest.INVOKE, call.source(), clock);
    Effect api = policy.decide(request);
    if (api == Effect.DENY) {
      return CompletableFuture.completedFuture(PolicyDenials.explicit(request));
    }
    CompletionStage<Authorization> own = authorizer.authorize(call);
    return own.thenApply(authorization -> authorization.match(
        allowed -> allows(Effect.ALLOW, api) ? allowed : PolicyDenials.implicit(request),
        denied -> allows(Effect.SILENT, api) ? otherwise(denied) : denied));
  }

  private static Authorization otherwise(Denied denied) {
    return denied.otherwise().isPresent() ? denied.otherwise().get() : denied;
  }

  private static boolean allows(Effect own, Effect api) {
    return PolicyTables.SAME_ACCOUNT.decide(own, api) == Effect.ALLOW;
  }

  private CompletionStage<Authorization> afterwards(
      AuthorizerCall call, CompletionStage<Authorization> known) {
    return Stages.stateOf(known) == Stages.State.PENDING
        ? known.thenApplyAsync(caller -> afterwards(call, caller), call.executor())
        : known.thenApply(caller -> afterwards(call, caller));
  }

  private Authorization afterwards(AuthorizerCall call, Authorization known) {
    return known.match(allowed -> onlyIfAllowed(call, allowed), denied -> denied);
  }

  private Authorization onlyIfAllowed(AuthorizerCall call, Allowed caller) {
    AccessRequest request = AccessRequest.of(AccessRequest.INVOKE, call.source(), clock);
    Effect api = policy.decide(request);
    return switch (PolicyTables.NO_POLICIES.decide(Effect.SILENT, api)) {
      case ALLOW -> caller;
      case DENY -> PolicyDenials.explicit(request);
      case SILENT -> PolicyDenials.implicit(request);
    };
  }
}
