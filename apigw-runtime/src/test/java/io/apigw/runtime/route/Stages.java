package io.apigw.runtime.route;

import io.apigw.api.ApiKind;
import io.apigw.api.Response;
import io.apigw.api.definition.Cors;
import io.apigw.api.definition.RouteKey;
import io.apigw.api.respond.Rejection;
import io.apigw.runtime.monitor.Monitor;
import io.apigw.runtime.monitor.RouteLabels;
import io.apigw.runtime.monitor.StageLabels;
import io.apigw.runtime.outcome.Answer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Makes stages for tests; each route answers with its own key. */
final class Stages {

  static final long PAYLOAD = 1000;

  private Stages() {}

  static StageRoutes of(ApiKind kind, String apiId, String name, String... keys) {
    return builder(kind, apiId, name, keys).build();
  }

  static StageRoutes.Builder builder(ApiKind kind, String apiId, String name, String... keys) {
    CompiledStage stage = stage(kind, apiId, name, Optional.empty());
    return with(stage, keys);
  }

  static StageRoutes withCors(String... keys) {
    Cors cors = Cors.builder().allowOrigins("https://app.example.com").build();
    return with(stage(ApiKind.HTTP, "shop", "$default", Optional.of(cors)), keys)
        .preflight(routed -> new Answer(Response.text(204, "preflight")))
        .build();
  }

  static CompiledRoute route(CompiledStage stage, RouteKey key) {
    return new CompiledRoute(
        stage,
        labels(stage, key.toString()),
        key.variables(),
        routed -> new Answer(Response.text(200, key.toString())));
  }

  static CompiledStage stage(ApiKind kind, String apiId, String name, Optional<Cors> cors) {
    StageLabels labels =
        new StageLabels(Optional.of(kind), apiId, name, "", "123456789012", "local");
    return new CompiledStage(
        labels, Map.of("colour", "blue"), cors, PAYLOAD, PAYLOAD, Monitor.none());
  }

  /** Why a routed request is refused; empty if it is not. */
  static Optional<Rejection> refusal(Routed routed) {
    return routed
        .then(routed.method())
        .<Optional<Rejection>>end(
            answer -> CompletableFuture.completedFuture(Optional.empty()),
            rejection -> CompletableFuture.completedFuture(Optional.of(rejection)),
            CompletableFuture::failedFuture)
        .toCompletableFuture()
        .join();
  }

  private static StageRoutes.Builder with(CompiledStage stage, String... keys) {
    StageRoutes.Builder builder = StageRoutes.builder(stage, labels(stage, ""));
    for (String text : List.of(keys)) {
      RouteKey key = RouteKey.parse(stage.kind().orElseThrow(), text);
      builder.route(key, route(stage, key));
    }
    return builder;
  }

  private static RouteLabels labels(CompiledStage stage, String routeKey) {
    return new RouteLabels(stage.labels(), routeKey, "", "");
  }
}
