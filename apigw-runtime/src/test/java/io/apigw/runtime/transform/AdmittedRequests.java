package io.apigw.runtime.transform;

import io.apigw.api.ApiKind;
import io.apigw.api.JsonEngine;
import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.api.definition.RouteKey;
import io.apigw.runtime.authorize.AuthorizeStep;
import io.apigw.runtime.body.BodyRoom;
import io.apigw.runtime.monitor.RouteLabels;
import io.apigw.runtime.monitor.StageLabels;
import io.apigw.runtime.outcome.Answer;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.route.CompiledRoute;
import io.apigw.runtime.route.CompiledStage;
import io.apigw.runtime.route.RouteStep;
import io.apigw.runtime.route.Routed;
import io.apigw.runtime.route.RoutingTable;
import io.apigw.runtime.route.StageRoutes;
import io.apigw.runtime.route.TrustedProxies;
import io.apigw.runtime.throttle.Admitted;
import io.apigw.runtime.throttle.ThrottleStep;
import io.apigw.runtime.transform.TransformStep.BackendRoute;
import io.apigw.testkit.TestClock;
import io.apigw.testkit.TestExecutor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Admits requests to one route of an API named {@code pets}, as the steps before would. */
public final class AdmittedRequests {

  public static final long PAYLOAD = 1000;
  public static final long COLLECTED = 500;
  public static final Duration TIMEOUT = Duration.ofSeconds(2);

  public final TestClock clock = TestClock.at("2026-03-12T19:03:58.123Z");
  public final TestExecutor executor = TestExecutor.create(clock);

  /** Takes bodies into memory; there is enough of it. */
  public static final BodyRoom ROOM =
      BodyRoom.of(Long.MAX_VALUE, TestClock.create(), Runnable::run);

  private final CompiledRoute route;
  private final RouteStep step;

  private AdmittedRequests(ApiKind kind, String routeKey) {
    RouteKey key = RouteKey.parse(kind, routeKey);
    String name = kind == ApiKind.REST ? "prod" : "$default";
    StageLabels stageLabels =
        new StageLabels(Optional.of(kind), "pets", name, "d1", "123456789012", "eu-west-1");
    CompiledStage stage = new CompiledStage(
        stageLabels,
        Map.of("colour", "blue", "host", "blue.internal:8080", "path", "v1/a"),
        Optional.empty(),
        PAYLOAD,
        COLLECTED,
        record -> {});
    RouteLabels labels = new RouteLabels(stageLabels, key.toString(), "", "");
    this.route =
        new CompiledRoute(stage, labels, key.variables(), routed -> new Answer(Response.of(500)));
    StageRoutes routes = StageRoutes.builder(stage, RouteLabels.unmatched(stageLabels))
        .route(key, route)
        .build();
    this.step =
        new RouteStep(clock, executor, TrustedProxies.parse(List.of("10.0.0.0/8"), problem -> {}));
    step.switchTo(RoutingTable.builder().stage(routes).rootWhenAlone(routes).build());
  }

  public static AdmittedRequests http(String routeKey) {
    return new AdmittedRequests(ApiKind.HTTP, routeKey);
  }

  public static AdmittedRequests rest(String routeKey) {
    return new AdmittedRequests(ApiKind.REST, routeKey);
  }

  public static AdmittedRequests of(ApiKind kind, String routeKey) {
    return new AdmittedRequests(kind, routeKey);
  }

  /** Returns the request as the transform step gets it, or why it was not routed. */
  public Outcome<Admitted> outcome(Request request) {
    Routed routed = step.take(request);
    return routed.route().equals(route)
        ? routed.then(AuthorizeStep.open()).then(ThrottleStep.unlimited())
        : routed.then(routed.method()).then(answer -> {
          throw new IllegalStateException(request + ": expected a request of " + route.labels());
        });
  }

  /** Returns the request as the transform step gets it. */
  public Admitted admit(Request request) {
    return Outcomes.value(outcome(request));
  }

  public ApiKind kind() {
    return route.stage().kind().orElseThrow();
  }

  public BackendRoute backendRoute(JsonEngine json) {
    return new BackendRoute(route.stage(), route.labels(), route.parameters(), TIMEOUT, json, ROOM);
  }

  /** Moves the time, and lets the request's thread do what is due. */
  public void advance(Duration duration) {
    clock.advance(duration);
    executor.runAll();
  }
}
