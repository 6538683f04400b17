package io.apigw.runtime.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apigw.api.Body;
import io.apigw.api.JsonEngine;
import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.api.ResponseException;
import io.apigw.api.integrate.HttpFunction;
import io.apigw.api.integrate.NamedFunction;
import io.apigw.api.integrate.UnreadableBodyException;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FunctionOutcomesTest {

  private static final Executor AT_ONCE = Runnable::run;

  private final AdmittedRequests route = AdmittedRequests.http("POST /p/{id}");

  /** The three ways to run a function, which differ in nothing else. */
  enum Way {
    IN_PLACE {
      @Override
      NamedFunction of(HttpFunction function) {
        return NamedFunction.of("pets", function);
      }
    },
    ON_AN_EXECUTOR {
      @Override
      NamedFunction of(HttpFunction function) {
        return NamedFunction.of("pets", AT_ONCE, function);
      }
    },
    LATER {
      @Override
      NamedFunction of(HttpFunction function) {
        return NamedFunction.async(
            "pets", call -> CompletableFuture.completedFuture(function.call(call)));
      }
    };

    abstract NamedFunction of(HttpFunction function);
  }

  @ParameterizedTest
  @EnumSource
  void functionIsAskedWithWhatIsKnownAndItsAnswerIsTaken(Way way) {
    Response answer = Response.text(201, "made");
    List<String> seen = new ArrayList<>();
    Admitted admitted = route.admit(Request.post("/p/7", Body.text("body")));

    Outcome<Returned> outcome = run(
        way.of(call -> {
          seen.add(call.pathParameter("id"));
          seen.add(call.body().text());
          seen.add(call.deadline().toString());
          return answer;
        }),
        admitted);

    assertThat(Outcomes.value(outcome).response()).isSameAs(answer);
    assertThat(seen).containsExactly("7", "body", "2026-03-12T19:04:00.123Z");
    assertThat(admitted.routed().record().integrationLatency()).hasValue(Duration.ZERO);
  }

  @ParameterizedTest
  @EnumSource
  void exceptionIsAMalformedAnswerAndTellsItsClassOnly(Way way) {
    Outcome<Returned> outcome = run(way.of(call -> {
      throw new IllegalStateException("password=secret");
    }));

    assertThat(Outcomes.refusal(outcome).type())
        .isEqualTo(GatewayResponseType.MALFORMED_INTEGRATION_RESPONSE);
    assertThat(Outcomes.refusal(outcome).facts())
        .isEqualTo("function pets failed: java.lang.IllegalStateException");
    assertThat(Outcomes.refusal(outcome).message()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void errorIsAMalformedAnswerToo(Way way) {
    Outcome<Returned> outcome = run(way.of(call -> {
      throw new StackOverflowError();
    }));

    assertThat(Outcomes.refusal(outcome).type())
        .isEqualTo(GatewayResponseType.MALFORMED_INTEGRATION_RESPONSE);
  }

  @ParameterizedTest
  @EnumSource
  @SuppressWarnings("NullAway") // what a careless function does
  void nullIsAMalformedAnswer(Way way) {
    assertThat(Outcomes.refusal(run(way.of(call -> null))).type())
        .isEqualTo(GatewayResponseType.MALFORMED_INTEGRATION_RESPONSE);
  }

  @ParameterizedTest
  @EnumSource
  void interimStatusIsAMalformedAnswer(Way way) {
    assertThat(Outcomes.refusal(run(way.of(call -> Response.of(101)))).type())
        .isEqualTo(GatewayResponseType.MALFORMED_INTEGRATION_RESPONSE);
  }

  @ParameterizedTest
  @EnumSource
  void responseExceptionIsAnAnswer(Way way) {
    Response answer = Response.text(409, "conflict");

    assertThat(Outcomes.value(run(way.of(call -> {
              throw new ResponseException(answer);
            })))
            .response())
        .isSameAs(answer);
  }

  @ParameterizedTest
  @EnumSource
  void unreadableBodyIsTheClientsFault(Way way) {
    Outcome<Returned> outcome = run(way.of(call -> {
      throw new UnreadableBodyException(
          "request body: expected { but was\nno", new IllegalStateException());
    }));

    assertThat(Outcomes.refusal(outcome).type()).isEqualTo(GatewayResponseType.BAD_REQUEST_BODY);
    assertThat(Outcomes.refusal(outcome).facts()).endsWith("expected { but was\\u000ano");
  }

  @Nested
  class Later {

    @Test
    void answerIsTakenWhenItComes() {
      CompletableFuture<Response> answer = new CompletableFuture<>();
      Admitted admitted = route.admit(Request.post("/p/7", Body.empty()));
      Outcome<Returned> outcome = run(NamedFunction.async("pets", call -> answer), admitted);
      assertThat(Outcomes.decided(outcome)).isFalse();

      route.clock.advance(Duration.ofMillis(700));
      answer.complete(Response.of(204));

      assertThat(Outcomes.value(outcome).response().status()).isEqualTo(204);
      assertThat(admitted.routed().record().integrationLatency()).hasValue(Duration.ofMillis(700));
      assertThat(route.clock.pendingTimers()).isZero();
    }

    @Test
    void failedStageIsAMalformedAnswer() {
      CompletableFuture<Response> answer = new CompletableFuture<>();
      Outcome<Returned> outcome = run(NamedFunction.async("pets", call -> answer));
      answer.completeExceptionally(new IllegalStateException("secret"));

      assertThat(Outcomes.refusal(outcome).type())
          .isEqualTo(GatewayResponseType.MALFORMED_INTEGRATION_RESPONSE);
    }

    @Test
    @SuppressWarnings("NullAway") // what a careless function does
    void nullForAStageAndStageOfNullAreMalformedAnswers() {
      CompletableFuture<Response> answer = new CompletableFuture<>();
      Outcome<Returned> later = run(NamedFunction.async("pets", call -> answer));
      answer.complete(null);

      assertThat(Outcomes.refusal(later).type())
          .isEqualTo(GatewayResponseType.MALFORMED_INTEGRATION_RESPONSE);
      assertThat(
              Outcomes.refusal(run(NamedFunction.async("pets", call -> null))).type())
          .isEqualTo(GatewayResponseType.MALFORMED_INTEGRATION_RESPONSE);
    }

    @Test
    void answerThatDoesNotComeInTimeIsATimeoutAndOneThatComesLaterIsGivenUp() {
      CompletableFuture<Response> answer = new CompletableFuture<>();
      Outcome<Returned> outcome = run(NamedFunction.async("pets", call -> answer));
      route.clock.advance(AdmittedRequests.TIMEOUT.minusMillis(1));
      assertThat(Outcomes.decided(outcome)).isFalse();
      route.clock.advance(Duration.ofMillis(1));

      assertThat(Outcomes.refusal(outcome).type())
          .isEqualTo(GatewayResponseType.INTEGRATION_TIMEOUT);
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

      assertThat(Outcomes.refusal(outcome).type())
          .isEqualTo(GatewayResponseType.SERVICE_UNAVAILABLE);
    }
  }

  @Nested
  class Bodies {

    @Test
    void bodyIsCollectedBeforeTheCall() {
      BytesSource source = new BytesSource();
      Outcome<Returned> outcome = run(
          NamedFunction.of("pets", call -> Response.text(200, call.body().text())),
          route.admit(Request.post("/p/7", Body.stream(source))));
      assertThat(Outcomes.decided(outcome)).isFalse();
      source.give("a").give("b").end();

      assertThat(Outcomes.value(outcome).response().body().text()).isEqualTo("ab");
    }

    @Test
    void bodyOverTheCollectedLimitIsTooLarge() {
      BytesSource source = new BytesSource();
      Outcome<Returned> outcome = run(
          NamedFunction.of("pets", call -> Response.of(200)),
          route.admit(Request.post("/p/7", Body.stream(source))));
      source.give("x".repeat(501));

      assertThat(Outcomes.refusal(outcome).type()).isEqualTo(GatewayResponseType.REQUEST_TOO_LARGE);
      assertThat(source.cancelled()).isTrue();
      assertThat(Outcomes.refusal(run(
                  NamedFunction.of("pets", call -> Response.of(200)),
                  route.admit(Request.post("/p/7", Body.stream(new BytesSource(), 501)))))
              .type())
          .isEqualTo(GatewayResponseType.REQUEST_TOO_LARGE);
    }

    @Test
    void bodyThatBreaksOffOrDripsForMinutesIsABadRequest() {
      BytesSource source = new BytesSource();
      Outcome<Returned> broken = run(
          NamedFunction.of("pets", call -> Response.of(200)),
          route.admit(Request.post("/p/7", Body.stream(source))));
      source.fail(new java.io.IOException("reset"));
      Outcome<Returned> dripping = run(
          NamedFunction.of("pets", call -> Response.of(200)),
          route.admit(Request.post("/p/7", Body.stream(new BytesSource()))));
      route.clock.advance(Duration.ofMinutes(5));

      assertThat(Outcomes.refusal(broken).type()).isEqualTo(GatewayResponseType.BAD_REQUEST);
      assertThat(Outcomes.refusal(dripping).type()).isEqualTo(GatewayResponseType.BAD_REQUEST);
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

      assertThat(Outcomes.refusal(outcome).type()).isEqualTo(GatewayResponseType.REQUEST_TOO_LARGE);
    }

    @Test
    void bodyThatAStreamingFunctionDoesNotWantIsGivenUp() {
      BytesSource source = new BytesSource();
      streaming(
          call -> CompletableFuture.completedFuture(Response.of(204)), Body.stream(source, 10));

      assertThat(source.cancelled()).isTrue();
    }

    private Outcome<Returned> streaming(
        io.apigw.api.integrate.AsyncHttpFunction function, Body body) {
      return TransformStep.streamed()
          .take(route.admit(Request.post("/p/7", body)))
          .then(IntegrateStep.function(
              NamedFunction.async("pets", function), noJson(), AdmittedRequests.TIMEOUT));
    }
  }

  @Test
  void nameWithoutCodeCannotBeAsked() {
    NamedFunction unbound = NamedFunction.named("pets");

    assertThatThrownBy(() -> IntegrateStep.function(unbound, noJson(), AdmittedRequests.TIMEOUT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("function: expected code behind the name but was pets");
  }

  private Outcome<Returned> run(NamedFunction function) {
    return run(function, route.admit(Request.post("/p/7", Body.empty())));
  }

  private static Outcome<Returned> run(NamedFunction function, Admitted admitted) {
    Outcome<Outgoing> outgoing = TransformStep.collected().take(admitted);
    return outgoing.then(IntegrateStep.function(function, noJson(), AdmittedRequests.TIMEOUT));
  }

  private static JsonEngine noJson() {
    return new NoJson();
  }
}
