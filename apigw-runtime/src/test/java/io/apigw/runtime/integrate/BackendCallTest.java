package io.apigw.runtime.integrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.ApiKind;
import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.Request;
import io.apigw.api.integrate.HttpIntegration;
import io.apigw.api.integrate.HttpTransport;
import io.apigw.api.integrate.MockIntegration;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.api.integrate.TransportResult;
import io.apigw.api.integrate.TransportResult.Failure;
import io.apigw.api.integrate.TransportResult.Kind;
import io.apigw.api.integrate.TransportResult.Reply;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.throttle.Admitted;
import io.apigw.runtime.transform.AdmittedRequests;
import io.apigw.runtime.transform.BytesSource;
import io.apigw.runtime.transform.Outcomes;
import io.apigw.runtime.transform.Outgoing;
import io.apigw.runtime.transform.Received;
import io.apigw.runtime.transform.Returned;
import io.apigw.runtime.transform.TransformStep;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackendCallTest {

  private final AdmittedRequests route = AdmittedRequests.http("POST /a");
  private final CompletableFuture<TransportResult> result = new CompletableFuture<>();
  private final Admitted admitted = route.admit(Request.post("/a", Body.text("x")));

  @Test
  void replyIsTakenWithItsStreamAndTimed() {
    BytesSource source = new BytesSource();
    Body body = Body.stream(source);
    Outcome<Returned> outcome = call((request, executor) -> result);
    assertThat(Outcomes.decided(outcome)).isFalse();
    route.advance(Duration.ofMillis(300));
    result.complete(new Reply(404, Headers.of("X-A", "1"), body));
    route.executor.runAll();

    Returned returned = Outcomes.value(outcome);
    assertThat(returned.response().status()).isEqualTo(404);
    assertThat(returned.response().headers().all("X-A")).containsExactly("1");
    assertThat(returned.response().body()).isSameAs(body);
    assertThat(admitted.routed().record().integrationLatency()).hasValue(Duration.ofMillis(300));
    assertThat(route.clock.pendingTimers()).isZero();
  }

  @Test
  void transportGetsTheRequestAndTheRequestsOwnExecutor() {
    TransportRequest[] sent = new TransportRequest[1];
    Outcome<Returned> outcome = call((request, executor) -> {
      sent[0] = request;
      assertThat(executor).isSameAs(route.executor);
      return CompletableFuture.completedFuture(new Reply(200, Headers.empty(), Body.empty()));
    });

    assertThat(Outcomes.value(outcome).response().status()).isEqualTo(200);
    assertThat(sent[0]).hasToString("POST http://b.internal/x");
    assertThat(sent[0].timeout()).isEqualTo(AdmittedRequests.TIMEOUT);
    assertThat(sent[0].body().text()).isEqualTo("x");
  }

  @ParameterizedTest
  @CsvSource({
    "CONNECT, INTEGRATION_FAILURE",
    "BROKEN, INTEGRATION_FAILURE",
    "TIMEOUT, INTEGRATION_TIMEOUT",
    "REQUEST_BODY, BAD_REQUEST"
  })
  void failureIsARefusalByItsKind(Kind kind, GatewayResponseType type) {
    Outcome<Returned> outcome = call((request, executor) ->
        CompletableFuture.completedFuture(new Failure(kind, "details\r\nof it")));

    assertThat(Outcomes.refusal(outcome).type()).isEqualTo(type);
    assertThat(Outcomes.refusal(outcome).facts()).contains("details\\u000d\\u000aof it");
    assertThat(Outcomes.refusal(outcome).message()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 99, 100, 101, 103, 199, 1000})
  void replyWithoutAFinalStatusIsAFailure(int status) {
    BytesSource source = new BytesSource();
    Outcome<Returned> outcome = call((request, executor) ->
        CompletableFuture.completedFuture(new Reply(status, Headers.empty(), Body.stream(source))));

    assertThat(Outcomes.refusal(outcome).type()).isEqualTo(GatewayResponseType.INTEGRATION_FAILURE);
    assertThat(source.cancelled()).isTrue();
  }

  @Test
  @SuppressWarnings("NullAway") // what a careless transport does
  void faultOfTheTransportIsAFailure() {
    result.completeExceptionally(new IllegalStateException("broken"));

    assertThat(Outcomes.refusal(call((request, executor) -> result)).type())
        .isEqualTo(GatewayResponseType.INTEGRATION_FAILURE);
    assertThat(Outcomes.refusal(call((request, executor) -> null)).type())
        .isEqualTo(GatewayResponseType.INTEGRATION_FAILURE);
    assertThat(Outcomes.refusal(call((request, executor) -> {
              throw new IllegalStateException("broken");
            }))
            .type())
        .isEqualTo(GatewayResponseType.INTEGRATION_FAILURE);
  }

  @Test
  void transportThatKeepsNoTimeIsNotWaitedForEndlesslyAndItsLateReplyIsGivenUp() {
    Outcome<Returned> outcome = call((request, executor) -> result);
    route.advance(AdmittedRequests.TIMEOUT.plusSeconds(1));

    assertThat(Outcomes.refusal(outcome).type()).isEqualTo(GatewayResponseType.INTEGRATION_TIMEOUT);
    BytesSource late = new BytesSource();
    result.complete(new Reply(200, Headers.empty(), Body.stream(late)));
    assertThat(late.cancelled()).isTrue();
  }

  @Test
  void bodyThatTurnsOutTooLongIsTooLargeWhateverTheTransportMakesOfIt() {
    BytesSource source = new BytesSource();
    Received received = new Received();
    Outcome<Returned> outcome = call(
        (request, executor) -> {
          request.body().publisher().subscribe(received);
          return received
              .whole()
              .<TransportResult>thenApply(text -> new Reply(200, Headers.empty(), Body.empty()))
              .exceptionally(fault -> new Failure(Kind.REQUEST_BODY, String.valueOf(fault)));
        },
        route.admit(Request.post("/a", Body.stream(source))));
    source.give("x".repeat(1001));
    route.executor.runAll();

    assertThat(Outcomes.refusal(outcome).type()).isEqualTo(GatewayResponseType.REQUEST_TOO_LARGE);
    assertThat(source.cancelled()).isTrue();
  }

  @Test
  void mockAnswersAlwaysTheSameAndGivesTheBodyUp() {
    MockIntegration mock =
        MockIntegration.builder().status(418).header("X-A", "1").body("tea").build();
    BytesSource source = new BytesSource();
    Outcome<Returned> outcome = TransformStep.streamed()
        .take(route.admit(Request.post("/a", Body.stream(source))))
        .then(IntegrateStep.mock(mock));

    assertThat(Outcomes.value(outcome).response().status()).isEqualTo(418);
    assertThat(Outcomes.value(outcome).response().header("x-a")).hasValue("1");
    assertThat(Outcomes.value(outcome).response().body().text()).isEqualTo("tea");
    assertThat(source.cancelled()).isTrue();
  }

  private Outcome<Returned> call(HttpTransport transport) {
    return call(transport, admitted);
  }

  private Outcome<Returned> call(HttpTransport transport, Admitted request) {
    HttpIntegration http =
        HttpIntegration.builder(ApiKind.HTTP, "http://b.internal/x").build();
    Outcome<Outgoing> outgoing = TransformStep.proxied(http, route.backendRoute(new NoJson()))
        .match(step -> step, problems -> {
          throw new IllegalArgumentException(problems.toString());
        })
        .take(request);
    return outgoing.then(IntegrateStep.http(transport));
  }
}
