package io.apigw.runtime.deploy;

import io.apigw.api.definition.Route;
import io.apigw.api.throttle.LimitEngine;
import io.apigw.api.throttle.Limiter;
import io.apigw.api.throttle.Rate;
import io.apigw.api.throttle.Throttle;
import io.apigw.runtime.authorize.Authorized;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.throttle.Admitted;
import io.apigw.runtime.throttle.ThrottleStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the throttle step of a route: the limits that each client has for itself first, then the one that all share,
 * as AWS asks the plan's before the stage's.
 */
final class ThrottleCompiler {

  private final Engines engines;
  private final ReadySteps steps;
  private final Declared declared;

  ThrottleCompiler(Engines engines, ReadySteps steps, Declared declared) {
    this.engines = engines;
    this.steps = steps;
    this.declared = declared;
  }

  Step<Authorized, Admitted> compile(Route route, Findings findings) {
    List<Throttle> throttles = throttles(route);
    if (throttles.isEmpty()) {
      return ThrottleStep.unlimited();
    }
    if (engines.limits().isEmpty()) {
      findings.missingEngine("limits", "throttle", Throttle.engineHint());
      return ThrottleStep.unlimited();
    }
    List<ThrottleStep.Limit> limits = new ArrayList<>();
    for (Throttle throttle : throttles) {
      throttle
          .key()
          .ifPresent(key -> new ExpressionCheck(declared)
              .checkKey(
                  key, findings.under("throttlePer[" + key.write(declared.api().kind()) + "]")));
      limit(engines.limits().get(), route, throttle, findings.under("throttle"))
          .ifPresent(limits::add);
    }
    return limits.isEmpty() ? ThrottleStep.unlimited() : ThrottleStep.limited(limits);
  }

  /** Limits per client as declared, then one for all: the stage's for this route, the route's, the stage's default. */
  private List<Throttle> throttles(Route route) {
    List<Throttle> throttles = new ArrayList<>();
    List<Throttle> shared = new ArrayList<>();
    route
        .throttles()
        .forEach(throttle -> (throttle.key().isPresent() ? throttles : shared).add(throttle));
    Optional<Rate> ofStage =
        Optional.ofNullable(declared.stage().throttles().get(route.key().toString()));
    if (ofStage.isPresent()) {
      throttles.add(Throttle.of(ofStage.get()));
    } else if (!shared.isEmpty()) {
      throttles.addAll(shared);
    } else {
      declared.stage().defaultThrottle().map(Throttle::of).ifPresent(throttles::add);
    }
    return throttles;
  }

  private Optional<ThrottleStep.Limit> limit(
      LimitEngine engine, Route route, Throttle throttle, Findings findings) {
    String per =
        throttle.key().map(key -> " per " + key.write(declared.api().kind())).orElse("");
    String id = declared.id() + "/" + route.key() + per;
    return steps
        .step(
            new ReadySteps.Key("throttle", id, throttle.rate(), engine),
            Limiter.class,
            () -> engine.prepare(id, throttle.rate(), engines.context()),
            findings)
        .map(ready -> new ThrottleStep.Limit(
            ready,
            throttle
                .key()
                .map(key -> key.reader(declared.api().kind(), engines.context().json()))));
  }
}
