package io.apigw.runtime.integrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.transform.AdmittedRequests;
import io.apigw.runtime.transform.Outcomes;
import io.apigw.runtime.transform.Returned;
import io.apigw.runtime.transform.TransformStep;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InPlaceFunctionTest {

  private final AdmittedRequests route = AdmittedRequests.http("POST /p/{id}");
  private final CapturedLog log = new CapturedLog();

  @Test
  void functionThatHeldTheThreadIsReportedOnceWithTheLineToWriteInstead() {
    InPlaceFunction function = taking(Duration.ofMillis(51));

    assertThat(Outcomes.value(run(function)).response().status()).isEqualTo(200);
    assertThat(Outcomes.value(run(function)).response().status()).isEqualTo(200);

    assertThat(log.lines)
        .singleElement()
        .satisfies(line -> assertThat(line)
            .matches(
                "WARNING request \\S+, API pets, route POST /p/\\{id}: function slow held the request's thread for"
                    + " 51 ms; one that blocks is declared as function\\(executor, call -> …\\)"));
  }

  @Test
  void functionThatDidNotHoldItIsNot() {
    run(taking(Duration.ofMillis(50)));

    assertThat(log.lines).isEmpty();
  }

  @Test
  @SuppressWarnings("NullAway") // what a careless function does
  void failureIsOneLineWithTheRequestsId() {
    var admitted = route.admit(Request.post("/p/7", Body.empty()));
    String id = admitted.routed().record().requestId();
    InPlaceFunction function = new InPlaceFunction(call -> null, site());
    Outcomes.refusal(
        TransformStep.collected(AdmittedRequests.ROOM).take(admitted).then(function));

    assertThat(log.lines)
        .containsExactly("WARNING request " + id
            + ", API pets, route POST /p/{id}: function slow answered with null");
  }

  private InPlaceFunction taking(Duration duration) {
    return new InPlaceFunction(
        call -> {
          route.clock.advance(duration);
          return Response.of(200);
        },
        site());
  }

  private FunctionSite site() {
    return new FunctionSite(
        "slow", new NoJson(), AdmittedRequests.TIMEOUT, new IntegrationLog(log));
  }

  private Outcome<Returned> run(InPlaceFunction function) {
    return TransformStep.collected(AdmittedRequests.ROOM)
        .take(route.admit(Request.post("/p/7", Body.empty())))
        .then(function);
  }
}
