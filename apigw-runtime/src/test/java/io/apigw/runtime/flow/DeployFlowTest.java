package io.apigw.runtime.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apigw.api.DefinitionException;
import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.api.definition.Api;
import io.apigw.api.definition.HttpApi;
import io.apigw.api.engine.Prepared;
import io.apigw.api.integrate.NamedFunction;
import io.apigw.api.throttle.LimitEngine;
import io.apigw.api.throttle.Limiter;
import io.apigw.api.throttle.Permit;
import io.apigw.api.throttle.Rate;
import io.apigw.runtime.DeployedStage;
import io.apigw.runtime.Gateway;
import io.apigw.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeployFlowTest {

  private final List<String> prepared = new ArrayList<>();
  private final AtomicInteger closed = new AtomicInteger();
  private final TestClock clock = TestClock.create();

  @Test
  void deployReplacesWhatTheStageAnswers() throws Exception {
    try (Gateway gateway = gateway(api("one", Rate.perSecond(1)))) {
      assertThat(text(gateway)).isEqualTo("one");
      assertThat(gateway
              .stage("pets", "$default")
              .deploy(api("two", Rate.perSecond(1)))
              .id())
          .isEqualTo("pets-default-2");
      assertThat(text(gateway)).isEqualTo("two");
    }
  }

  @Test
  void badDefinitionThrowsWithAllThatIsWrongAndChangesNothing() throws Exception {
    try (Gateway gateway = gateway(api("one", Rate.perSecond(1)))) {
      HttpApi bad = HttpApi.builder("pets")
          .route("GET /a", r -> r.function(NamedFunction.named("x")))
          .route("GET /b", r -> r.function(NamedFunction.named("y")))
          .build();
      DeployedStage stage = gateway.stage("pets", "$default");

      assertThatThrownBy(() -> stage.deploy(bad))
          .isInstanceOfSatisfying(
              DefinitionException.class, wrong -> assertThat(wrong.problems()).hasSize(2))
          .hasMessageContaining("2 problems in HTTP API 'pets'");
      assertThatThrownBy(() -> stage.deploy(HttpApi.builder("cats")
              .route("GET /a", r -> r.function(call -> Response.of(200)))
              .build()))
          .isInstanceOf(DefinitionException.class)
          .hasMessageContaining("pets");
      assertThat(text(gateway)).isEqualTo("one");
    }
  }

  @Test
  void limitThatDidNotChangeIsKeptAndOneThatDidIsMadeAnewAndTheOldOneClosed() throws Exception {
    try (Gateway gateway = gateway(api("one", Rate.perSecond(1)))) {
      gateway.stage("pets", "$default").deploy(api("two", Rate.perSecond(1)));
      assertThat(prepared).containsExactly("pets/$default/GET /a");

      gateway.stage("pets", "$default").deploy(api("three", Rate.perSecond(2)));
      assertThat(prepared).containsExactly("pets/$default/GET /a", "pets/$default/GET /a");
      assertThat(closed).hasValue(0);
      clock.advance(Duration.ofMinutes(7));
      assertThat(closed).hasValue(1);
    }
    assertThat(closed).hasValue(2);
  }

  @Test
  void limitsOfADeployThatFailsAndOfOneThatIsReplacedAreClosedWithTheGatewayAtTheLatest()
      throws Exception {
    try (Gateway gateway = gateway(api("one", Rate.perSecond(1)))) {
      HttpApi bad = HttpApi.builder("pets")
          .route("GET /a", r -> r.throttle(Rate.perSecond(9)).function(NamedFunction.named("x")))
          .build();
      assertThatThrownBy(() -> gateway.stage("pets", "$default").deploy(bad))
          .isInstanceOf(DefinitionException.class);
      assertThat(closed).hasValue(1);
      assertThatThrownBy(() -> gateway(bad)).isInstanceOf(DefinitionException.class);
      assertThat(closed).hasValue(2);

      gateway.stage("pets", "$default").deploy(api("two", Rate.perSecond(2)));
      assertThat(closed).hasValue(2);
    }
    assertThat(closed).hasValue(4);
    clock.advance(Duration.ofMinutes(3));
    assertThat(closed).hasValue(4);
    assertThat(prepared).hasSize(4);
  }

  @Test
  void underLoadEveryAnswerIsOfOneDeploymentAndNoneIsLost() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    Set<String> wrong = ConcurrentHashMap.newKeySet();
    try (Gateway gateway = Gateway.builder().api(pair(0)).build()) {
      ExecutorService threads = Executors.newFixedThreadPool(2);
      Callable<Integer> load = () -> {
        int answered = 0;
        while (!stop.get()) {
          String path = answered % 2 == 0 ? "/a" : "/b";
          Response response =
              gateway.process(Request.get(path)).toCompletableFuture().get(5, TimeUnit.SECONDS);
          String answer = response.body().text();
          if (response.status() != 200 || !answer.matches(path + " \\d+")) {
            wrong.add(answer);
          }
          answered++;
        }
        return answered;
      };
      List<Future<Integer>> loads = List.of(threads.submit(load), threads.submit(load));
      for (int version = 1; version <= 200; version++) {
        gateway.stage("pets", "$default").deploy(pair(version));
      }
      stop.set(true);
      for (Future<Integer> each : loads) {
        assertThat(each.get(10, TimeUnit.SECONDS))
            .as("answers of one thread, none lost")
            .isPositive();
      }
      threads.shutdown();
      assertThat(wrong).isEmpty();
    }
  }

  @Test
  void drainRefusesNewRequestsAndWaitsForThoseThatRun() throws Exception {
    CompletableFuture<Response> slow = new CompletableFuture<>();
    HttpApi api = HttpApi.builder("pets")
        .route("GET /slow", r -> r.functionAsync(call -> slow))
        .build();
    try (Gateway gateway = Gateway.builder().clock(clock).api(api).build()) {
      CompletableFuture<Response> running =
          gateway.process(Request.get("/slow")).toCompletableFuture();
      CompletableFuture<Void> drained = gateway.drain(Duration.ofSeconds(10)).toCompletableFuture();

      assertThat(
              gateway.process(Request.get("/slow")).toCompletableFuture().get().status())
          .isEqualTo(503);
      clock.advance(Duration.ofSeconds(1));
      assertThat(drained).isNotDone();
      slow.complete(Response.of(200));
      assertThat(running.get(1, TimeUnit.SECONDS).status()).isEqualTo(200);
      clock.advance(Duration.ofSeconds(1));
      assertThat(drained).isDone();
    }
  }

  private Gateway gateway(Api api) {
    return Gateway.builder().clock(clock).limits(limits()).api(api).build();
  }

  private static HttpApi api(String answer, Rate rate) {
    return HttpApi.builder("pets")
        .route("GET /a", r -> r.throttle(rate).function(call -> Response.text(200, answer)))
        .build();
  }

  private static HttpApi pair(int version) {
    return HttpApi.builder("pets")
        .route("GET /a", r -> r.function(call -> Response.text(200, "/a " + version)))
        .route("GET /b", r -> r.function(call -> Response.text(200, "/b " + version)))
        .build();
  }

  private static String text(Gateway gateway) throws Exception {
    return gateway
        .process(Request.get("/a"))
        .toCompletableFuture()
        .get(1, TimeUnit.SECONDS)
        .body()
        .text();
  }

  private LimitEngine limits() {
    return (id, rate, context) -> {
      prepared.add(id);
      return Prepared.ready(new CloseableLimiter());
    };
  }

  private final class CloseableLimiter implements Limiter, AutoCloseable {
    @Override
    public CompletionStage<Permit> acquire(String key) {
      return CompletableFuture.completedFuture(Permit.granted());
    }

    @Override
    public void giveBack(String key) {}

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }
}
