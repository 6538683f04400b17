package io.apigw.runtime.route;

import io.apigw.api.ApiKind;
import io.apigw.api.Cancellable;
import io.apigw.api.Request;
import io.apigw.api.RequestExecutor;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.testkit.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A route step and one API that a test deploys on it. */
final class Router {

  static final RequestExecutor OWN = executor();

  private final RouteStep step = new RouteStep(
      TestClock.at("2026-01-02T03:04:05Z"),
      OWN,
      TrustedProxies.parse(List.of("10.0.0.0/8"), problem -> {}));

  void deploy(ApiKind kind, String stage, String... keys) {
    deploy(Stages.of(kind, "shop", stage, keys));
  }

  void deploy(StageRoutes stage) {
    step.switchTo(RoutingTable.builder().stage(stage).build());
  }

  Routed take(Request request) {
    return step.take(request);
  }

  /** The key of the route that takes a request; empty for none. */
  String key(Request request) {
    return take(request).record().routeKey();
  }

  /** Why a request is refused; empty if it is not. */
  Optional<GatewayResponseType> refusal(Request request) {
    return refusal(take(request));
  }

  static Optional<GatewayResponseType> refusal(Routed routed) {
    return Stages.refusal(routed).map(Rejection::type);
  }

  /** A thread of its own that nothing is done on. */
  static RequestExecutor executor() {
    return new RequestExecutor() {

      @Override
      public void execute(Runnable task) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Cancellable schedule(Runnable task, Duration delay) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void onCancel(Runnable task) {
        throw new UnsupportedOperationException();
      }
    };
  }
}
