package io.apigw.runtime.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.Principal;
import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.api.authorize.Authorization;
import io.apigw.api.authorize.Authorizer;
import io.apigw.api.authorize.AuthorizerEngine;
import io.apigw.api.authorize.JwtAuthorizer;
import io.apigw.api.authorize.ReadyAuthorizer;
import io.apigw.api.cache.CacheKey;
import io.apigw.api.cache.CachedResponse;
import io.apigw.api.cache.ResponseCache;
import io.apigw.api.definition.RestApi;
import io.apigw.api.engine.EngineContext;
import io.apigw.api.engine.Prepared;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.api.throttle.LimitEngine;
import io.apigw.api.throttle.Limiter;
import io.apigw.api.throttle.Permit;
import io.apigw.api.throttle.Rate;
import io.apigw.api.validate.Model;
import io.apigw.runtime.Gateway;
import io.apigw.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A refusal at a step never reaches the steps after it, and every step before it has run, in order. */
class StepOrderFlowTest {

  private final List<String> steps = new ArrayList<>();
  private String refusing = "";
  private boolean later;

  @ParameterizedTest
  @CsvSource({
    "authorize, 401, authorize",
    "throttle, 429, authorize throttle",
    "validate, 400, authorize throttle validate",
    "cache, 200, authorize throttle validate cache",
    "none, 201, authorize throttle validate cache integrate store",
  })
  void refusalPassesAllLaterSteps(String step, int status, String reached) throws Exception {
    refusing = step;
    assertThat(answer().status()).isEqualTo(status);
    assertThat(steps).containsExactly(reached.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "authorize, 401, authorize",
    "throttle, 429, authorize throttle",
    "cache, 200, authorize throttle validate cache",
    "none, 201, authorize throttle validate cache integrate store",
  })
  void theSameWhenStepsAnswerLater(String step, int status, String reached) throws Exception {
    later = true;
    refusing = step;
    assertThat(answer().status()).isEqualTo(status);
    assertThat(steps).containsExactly(reached.split(" "));
  }

  @Test
  void unmatchedRequestReachesNoStep() throws Exception {
    try (Gateway gateway = gateway()) {
      Response response =
          gateway.process(Request.get("/other")).toCompletableFuture().get(5, TimeUnit.SECONDS);
      assertThat(response.status()).isEqualTo(403);
    }
    assertThat(steps).isEmpty();
  }

  private Response answer() throws Exception {
    try (Gateway gateway = gateway()) {
      Request request = Request.builder("POST", "/a")
          .header("Content-Type", "application/json")
          .body(Body.json("{}"))
          .build();
      return gateway.process(request).toCompletableFuture().get(5, TimeUnit.SECONDS);
    }
  }

  private Gateway gateway() {
    RestApi api = RestApi.builder("orders")
        .method(
            "POST /a",
            m -> m.authorizer(JwtAuthorizer.of("login", "https://id.example.com", "a"))
                .throttle(Rate.perSecond(1))
                .requestModel("application/json", Model.of("Order", "{}"))
                .cache(Duration.ofMinutes(1))
                .function(call -> {
                  steps.add("integrate");
                  return Response.of(201);
                }))
        .build();
    return Gateway.builder()
        .clock(TestClock.create())
        .authorizers(new Authorizers())
        .limits(new Limits())
        .schemas((model, context) -> Prepared.ready(document -> {
          steps.add("validate");
          return refusing.equals("validate") ? List.of("wrong") : List.of();
        }))
        .cache(new Cache())
        .api(api)
        .build();
  }

  private <T> CompletionStage<T> stage(T value) {
    return later
        ? CompletableFuture.supplyAsync(
            () -> value, CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS))
        : CompletableFuture.completedFuture(value);
  }

  private final class Authorizers implements AuthorizerEngine {
    @Override
    public boolean accepts(Authorizer authorizer) {
      return true;
    }

    @Override
    public Prepared<ReadyAuthorizer> prepare(Authorizer authorizer, EngineContext context) {
      return Prepared.ready(call -> {
        steps.add("authorize");
        return stage(
            refusing.equals("authorize")
                ? new Authorization.Denied(Rejection.of(GatewayResponseType.UNAUTHORIZED))
                : new Authorization.Allowed(Principal.of("ada")));
      });
    }
  }

  private final class Limits implements LimitEngine {
    @Override
    public Prepared<Limiter> prepare(String id, Rate rate, EngineContext context) {
      return Prepared.ready(new Limiter() {
        @Override
        public CompletionStage<Permit> acquire(String key) {
          steps.add("throttle");
          return stage(
              refusing.equals("throttle")
                  ? Permit.refused(Duration.ofSeconds(1))
                  : Permit.granted());
        }

        @Override
        public void giveBack(String key) {
          steps.add("given back");
        }
      });
    }
  }

  private final class Cache implements ResponseCache {
    @Override
    public CompletionStage<Optional<CachedResponse>> find(CacheKey key) {
      steps.add("cache");
      return stage(
          refusing.equals("cache")
              ? Optional.of(new CachedResponse(
                  Response.text(200, "kept"), TestClock.create().instant()))
              : Optional.empty());
    }

    @Override
    public void store(CacheKey key, CachedResponse response, Duration ttl) {
      steps.add("store");
    }
  }
}
