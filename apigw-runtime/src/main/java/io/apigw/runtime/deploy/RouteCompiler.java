package io.apigw.runtime.deploy;

import io.apigw.api.authorize.ReadyPolicy;
import io.apigw.api.definition.Bindings;
import io.apigw.api.definition.RestMethod;
import io.apigw.api.definition.Route;
import io.apigw.runtime.flow.MethodFlow;
import io.apigw.runtime.monitor.RouteLabels;
import io.apigw.runtime.outcome.Answer;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.respond.TracedMethod;
import io.apigw.runtime.route.CompiledStage;
import io.apigw.runtime.route.Routed;
import io.apigw.runtime.throttle.Admitted;
import io.apigw.runtime.validate.ValidateStep;
import java.util.Optional;

/** Turns one route of a definition into its ready steps. A feature that the route does not use costs nothing. */
final class RouteCompiler {

  private final AuthorizeCompiler authorize;
  private final ThrottleCompiler throttle;
  private final ValidateCompiler validate;
  private final CacheCompiler cache;
  private final BackendCompiler backend;

  RouteCompiler(
      Engines engines,
      Bindings bindings,
      ReadySteps steps,
      Declared declared,
      CompiledStage stage,
      Optional<ReadyPolicy> policy) {
    this.authorize = new AuthorizeCompiler(engines, bindings, steps, declared, policy);
    this.throttle = new ThrottleCompiler(engines, steps, declared);
    this.validate = new ValidateCompiler(engines, steps, declared);
    this.cache = new CacheCompiler(engines, declared);
    this.backend = new BackendCompiler(engines, bindings, steps, declared, stage);
  }

  /** What names a route in messages: {@code routes[GET /pets]}, in REST APIs {@code methods[GET /pets]}. */
  static String path(Route route) {
    return (route instanceof RestMethod ? "methods[" : "routes[") + route.key() + "]";
  }

  Step<Routed, Answer> compile(Route route, RouteLabels labels, Findings all) {
    Findings findings = all.under(path(route));
    Step<Admitted, Answer> asked = backend.compile(route, labels, findings);
    if (route instanceof RestMethod method) {
      MethodFlow flow = new MethodFlow(
          authorize.compile(route, findings),
          throttle.compile(route, findings),
          validate.compile(method, findings),
          cache.compile(method, asked, findings));
      boolean traced = route.integration().match(function -> true, http -> false, mock -> false);
      return traced ? new TracedMethod(flow) : flow;
    }
    return new MethodFlow(
        authorize.compile(route, findings),
        throttle.compile(route, findings),
        ValidateStep.nothing(),
        asked);
  }
}
