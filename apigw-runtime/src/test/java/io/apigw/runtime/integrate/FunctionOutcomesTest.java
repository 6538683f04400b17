package io.apigw.runtime.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apigw.api.Body;
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
import io.apigw.runtime.transform.Outcomes;
import io.apigw.runtime.transform.Outgoing;
import io.apigw.runtime.transform.Returned;
import io.apigw.runtime.transform.TransformStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
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

  @Test
  void nameWithoutCodeCannotBeAsked() {
    NamedFunction unbound = NamedFunction.named("pets");

    assertThatThrownBy(
            () -> IntegrateStep.function(unbound, new NoJson(), AdmittedRequests.TIMEOUT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("function: expected code behind the name but was pets");
  }

  private Outcome<Returned> run(NamedFunction function) {
    return run(function, route.admit(Request.post("/p/7", Body.empty())));
  }

  private static Outcome<Returned> run(NamedFunction function, Admitted admitted) {
    Outcome<Outgoing> outgoing = TransformStep.collected(AdmittedRequests.ROOM).take(admitted);
    return outgoing.then(IntegrateStep.function(function, new NoJson(), AdmittedRequests.TIMEOUT));
  }
}
