package io.apigw.runtime.authorize;

import io.apigw.api.Principal;
import io.apigw.api.RequestExecutor;
import io.apigw.runtime.outcome.Owned;
import io.apigw.runtime.outcome.Value;
import io.apigw.runtime.route.Routed;

/** A routed request whose caller is known, or known to be nobody. */
public final class Authorized implements Value<Authorized>, Owned {

  private final Routed routed;
  private final Principal principal;

  Authorized(Routed routed, Principal principal) {
    this.routed = routed;
    this.principal = principal;
  }

  /** Returns the routed request. */
  public Routed routed() {
    return routed;
  }

  /** Returns who is calling. */
  public Principal principal() {
    return principal;
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
