package io.apigw.runtime.deploy;

import io.apigw.api.Problem;
import io.apigw.api.ValueExpression;
import io.apigw.api.authorize.Authorizer;
import io.apigw.api.authorize.AuthorizerCode;
import io.apigw.api.authorize.AuthorizerEngine;
import io.apigw.api.authorize.CustomAuthorizer;
import io.apigw.api.authorize.ReadyAuthorizer;
import io.apigw.api.authorize.ReadyPolicy;
import io.apigw.api.definition.Bindings;
import io.apigw.api.definition.Route;
import io.apigw.runtime.authorize.AuthorizeStep;
import io.apigw.runtime.authorize.Authorized;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.route.Routed;
import java.util.List;
import java.util.Optional;

/** Makes the authorize step of a route. */
final class AuthorizeCompiler {

  private final Engines engines;
  private final Bindings bindings;
  private final ReadySteps steps;
  private final Declared declared;
  private final Optional<ReadyPolicy> policy;

  AuthorizeCompiler(
      Engines engines,
      Bindings bindings,
      ReadySteps steps,
      Declared declared,
      Optional<ReadyPolicy> policy) {
    this.engines = engines;
    this.bindings = bindings;
    this.steps = steps;
    this.declared = declared;
    this.policy = policy;
  }

  Step<Routed, Authorized> compile(Route route, Findings findings) {
    if (route.authorizer().isEmpty()) {
      return policy
          .map(guard -> AuthorizeStep.guarded(guard.alone(), declared.api().kind()))
          .orElseGet(AuthorizeStep::open);
    }
    String name = route.authorizer().get().name();
    return bound(route.authorizer().get(), findings)
        .flatMap(authorizer -> ready(authorizer, findings).map(ready -> guarded(authorizer, ready)))
        .map(ready -> AuthorizeStep.by(ready, name, declared.api().kind(), route.scopes()))
        .orElseGet(AuthorizeStep::closed);
  }

  private ReadyAuthorizer guarded(Authorizer authorizer, ReadyAuthorizer ready) {
    return policy.map(guard -> guard.around(authorizer, ready)).orElse(ready);
  }

  private Optional<ReadyAuthorizer> ready(Authorizer authorizer, Findings findings) {
    Optional<AuthorizerEngine> engine = engines.engineFor(authorizer);
    if (engine.isEmpty()) {
      findings.missingEngine(
          "authorizers", "authorizer " + authorizer.name(), authorizer.engineHint());
      return Optional.empty();
    }
    ReadySteps.Key key = new ReadySteps.Key(
        "authorize",
        declared.api().id() + "/" + authorizer.name(),
        identity(authorizer),
        engine.get());
    return steps.step(
        key,
        ReadyAuthorizer.class,
        () -> engine.get().prepare(authorizer, engines.context()),
        findings.under("authorizer"));
  }

  /** Equality of definitions never decides which code runs: with other code it is another step. */
  private static Object identity(Authorizer authorizer) {
    return authorizer instanceof CustomAuthorizer custom
        ? List.of(authorizer, custom.code())
        : authorizer;
  }

  private Optional<Authorizer> bound(Authorizer authorizer, Findings findings) {
    if (!(authorizer instanceof CustomAuthorizer custom)) {
      return Optional.of(authorizer);
    }
    ExpressionCheck expressions = new ExpressionCheck(declared);
    for (ValueExpression source : custom.identitySources()) {
      expressions.check(source, findings.under("authorizer.identitySources[" + source + "]"));
    }
    if (custom.code().bound()) {
      return Optional.of(custom);
    }
    Optional<AuthorizerCode> code = bindings.authorizer(custom.name());
    if (code.isEmpty()) {
      findings.add(new Problem(
          "authorizer",
          "expected an authorizer bound to the name " + custom.name()
              + " but was none; add .bind(b -> b.authorizer(\"" + custom.name() + "\", …))"));
    }
    return code.map(custom::boundTo);
  }
}
