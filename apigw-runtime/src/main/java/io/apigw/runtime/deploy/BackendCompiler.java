package io.apigw.runtime.deploy;

import io.apigw.api.ApiKind;
import io.apigw.api.Problem;
import io.apigw.api.definition.Bindings;
import io.apigw.api.definition.RestMethod;
import io.apigw.api.definition.Route;
import io.apigw.api.integrate.HttpIntegration;
import io.apigw.api.integrate.MockIntegration;
import io.apigw.api.integrate.NamedFunction;
import io.apigw.runtime.flow.BackendFlow;
import io.apigw.runtime.integrate.IntegrateStep;
import io.apigw.runtime.monitor.RouteLabels;
import io.apigw.runtime.outcome.Answer;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.route.CompiledStage;
import io.apigw.runtime.throttle.Admitted;
import io.apigw.runtime.transform.Outgoing;
import io.apigw.runtime.transform.TransformStep;
import io.apigw.runtime.transform.TransformStep.BackendRoute;
import java.time.Duration;

/** Makes the steps between a route and what stands behind it. */
final class BackendCompiler {

  /** AWS's limits, which are its defaults too. */
  private static final Duration REST_TIMEOUT = Duration.ofSeconds(29);

  private static final Duration HTTP_TIMEOUT = Duration.ofSeconds(30);

  private final Engines engines;
  private final Bindings bindings;
  private final Declared declared;
  private final CompiledStage stage;
  private final ApiKind kind;
  private final TemplateCompiler templates;

  BackendCompiler(
      Engines engines,
      Bindings bindings,
      ReadySteps steps,
      Declared declared,
      CompiledStage stage) {
    this.engines = engines;
    this.bindings = bindings;
    this.declared = declared;
    this.stage = stage;
    this.kind = declared.api().kind();
    this.templates = new TemplateCompiler(engines, steps, declared);
  }

  Step<Admitted, Answer> compile(Route route, RouteLabels labels, Findings findings) {
    return route
        .integration()
        .match(
            function -> function(route, function.function(), findings),
            http -> http(route, labels, http, findings),
            mock -> mock(route, mock, findings));
  }

  private Step<Admitted, Answer> function(
      Route route, NamedFunction declaredFunction, Findings findings) {
    NamedFunction function = declaredFunction.bound()
        ? declaredFunction
        : bindings.function(declaredFunction.name()).orElse(declaredFunction);
    if (!function.bound()) {
      findings.add(new Problem(
          "integration",
          "expected a function bound to the name " + function.name()
              + " but was none; add .bind(b -> b.function(\"" + function.name() + "\", …))"));
      return mock(MockIntegration.builder().build());
    }
    return new BackendFlow(
        templates.compile(route, body(route), findings),
        IntegrateStep.function(function, engines.context().json(), timeout(route)),
        TransformStep.functionReply(kind));
  }

  private Step<Admitted, Answer> http(
      Route route, RouteLabels labels, HttpIntegration integration, Findings findings) {
    ExpressionCheck expressions = new ExpressionCheck(declared);
    integration
        .requestParameters()
        .forEach(mapping -> mapping
            .source()
            .ifPresent(source -> expressions.check(
                source,
                findings.under("integration.requestParameters[" + mapping.target() + "]"))));
    BackendRoute site = new BackendRoute(
        stage,
        labels,
        route.key().variables(),
        timeout(route),
        engines.context().json(),
        engines.memory().bodies());
    return TransformStep.proxied(integration, site)
        .match(
            transform -> new BackendFlow(
                templates.compile(route, transform, findings),
                IntegrateStep.http(engines.context().transport()),
                TransformStep.proxyReply(kind)),
            faults -> {
              findings.under("integration").addAll(faults);
              return mock(MockIntegration.builder().build());
            });
  }

  private Step<Admitted, Answer> mock(Route route, MockIntegration mock, Findings findings) {
    if (route instanceof RestMethod method && !method.requestTemplates().isEmpty()) {
      findings.add(new Problem(
          "requestTemplates", "expected none with a mock, whose answer is fixed, but was one"));
    }
    return mock(mock);
  }

  private Step<Admitted, Answer> mock(MockIntegration mock) {
    return new BackendFlow(
        TransformStep.streamed(), IntegrateStep.mock(mock), TransformStep.functionReply(kind));
  }

  private Step<Admitted, Outgoing> body(Route route) {
    return route.requestStreamed()
        ? TransformStep.streamed()
        : TransformStep.collected(engines.memory().bodies());
  }

  /** The route's own, else the stage's, else AWS's. */
  private Duration timeout(Route route) {
    return route
        .timeout()
        .or(declared.stage()::timeout)
        .orElse(kind == ApiKind.REST ? REST_TIMEOUT : HTTP_TIMEOUT);
  }
}
