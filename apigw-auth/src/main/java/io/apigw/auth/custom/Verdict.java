package io.apigw.auth.custom;

import io.apigw.api.GatewayClock;
import io.apigw.api.authorize.AccessPolicy;
import io.apigw.api.authorize.AccessRequest;
import io.apigw.api.authorize.Authorization;
import io.apigw.api.authorize.Authorization.Allowed;
import io.apigw.api.authorize.AuthorizerCall;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What an authorizer's answer comes to, kept with the three ways in which it can end: a policy in it is held against each
 * call anew.
 */
final class Verdict {

  static final Verdict UNAUTHORIZED = always(Refusals.UNAUTHORIZED, 0);

  /** Decides which of the three it is; null where they are the same. */
  private final @Nullable AccessPolicy policy;

  private final CompletionStage<Authorization> allowed;
  private final CompletionStage<Authorization> silent;
  private final CompletionStage<Authorization> denied;
  private final int size;

  private Verdict(
      @Nullable AccessPolicy policy,
      Authorization allowed,
      Authorization silent,
      Authorization denied,
      int size) {
    this.policy = policy;
    this.allowed = CompletableFuture.completedFuture(allowed);
    this.silent = CompletableFuture.completedFuture(silent);
    this.denied = CompletableFuture.completedFuture(denied);
    this.size = size;
  }

  /**
   * Decides about every call alike.
   *
   * @param size about how many characters it takes to remember
   */
  static Verdict always(Authorization authorization, int size) {
    return new Verdict(null, authorization, authorization, authorization, size);
  }

  /**
   * Lets the caller in where their policy says so.
   *
   * @param refusals how a call is refused
   * @param size about how many characters it takes to remember
   */
  static Verdict of(AccessPolicy policy, Allowed caller, Refusals refusals, int size) {
    return new Verdict(policy, caller, refusals.silent(caller), refusals.denied(), size);
  }

  CompletionStage<Authorization> on(AuthorizerCall call, GatewayClock clock) {
    if (policy == null) {
      return allowed;
    }
    return switch (policy.decide(AccessRequest.of(AccessRequest.INVOKE, call.source(), clock))) {
      case ALLOW -> allowed;
      case SILENT -> silent;
      case DENY -> denied;
    };
  }

  int size() {
    return size;
  }
}
