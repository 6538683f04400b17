package io.apigw.runtime.integrate;

import io.apigw.api.JsonEngine;
import io.apigw.api.Response;
import io.apigw.api.ResponseException;
import io.apigw.api.integrate.FunctionCall;
import io.apigw.api.integrate.UnreadableBodyException;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.runtime.monitor.Faults;
import io.apigw.runtime.monitor.LogText;
import io.apigw.runtime.monitor.Recording;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.route.Routed;
import io.apigw.runtime.throttle.Admitted;
import io.apigw.runtime.transform.Outgoing;
import io.apigw.runtime.transform.Returned;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

/**
 * What all kinds of function have in common: how they are called, and what becomes of an answer, an exception, or
 * none of both.
 *
 * @param name the function's name, for the log
 * @param json reads bodies
 * @param timeout how long the answer may take
 * @param log what an operator reads of failures
 */
record FunctionSite(String name, JsonEngine json, Duration timeout, IntegrationLog log) {

  FunctionCall call(Outgoing outgoing) {
    Admitted admitted = outgoing.admitted();
    Recording record = admitted.routed().record();
    record.integrationStarted();
    long deadline = record.integrationStartedMillis() + timeout.toMillis();
    return FunctionCall.of(admitted, admitted.principal(), json, deadline);
  }

  Outcome<Returned> answered(Outgoing outgoing, Response response) {
    if (response.status() < 200) {
      response.body().discard();
      return malformed(
          outgoing, "function " + name + " answered with the interim status " + response.status());
    }
    record(outgoing).integrationAnswered(response.status(), response.headers());
    if (response.body().streamed()) {
      return new Returned(outgoing.admitted(), watched(outgoing, response));
    }
    outgoing.body().discard();
    return new Returned(outgoing.admitted(), response);
  }

  /** The answer may be made of the request's body, so that is given up only at the end. */
  private Response watched(Outgoing outgoing, Response response) {
    Routed routed = outgoing.admitted().routed();
    if (outgoing.body().streamed()) {
      routed.record().atEnd(outgoing.body()::discard);
    }
    Duration limit = routed.stage().idleLimit();
    return response.withBody(WatchedAnswer.of(
        response.body(),
        outgoing.executor(),
        limit,
        () -> log.failed(
            record(outgoing),
            "function " + name + " sent nothing of its answer for " + limit.toMillis() + " ms")));
  }

  Outcome<Returned> failed(Outgoing outgoing, Throwable fault) {
    if (fault instanceof ResponseException answer) {
      return answered(outgoing, answer.response());
    }
    if (outgoing.tooLarge()) {
      return refused(
          outgoing, GatewayResponseType.REQUEST_TOO_LARGE, "the request's body was over its limit");
    }
    if (fault instanceof UnreadableBodyException) {
      return refused(
          outgoing, GatewayResponseType.BAD_REQUEST_BODY, LogText.plain(fault.toString()));
    }
    Faults.log(record(outgoing), fault);
    GatewayResponseType type = fault instanceof RejectedExecutionException
        ? GatewayResponseType.SERVICE_UNAVAILABLE
        : GatewayResponseType.MALFORMED_INTEGRATION_RESPONSE;
    return refused(
        outgoing, type, "function " + name + " failed: " + fault.getClass().getName());
  }

  Outcome<Returned> empty(Outgoing outgoing) {
    return malformed(outgoing, "function " + name + " answered with null");
  }

  Outcome<Returned> late(Outgoing outgoing) {
    String facts = "function " + name + " did not answer within " + timeout.toMillis() + " ms";
    log.failed(record(outgoing), facts);
    return refused(outgoing, GatewayResponseType.INTEGRATION_TIMEOUT, facts);
  }

  private Outcome<Returned> malformed(Outgoing outgoing, String facts) {
    log.failed(record(outgoing), facts);
    return refused(outgoing, GatewayResponseType.MALFORMED_INTEGRATION_RESPONSE, facts);
  }

  private static Outcome<Returned> refused(
      Outgoing outgoing, GatewayResponseType type, String facts) {
    record(outgoing).integrationFailed(facts);
    return Outcome.refused(Rejection.of(type).withFacts(facts));
  }

  private static Recording record(Outgoing outgoing) {
    return outgoing.admitted().routed().record();
  }
}
