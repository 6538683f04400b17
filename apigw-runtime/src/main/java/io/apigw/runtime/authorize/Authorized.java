package io.apigw.runtime.authorize;

import io.apigw.api.Principal;
import io.apigw.api.RequestExecutor;
import io.apigw.api.Secret;
import io.apigw.api.authorize.AccessPolicy;
import io.apigw.api.authorize.Authorization.Allowed;
import io.apigw.runtime.outcome.Owned;
import io.apigw.runtime.outcome.Value;
import io.apigw.runtime.route.Routed;
import java.util.Optional;

/** A routed request whose caller is known, or known to be nobody. */
public final class Authorized implements Value<Authorized>, Owned {

  private final Routed routed;
  private final Allowed allowed;

  Authorized(Routed routed, Allowed allowed) {
    this.routed = routed;
    this.allowed = allowed;
  }

  /** Returns the routed request. */
  public Routed routed() {
    return routed;
  }

  /** Returns who is calling. */
  public Principal principal() {
    return allowed.principal();
  }

  /** Returns what the caller may do besides, by policies of their own. */
  public Optional<AccessPolicy> policy() {
    return allowed.policy();
  }

  /** Returns the value of the API key that the authorizer names. */
  public Optional<Secret> usageKey() {
    return allowed.usageKey();
  }

  @Override
  public RequestExecutor executor() {
    return routed.executor();
  }

  @Override
  public Authorized self() {
    return this;
  }
}
