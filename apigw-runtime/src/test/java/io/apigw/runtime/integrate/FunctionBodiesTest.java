package io.apigw.runtime.integrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.api.integrate.AsyncHttpFunction;
import io.apigw.api.integrate.NamedFunction;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.throttle.Admitted;
import io.apigw.runtime.transform.AdmittedRequests;
import io.apigw.runtime.transform.BytesSource;
import io.apigw.runtime.transform.Outcomes;
import io.apigw.runtime.transform.Received;
import io.apigw.runtime.transform.Returned;
import io.apigw.runtime.transform.TransformStep;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FunctionBodiesTest {

  private final AdmittedRequests route = AdmittedRequests.http("POST /p/{id}");

  @Test
  void bodyIsCollectedBeforeTheCall() {
    BytesSource source = new BytesSource();
    Outcome<Returned> outcome = run(
        NamedFunction.of("pets", call -> Response.text(200, call.body().text())),
        route.admit(Request.post("/p/7", Body.stream(source))));
    assertThat(Outcomes.decided(outcome)).isFalse();
    source.give("a").give("b").end();
    route.executor.runAll();

    assertThat(Outcomes.value(outcome).response().body().text()).isEqualTo("ab");
  }

  @Test
  void bodyOverTheCollectedLimitIsTooLarge() {
    BytesSource source = new BytesSource();
    Outcome<Returned> outcome = run(
        NamedFunction.of("pets", call -> Response.of(200)),
        route.admit(Request.post("/p/7", Body.stream(source))));
    source.give("x".repeat(501));
    route.executor.runAll();

    assertThat(Outcomes.refusal(outcome).type()).isEqualTo(GatewayResponseType.REQUEST_TOO_LARGE);
    assertThat(source.cancelled()).isTrue();
    assertThat(Outcomes.refusal(run(
                NamedFunction.of("pets", call -> Response.of(200)),
                route.admit(Request.post("/p/7", Body.stream(new BytesSource(), 501)))))
            .type())
        .isEqualTo(GatewayResponseType.REQUEST_TOO_LARGE);
  }

  @Test
  void bodyThatBreaksOffIsABadRequestAndOneThatStandsStillIsLate() {
    BytesSource source = new BytesSource();
    Outcome<Returned> broken = run(
        NamedFunction.of("pets", call -> Response.of(200)),
        route.admit(Request.post("/p/7", Body.stream(source))));
    source.fail(new IOException("reset"));
    Outcome<Returned> dripping = run(
        NamedFunction.of("pets", call -> Response.of(200)),
        route.admit(Request.post("/p/7", Body.stream(new BytesSource()))));
    for (int look = 0; look < 6; look++) {
      route.advance(Duration.ofSeconds(5));
    }

    assertThat(Outcomes.refusal(broken).type()).isEqualTo(GatewayResponseType.BAD_REQUEST);
    assertThat(Outcomes.refusal(dripping).type()).isEqualTo(GatewayResponseType.REQUEST_TIMEOUT);
  }

  @Test
  void streamingFunctionGetsTheBodyAsItArrives() {
    BytesSource source = new BytesSource();
    Received received = new Received();
    Outcome<Returned> outcome = streaming(
        call -> {
          call.body().publisher().subscribe(received);
          return received.whole().thenApply(text -> Response.text(200, text));
        },
        Body.stream(source));
    source.give("a");
    assertThat(received.text()).isEqualTo("a");
    assertThat(Outcomes.decided(outcome)).isFalse();
    source.end();
    route.executor.runAll();

    assertThat(Outcomes.value(outcome).response().body().text()).isEqualTo("a");
  }

  @Test
  void streamingFunctionWhoseClientSendsTooMuchIsTooLarge() {
    BytesSource source = new BytesSource();
    Received received = new Received();
    Outcome<Returned> outcome = streaming(
        call -> {
          call.body().publisher().subscribe(received);
          return received.whole().thenApply(text -> Response.text(200, text));
        },
        Body.stream(source));
    source.give("x".repeat(1001));
    route.executor.runAll();

    assertThat(Outcomes.refusal(outcome).type()).isEqualTo(GatewayResponseType.REQUEST_TOO_LARGE);
  }

  @Test
  void bodyThatAStreamingFunctionDoesNotWantIsGivenUp() {
    BytesSource source = new BytesSource();
    streaming(call -> CompletableFuture.completedFuture(Response.of(204)), Body.stream(source, 10));

    assertThat(source.cancelled()).isTrue();
  }

  private Outcome<Returned> streaming(AsyncHttpFunction function, Body body) {
    return TransformStep.streamed()
        .take(route.admit(Request.post("/p/7", body)))
        .then(IntegrateStep.function(
            NamedFunction.async("pets", function), new NoJson(), AdmittedRequests.TIMEOUT));
  }

  private static Outcome<Returned> run(NamedFunction function, Admitted admitted) {
    return TransformStep.collected(AdmittedRequests.ROOM)
        .take(admitted)
        .then(IntegrateStep.function(function, new NoJson(), AdmittedRequests.TIMEOUT));
  }
}
