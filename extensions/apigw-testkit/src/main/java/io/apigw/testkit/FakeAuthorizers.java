package io.apigw.testkit;

import io.apigw.api.Principal;
import io.apigw.api.authorize.Authorization;
import io.apigw.api.authorize.Authorizer;
import io.apigw.api.authorize.AuthorizerCall;
import io.apigw.api.authorize.AuthorizerEngine;
import io.apigw.api.authorize.ReadyAuthorizer;
import io.apigw.api.engine.EngineContext;
import io.apigw.api.engine.Prepared;
import io.apigw.api.respond.Rejection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * An authorizer engine that takes every definition, decides what a test lines up, lets everybody else in as {@code
 * test}, and remembers the calls.
 */
public final class FakeAuthorizers implements AuthorizerEngine {

  private final Script<AuthorizerCall, Authorization> script = new Script<>(any -> allowed("test"));
  private final List<AuthorizerCall> calls = new CopyOnWriteArrayList<>();
  private final List<Authorizer> prepared = new CopyOnWriteArrayList<>();

  private FakeAuthorizers() {}

  /**
   * Returns an engine that lets everybody in.
   *
   * @return the engine
   */
  public static FakeAuthorizers create() {
    return new FakeAuthorizers();
  }

  /**
   * Lets one caller in: the next for whom nothing else is lined up before.
   *
   * @param principalId who it is
   * @return this
   */
  public FakeAuthorizers thenAllow(String principalId) {
    return then(CompletableFuture.completedFuture(allowed(principalId)));
  }

  /**
   * Keeps one caller out.
   *
   * @param rejection why
   * @return this
   */
  public FakeAuthorizers thenDeny(Rejection rejection) {
    return then(CompletableFuture.completedFuture(new Authorization.Denied(rejection)));
  }

  /**
   * Lines up one decision.
   *
   * @param decision the stage that one call gets, perhaps failed
   * @return this
   */
  public FakeAuthorizers then(CompletionStage<Authorization> decision) {
    Objects.requireNonNull(decision, "decision");
    script.then(any -> decision);
    return this;
  }

  /**
   * Lines up one decision that comes when the test says so.
   *
   * @return what gives the decision
   */
  public LaterAnswer<Authorization> thenLater() {
    LaterAnswer<Authorization> decision = new LaterAnswer<>();
    script.then(any -> decision.stage());
    return decision;
  }

  /**
   * Decides by a function from now on; forgets what was lined up.
   *
   * @param decide what decides each call; may throw, and answer null
   * @return this
   */
  public FakeAuthorizers always(
      Function<? super AuthorizerCall, ? extends CompletionStage<Authorization>> decide) {
    script.always(decide);
    return this;
  }

  /**
   * Returns the calls so far, in order.
   *
   * @return the calls
   */
  public List<AuthorizerCall> calls() {
    return List.copyOf(calls);
  }

  /**
   * Returns the definitions that were prepared, in order.
   *
   * @return the definitions
   */
  public List<Authorizer> prepared() {
    return List.copyOf(prepared);
  }

  @Override
  public boolean accepts(Authorizer authorizer) {
    return true;
  }

  @Override
  public Prepared<ReadyAuthorizer> prepare(Authorizer authorizer, EngineContext context) {
    prepared.add(authorizer);
    return Prepared.ready(call -> {
      calls.add(call);
      return script.answer(call);
    });
  }

  private static Authorization allowed(String principalId) {
    return new Authorization.Allowed(Principal.of(principalId));
  }
}
