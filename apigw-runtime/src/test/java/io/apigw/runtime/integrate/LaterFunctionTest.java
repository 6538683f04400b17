package io.apigw.runtime.integrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.api.integrate.NamedFunction;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.throttle.Admitted;
import io.apigw.runtime.transform.AdmittedRequests;
import io.apigw.runtime.transform.BytesSource;
import io.apigw.runtime.transform.Outcomes;
import io.apigw.runtime.transform.Returned;
import io.apigw.runtime.transform.TransformStep;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LaterFunctionTest {

  private final AdmittedRequests route = AdmittedRequests.http("POST /p/{id}");

  @Test
  void answerIsTakenWhenItComes() {
    CompletableFuture<Response> answer = new CompletableFuture<>();
    Admitted admitted = route.admit(Request.post("/p/7", Body.empty()));
    Outcome<Returned> outcome = run(NamedFunction.async("pets", call -> answer), admitted);
    assertThat(Outcomes.decided(outcome)).isFalse();

    route.advance(Duration.ofMillis(700));
    answer.complete(Response.of(204));
    route.executor.runAll();

    assertThat(Outcomes.value(outcome).response().status()).isEqualTo(204);
    assertThat(admitted.routed().record().integrationLatency()).hasValue(Duration.ofMillis(700));
    assertThat(route.clock.pendingTimers()).isZero();
  }

  @Test
  void failedStageIsAMalformedAnswer() {
    CompletableFuture<Response> answer = new CompletableFuture<>();
    Outcome<Returned> outcome = run(NamedFunction.async("pets", call -> answer));
    answer.completeExceptionally(new IllegalStateException("secret"));
    route.executor.runAll();

    assertThat(Outcomes.refusal(outcome).type())
        .isEqualTo(GatewayResponseType.MALFORMED_INTEGRATION_RESPONSE);
  }

  @Test
  @SuppressWarnings("NullAway") // what a careless function does
  void nullForAStageAndStageOfNullAreMalformedAnswers() {
    CompletableFuture<Response> answer = new CompletableFuture<>();
    Outcome<Returned> later = run(NamedFunction.async("pets", call -> answer));
    answer.complete(null);
    route.executor.runAll();

    assertThat(Outcomes.refusal(later).type())
        .isEqualTo(GatewayResponseType.MALFORMED_INTEGRATION_RESPONSE);
    assertThat(Outcomes.refusal(run(NamedFunction.async("pets", call -> null))).type())
        .isEqualTo(GatewayResponseType.MALFORMED_INTEGRATION_RESPONSE);
  }

  @Test
  void answerThatDoesNotComeInTimeIsATimeoutAndOneThatComesLaterIsGivenUp() {
    CompletableFuture<Response> answer = new CompletableFuture<>();
    Outcome<Returned> outcome = run(NamedFunction.async("pets", call -> answer));
    route.advance(AdmittedRequests.TIMEOUT.minusMillis(1));
    assertThat(Outcomes.decided(outcome)).isFalse();
    route.advance(Duration.ofMillis(1));

    assertThat(Outcomes.refusal(outcome).type()).isEqualTo(GatewayResponseType.INTEGRATION_TIMEOUT);
    assertThat(Outcomes.refusal(outcome).facts())
        .isEqualTo("function pets did not answer within 2000 ms");
    BytesSource late = new BytesSource();
    answer.complete(Response.of(200).withBody(Body.stream(late)));
    assertThat(late.cancelled()).isTrue();
  }

  @Test
  void executorThatIsFullIsOutOfResources() {
    Outcome<Returned> outcome = run(NamedFunction.of(
        "pets",
        task -> {
          throw new RejectedExecutionException("full");
        },
        call -> Response.of(200)));

    assertThat(Outcomes.refusal(outcome).type()).isEqualTo(GatewayResponseType.SERVICE_UNAVAILABLE);
  }

  /** Virtual threads where the JDK has them (abuse 123). */
  @Test
  void manyCallsAtOnceKeepTheirOwnValues() throws Exception {
    int calls = 200;
    CyclicBarrier together = new CyclicBarrier(calls);
    ExecutorService executor = threads();
    try {
      NamedFunction function = NamedFunction.of("pets", executor, call -> {
        together.await(10, TimeUnit.SECONDS);
        return Response.text(200, call.pathParameter("id"));
      });
      List<Outcome<Returned>> outcomes = new ArrayList<>();
      for (int i = 0; i < calls; i++) {
        outcomes.add(run(function, route.admit(Request.post("/p/" + i, Body.empty()))));
      }
      executor.shutdown();
      assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
      route.executor.runAll();
      for (int i = 0; i < calls; i++) {
        assertThat(Outcomes.value(outcomes.get(i)).response().body().text())
            .isEqualTo(String.valueOf(i));
      }
    } finally {
      executor.shutdownNow();
    }
  }

  private static ExecutorService threads() throws Exception {
    for (Method factory : Executors.class.getMethods()) {
      if (factory.getName().equals("newVirtualThreadPerTaskExecutor")) {
        return (ExecutorService) factory.invoke(null);
      }
    }
    return Executors.newCachedThreadPool();
  }

  private Outcome<Returned> run(NamedFunction function) {
    return run(function, route.admit(Request.post("/p/7", Body.empty())));
  }

  private static Outcome<Returned> run(NamedFunction function, Admitted admitted) {
    return TransformStep.collected(AdmittedRequests.ROOM)
        .take(admitted)
        .then(IntegrateStep.function(function, new NoJson(), AdmittedRequests.TIMEOUT));
  }
}
