package io.apigw.runtime.respond;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.JsonEngine;
import io.apigw.api.Response;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
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
    return outcome.end(
        answer -> CompletableFuture.completedStage(answer(routed, answer.response())),
        rejection -> CompletableFuture.completedStage(refusal(routed, rejection)),
        fault -> CompletableFuture.completedStage(fault(routed, fault)));
  }

  private Response answer(Routed routed, Response response) {
    try {
      Body body = bodyOf(routed, response);
      return finish(routed, response.status(), response.headers(), body);
    } catch (RuntimeException unwritable) {
      response.body().discard();
      return fault(routed, unwritable);
    }
  }

  private Response refusal(Routed routed, Rejection rejection) {
    routed.record().rejected(rejection);
    routed.request().body().discard();
    StandardAnswer standard = standard(routed.stage(), rejection.type());
    Headers headers = standard.contentType();
    if (!standard.errorType().isEmpty()) {
      headers = headers.withAdded("x-amzn-ErrorType", standard.errorType());
    }
    if (rejection.headers().size() > 0) {
      headers = headers.toBuilder().addAll(rejection.headers()).build();
    }
    return finish(routed, standard.status(), headers, standard.body(rejection));
  }

  private Response fault(Routed routed, Throwable fault) {
    Faults.log(routed.record(), fault);
    return refusal(routed, FAULT);
  }

  private Response finish(Routed routed, int status, Headers headers, Body body) {
    Headers complete = ids(routed, withCors(routed, headers));
    return Delivery.of(
        routed,
        Response.of(status, complete, bodiless(routed, status) ? none(body) : body),
        everyRequest);
  }

  /** The body as bytes or stream: a value that a function answered with is written now. */
  private Body bodyOf(Routed routed, Response response) {
    return bodiless(routed, response.status())
        ? response.body()
        : response.body().written(json);
  }

  private static StandardAnswer standard(CompiledStage stage, GatewayResponseType type) {
    return stage.kind().isPresent() && !stage.rest()
        ? GatewayResponses.http(type)
        : GatewayResponses.rest(type);
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

  private static Headers ids(Routed routed, Headers headers) {
    if (routed.stage().kind().isPresent() && !routed.stage().rest()) {
      return headers.with("Apigw-Requestid", routed.record().requestId());
    }
    return headers.toBuilder()
        .set("x-amzn-RequestId", routed.record().requestId())
        .set("x-amz-apigw-id", routed.record().extendedRequestId())
        .build();
  }

  private static boolean bodiless(Routed routed, int status) {
    return status == 204 || status == 304 || routed.request().method().equals("HEAD");
  }

  private static Body none(Body body) {
    body.discard();
    return Body.empty();
  }
}
