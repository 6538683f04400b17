package io.apigw.runtime.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.ApiKind;
import io.apigw.api.Body;
import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.runtime.outcome.Answer;
import io.apigw.runtime.outcome.Outcome;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class ReplyTest {

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "WEBSOCKET")
  void answerThatNeedsNoChangeIsPassedOnUntouched(ApiKind kind) {
    Response response = Response.text(200, "x");

    assertThat(Outcomes.value(reply(kind, response)).response()).isSameAs(response);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "WEBSOCKET")
  void streamOfKnownLengthIsPassedOnItself(ApiKind kind) {
    Response response =
        Response.of(200).withBody(Body.stream(new BytesSource(), AdmittedRequests.PAYLOAD));

    assertThat(Outcomes.value(reply(kind, response)).response()).isSameAs(response);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "WEBSOCKET")
  void bodyThatSaysItIsTooLongIs500AndGivenUp(ApiKind kind) {
    BytesSource source = new BytesSource();
    Outcome<Answer> outcome = reply(kind, Response.of(200).withBody(Body.stream(source, 1001)));

    assertThat(Outcomes.refusal(outcome).type())
        .isEqualTo(GatewayResponseType.API_CONFIGURATION_ERROR);
    assertThat(Outcomes.refusal(outcome).facts())
        .isEqualTo(
            "Integration response of reported length 1001 is larger than allowed maximum of 1000 bytes.");
    assertThat(source.cancelled()).isTrue();
    assertThat(Outcomes.refusal(reply(kind, Response.text(200, "x".repeat(1001))))
            .type())
        .isEqualTo(GatewayResponseType.API_CONFIGURATION_ERROR);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "WEBSOCKET")
  void bodyThatTurnsOutTooLongIsCutOff(ApiKind kind) {
    BytesSource source = new BytesSource();
    Received received = new Received();
    Outcomes.value(reply(kind, Response.of(200).withBody(Body.stream(source))))
        .response()
        .body()
        .publisher()
        .subscribe(received);

    source.give("x".repeat(1000)).give("x").give("x");
    source.end();

    assertThat(source.cancelled()).isTrue();
    assertThat(received.failure()).isInstanceOf(IOException.class);
    assertThat(received.text()).hasSize(1000);
    assertThat(received.whole().toCompletableFuture()).isCompletedExceptionally();
  }

  private static Outcome<Answer> reply(ApiKind kind, Response response) {
    AdmittedRequests route = AdmittedRequests.of(kind, "GET /a");
    return TransformStep.proxyReply(kind)
        .take(new Returned(route.admit(Request.get("/a")), response));
  }
}
