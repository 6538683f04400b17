package io.apigw.benchmarks;

import io.apigw.api.ApiKind;
import io.apigw.api.RequestExecutor;
import io.apigw.api.definition.RouteKey;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.runtime.embedded.SystemClock;
import io.apigw.runtime.monitor.Monitor;
import io.apigw.runtime.monitor.RouteLabels;
import io.apigw.runtime.monitor.StageLabels;
import io.apigw.runtime.outcome.Answer;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.route.CompiledRoute;
import io.apigw.runtime.route.CompiledStage;
import io.apigw.runtime.route.RouteStep;
import io.apigw.runtime.route.Routed;
import io.apigw.runtime.route.RoutingTable;
import io.apigw.runtime.route.StageRoutes;
import io.apigw.runtime.route.TrustedProxies;
import java.util.Map;
import java.util.Optional;

/** The route step alone, with routes that lead nowhere. */
final class Routing {

  private static final long LIMIT = 10_000_000;
  private static final String API = "many";
  private static final String STAGE = "prod";

  private Routing() {}

  /** Returns the step of one API at the root of every host. */
  static RouteStep step(ApiKind kind, String[] keys) {
    StageLabels labels =
        new StageLabels(Optional.of(kind), API, STAGE, "1", "000000000000", "local");
    CompiledStage stage =
        new CompiledStage(labels, Map.of(), Optional.empty(), LIMIT, LIMIT, Monitor.none());
    Step<Routed, Answer> nowhere =
        routed -> Outcome.refused(Rejection.of(GatewayResponseType.NOT_DEPLOYED));
    StageRoutes.Builder routes = StageRoutes.builder(stage, RouteLabels.unmatched(labels));
    for (String text : keys) {
      RouteKey key = RouteKey.parse(kind, text);
      RouteLabels names = new RouteLabels(labels, text, key.path(), "");
      routes.route(key, new CompiledRoute(stage, names, key.variables(), nowhere));
    }
    StageRoutes built = routes.build();
    RouteStep step =
        new RouteStep(SystemClock.create(), RequestExecutor.inPlace(), TrustedProxies.none());
    step.switchTo(RoutingTable.builder().stage(built).rootWhenAlone(built).build());
    return step;
  }
}
