package io.apigw.runtime.throttle;

import io.apigw.api.Body;
import io.apigw.api.Principal;
import io.apigw.api.Request;
import io.apigw.api.RequestExecutor;
import io.apigw.api.ValueSource;
import io.apigw.api.authorize.AccessPolicy;
import io.apigw.runtime.authorize.Authorized;
import io.apigw.runtime.outcome.Owned;
import io.apigw.runtime.outcome.Value;
import io.apigw.runtime.route.Routed;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An authorized request that no limit refuses. Its body takes the place of the request's once it is collected. */
public final class Admitted implements Value<Admitted>, ValueSource, Owned {

  private final Authorized authorized;
  private final Body body;

  Admitted(Authorized authorized) {
    this(authorized, authorized.routed().request().body());
  }

  private Admitted(Authorized authorized, Body body) {
    this.authorized = authorized;
    this.body = body;
  }

  /** Returns the same request with its body in memory. */
  public Admitted withBody(Body collected) {
    return new Admitted(authorized, collected);
  }

  /** Returns the authorized request. */
  public Authorized authorized() {
    return authorized;
  }

  /** Returns the routed request. */
  public Routed routed() {
    return authorized.routed();
  }

  /** Returns who is calling. */
  public Principal principal() {
    return authorized.principal();
  }

  /** Returns what the caller may do besides, by policies of their own. */
  public Optional<AccessPolicy> policy() {
    return authorized.policy();
  }

  @Override
  public Request request() {
    return routed().request();
  }

  @Override
  public Body body() {
    return body;
  }

  @Override
  public Optional<String> pathParameter(String name) {
    return routed().pathParameter(name);
  }

  @Override
  public List<String> pathParameterNames() {
    return routed().pathParameterNames();
  }

  @Override
  public Set<String> stageVariableNames() {
    return routed().stageVariableNames();
  }

  @Override
  public Optional<String> stageVariable(String name) {
    return routed().stageVariable(name);
  }

  @Override
  public Optional<String> context(String name) {
    return routed().context(name);
  }

  @Override
  public RequestExecutor executor() {
    return routed().executor();
  }

  @Override
  public Admitted self() {
    return this;
  }
}
