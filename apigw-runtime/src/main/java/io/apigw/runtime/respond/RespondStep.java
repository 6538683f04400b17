package io.apigw.runtime.respond;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.JsonEngine;
import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.api.shared.Stages;
import io.apigw.runtime.monitor.Faults;
import io.apigw.runtime.monitor.Monitor;
import io.apigw.runtime.outcome.Answer;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.route.CompiledStage;
import io.apigw.runtime.route.Routed;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Turns whatever came of a request into the response that the client gets: an answer, a refusal, or a fault. The only
 * place where refusals become responses; always runs, and never fails.
 */
public final class RespondStep {

  private static final Rejection FAULT = Rejection.of(GatewayResponseType.INTERNAL_ERROR);

  private final JsonEngine json;
  private final Monitor everyRequest;

  /**
   * Makes the step of a gateway.
   *
   * @param json writes the values that functions answer with
   * @param everyRequest is told of each request that has ended, after its stage's own monitor
   */
  public RespondStep(JsonEngine json, Monitor everyRequest) {
    this.json = json;
    this.everyRequest = everyRequest;
  }

  /** Ends a request's way. */
  public CompletionStage<Response> to(Routed routed, Outcome<Answer> outcome) {
    CompletionStage<Response> response = outcome.end(
        answer -> CompletableFuture.completedFuture(answer(routed, answer.response())),
        rejection -> CompletableFuture.completedFuture(refusal(routed, rejection)),
        fault -> CompletableFuture.completedFuture(fault(routed, fault)));
    if (Stages.stateOf(response) == Stages.State.PENDING) {
      routed.executor().onCancel(routed.record()::clientGone);
    }
    return response;
  }

  /** Answers a request that could not be routed, and so has neither API nor record. */
  public static CompletionStage<Response> unroutable(Request request) {
    discard(request.body());
    StandardAnswer standard = GatewayResponses.rest(GatewayResponseType.INTERNAL_ERROR);
    return CompletableFuture.completedFuture(
        Response.of(standard.status(), standard.headers(), standard.body(FAULT)));
  }

  private Response answer(Routed routed, Response response) {
    try {
      if (bodiless(routed, response.status())) {
        discard(response.body());
        return finish(routed, response.status(), typed(routed, response), Body.empty());
      }
      boolean value = !response.body().collected() && !response.body().streamed();
      Body body = response.body().written(json);
      long most = routed.stage().payloadLimit();
      if (value && body.lengthOr(0) > most) {
        return refusal(routed, tooLong(body, most));
      }
      return finish(routed, response.status(), typed(routed, response), body);
    } catch (Throwable unwritable) {
      discard(response.body());
      return fault(routed, unwritable);
    }
  }

  /** Only here is known how long a value is; all other bodies were looked at when they came back. */
  private static Rejection tooLong(Body body, long most) {
    return Rejection.of(GatewayResponseType.API_CONFIGURATION_ERROR)
        .withFacts("Integration response of reported length " + body.lengthOr(0)
            + " is larger than allowed maximum of " + most + " bytes.");
  }

  private Response refusal(Routed routed, Rejection rejection) {
    routed.record().rejected(rejection);
    discard(routed.request().body());
    StandardAnswer standard = standard(routed.stage(), rejection.type());
    Headers headers = standard.headers();
    if (rejection.headers().size() > 0) {
      headers = headers.toBuilder().addAll(rejection.headers()).build();
    }
    Rejection told = withLimit(routed, rejection);
    routed.record().errorMessage(told.message().orElse(standard.message()));
    Body body = bodiless(routed, standard.status()) ? Body.empty() : standard.body(told);
    return standard.bare()
        ? deliver(routed, standard.status(), withCors(routed, headers), body)
        : finish(routed, standard.status(), headers, body);
  }

  /** A stage may have other limits than AWS's, of which the standard text speaks; the smaller one was exceeded surely. */
  private static Rejection withLimit(Routed routed, Rejection rejection) {
    CompiledStage stage = routed.stage();
    long limit = Math.min(stage.payloadLimit(), stage.collectedLimit());
    return rejection.type() == GatewayResponseType.REQUEST_TOO_LARGE
            && rejection.message().isEmpty()
            && limit != GatewayResponses.PAYLOAD
        ? Rejection.of(rejection.type(), GatewayResponses.tooLarge(limit))
        : rejection;
  }

  private Response fault(Routed routed, Throwable fault) {
    Faults.log(routed.record(), fault);
    return refusal(routed, FAULT);
  }

  private Response finish(Routed routed, int status, Headers headers, Body body) {
    return deliver(routed, status, withIds(routed, withCors(routed, headers)), body);
  }

  private Response deliver(Routed routed, int status, Headers headers, Body body) {
    return Delivery.of(routed, Response.of(status, headers, body), everyRequest);
  }

  private static StandardAnswer standard(CompiledStage stage, GatewayResponseType type) {
    return stage.http() ? GatewayResponses.http(type) : GatewayResponses.rest(type);
  }

  /**
   * A REST API calls JSON whatever does not say what it is, as AWS does. Not with 304: there the header would replace
   * the type of what the client has kept.
   */
  private static Headers typed(Routed routed, Response response) {
    Headers headers = response.headers();
    return !routed.stage().rest() || response.status() == 304 || headers.contains("Content-Type")
        ? headers
        : headers.withAdded("Content-Type", "application/json");
  }

  private static Headers withCors(Routed routed, Headers headers) {
    return routed.stage().cors().isEmpty()
        ? headers
        : CorsHeaders.write(
                routed.stage().cors().get(),
                routed.request(),
                routed.method() instanceof CorsPreflight,
                headers)
            .build();
  }

  private static Headers withIds(Routed routed, Headers headers) {
    if (routed.stage().http()) {
      return headers.with("Apigw-Requestid", routed.record().requestId());
    }
    return Headers.builder(headers.size() + 2)
        .addAll(headers)
        .set("x-amzn-RequestId", routed.record().requestId())
        .set("x-amz-apigw-id", routed.record().extendedRequestId())
        .build();
  }

  private static boolean bodiless(Routed routed, int status) {
    return status == 204 || status == 304 || routed.request().method().equals("HEAD");
  }

  /** Gives a body up, whoever publishes it. */
  private static void discard(Body body) {
    try {
      body.discard();
    } catch (Throwable ofThePublisher) {
      System.getLogger(RespondStep.class.getName())
          .log(System.Logger.Level.DEBUG, "a body could not be given up", ofThePublisher);
    }
  }
}
