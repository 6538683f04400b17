package io.apigw.runtime.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Headers;
import io.apigw.api.Request;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecordingTest {

  private final TestClock clock = TestClock.at("2026-03-12T19:03:58Z");
  private final Recording record = Records.rest(Request.get("/orders/7"), clock);

  @Test
  void timesAreThoseOfEachPartyAndOfTheWhole() {
    clock.advance(Duration.ofMillis(1));
    record.authorizerAsked();
    clock.advance(Duration.ofMillis(10));
    record.authorizerAnswered();
    record.limiterAsked();
    clock.advance(Duration.ofMillis(2));
    record.limiterAnswered();
    record.limiterAsked();
    clock.advance(Duration.ofMillis(3));
    record.limiterAnswered();
    record.integrationStarted();
    clock.advance(Duration.ofMillis(100));
    record.integrationAnswered(200);
    clock.advance(Duration.ofMillis(7));
    record.finished(200, 12, false);
    clock.advance(Duration.ofSeconds(5));

    assertThat(record.authorizerLatency()).contains(Duration.ofMillis(10));
    assertThat(record.limiterLatency()).contains(Duration.ofMillis(5));
    assertThat(record.integrationLatency()).contains(Duration.ofMillis(100));
    assertThat(record.latency()).isEqualTo(Duration.ofMillis(123));
    assertThat(record.startedAt()).isEqualTo(Instant.parse("2026-03-12T19:03:58Z"));
  }

  @Test
  void nobodyAskedMeansNoTime() {
    assertThat(record.authorizerLatency()).isEmpty();
    assertThat(record.limiterLatency()).isEmpty();
    assertThat(record.integrationLatency()).isEmpty();
    assertThat(record.cacheHit()).isEmpty();
  }

  @Test
  void latencyOfARequestUnderWayGrows() {
    clock.advance(Duration.ofMillis(4));
    assertThat(record.latency()).isEqualTo(Duration.ofMillis(4));
    clock.advance(Duration.ofMillis(4));
    assertThat(record.latency()).isEqualTo(Duration.ofMillis(8));
  }

  @Test
  void aFailedBackEndLeavesItsErrorAndTime() {
    record.integrationStarted();
    clock.advance(Duration.ofMillis(30));
    record.integrationFailed("connection refused");
    assertThat(record.integrationLatency()).contains(Duration.ofMillis(30));
    assertThat(record.variable("integration.error")).contains("connection refused");
    assertThat(record.variable("integration.status")).isEmpty();
  }

  @Test
  void theBackEndsOwnIdIsReadFromItsHeaders() {
    record.integrationAnswered(201, Headers.of("x-amzn-RequestId", "back-1"));
    assertThat(record.variable("awsEndpointRequestId")).contains("back-1");
    assertThat(record.variable("integration.requestId")).contains("back-1");
    assertThat(record.variable("integration.status")).contains("201");
  }

  @Test
  void whatIsKnownOnlyAtTheEndIsUnsetBefore() {
    assertThat(record.variable("status")).isEmpty();
    assertThat(record.variable("responseLength")).isEmpty();
    assertThat(record.variable("responseLatency")).isEmpty();
    clock.advance(Duration.ofMillis(9));
    record.finished(404, 23, false);
    assertThat(record.variable("status")).contains("404");
    assertThat(record.variable("responseLength")).contains("23");
    assertThat(record.variable("responseLatency")).contains("9");
  }

  @Test
  void textOfARefusalIsWhatTheClientIsTold() {
    record.rejected(Rejection.of(GatewayResponseType.THROTTLED).withFacts("stage limit"));
    assertThat(record.variable("error.message")).isEmpty();
    record.errorMessage("Too Many Requests");
    assertThat(record.variable("error.message")).contains("Too Many Requests");
    assertThat(record.variable("error.messageString")).contains("\"Too Many Requests\"");
    assertThat(record.variable("error.responseType")).contains("THROTTLED");
    assertThat(record.variable("error.facts")).contains("stage limit");
  }

  @Test
  void aRefusalsOwnMessageNeedsNoOther() {
    record.rejected(Rejection.of(GatewayResponseType.ACCESS_DENIED, "No \"way\""));
    assertThat(record.variable("error.message")).contains("No \"way\"");
    assertThat(record.variable("error.messageString")).contains("\"No \\\"way\\\"\"");
  }

  @Test
  void validationErrorsAreTheFactsOfABadBody() {
    record.rejected(Rejection.of(GatewayResponseType.BAD_REQUEST_BODY)
        .withFacts("[quantity: expected integer]"));
    assertThat(record.variable("error.validationErrorString"))
        .contains("[quantity: expected integer]");
    record.rejected(Rejection.of(GatewayResponseType.THROTTLED).withFacts("other"));
    assertThat(record.variable("error.validationErrorString")).isEmpty();
  }
}
