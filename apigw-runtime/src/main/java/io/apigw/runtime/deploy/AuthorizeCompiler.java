package io.apigw.runtime.deploy;

import io.apigw.api.authorize.Authorizer;
import io.apigw.api.authorize.AuthorizerEngine;
import io.apigw.api.authorize.ReadyAuthorizer;
import io.apigw.api.definition.Route;
import io.apigw.runtime.authorize.AuthorizeStep;
import io.apigw.runtime.authorize.Authorized;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.route.Routed;
import java.util.Optional;

/** Makes the authorize step of a route. */
final class AuthorizeCompiler {

  private final Engines engines;
  private final ReadySteps steps;
  private final Declared declared;

  AuthorizeCompiler(Engines engines, ReadySteps steps, Declared declared) {
    this.engines = engines;
    this.steps = steps;
    this.declared = declared;
  }

  Step<Routed, Authorized> compile(Route route, Findings findings) {
    if (route.authorizer().isEmpty()) {
      return AuthorizeStep.open();
    }
    Authorizer authorizer = route.authorizer().get();
    Optional<AuthorizerEngine> engine = engines.engineFor(authorizer);
    if (engine.isEmpty()) {
      findings.missingEngine(
          "authorizers", "authorizer " + authorizer.name(), authorizer.engineHint());
      return AuthorizeStep.closed();
    }
    return steps
        .step(
            new ReadySteps.Key(
                "authorize",
                declared.api().id() + "/" + authorizer.name(),
                authorizer,
                engine.get()),
            ReadyAuthorizer.class,
            () -> engine.get().prepare(authorizer, engines.context()),
            findings.under("authorizer"))
        .map(ready ->
            AuthorizeStep.by(ready, authorizer.name(), declared.api().kind(), route.scopes()))
        .orElseGet(AuthorizeStep::closed);
  }
}
