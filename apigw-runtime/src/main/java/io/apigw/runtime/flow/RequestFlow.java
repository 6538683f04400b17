package io.apigw.runtime.flow;

import io.apigw.api.Request;
import io.apigw.api.RequestProcessor;
import io.apigw.api.Response;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.runtime.monitor.Faults;
import io.apigw.runtime.monitor.InFlight;
import io.apigw.runtime.outcome.Answer;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.respond.RespondStep;
import io.apigw.runtime.route.RouteStep;
import io.apigw.runtime.route.Routed;
import io.apigw.runtime.throttle.Admitted;
import java.util.concurrent.CompletionStage;

/**
 * A request's way, top to bottom. Each step hands on a value, a refusal, or either of them later; a refusal passes all
 * steps up to {@code respond}, which always runs.
 *
 * <pre>
 * Request → route → Routed → authorize → Authorized → throttle → Admitted → validate → cache ─┬─ hit ──────────────→ Answer
 *                                                                                             └─ miss: transform → Outgoing
 *                                                           → integrate → Returned → transform back ───────────→ Answer
 * Answer, or a refusal of any step → respond → Response
 * </pre>
 */
public final class RequestFlow implements RequestProcessor {

  private static final Outcome<Answer> CLOSED =
      Outcome.refused(Rejection.of(GatewayResponseType.SERVICE_UNAVAILABLE));

  private final RouteStep route;
  private final RespondStep respond;
  private final InFlight inFlight;

  /**
   * Makes the flow of a gateway.
   *
   * @param route finds the API, the stage and the method
   * @param respond makes the response
   * @param inFlight counts the requests, and says whether new ones are refused
   */
  public RequestFlow(RouteStep route, RespondStep respond, InFlight inFlight) {
    this.route = route;
    this.respond = respond;
    this.inFlight = inFlight;
  }

  /** Part one: find the method, let it answer, respond. */
  @Override
  public CompletionStage<Response> process(Request request) {
    inFlight.begin();
    Routed routed;
    try {
      routed = route.take(request);
    } catch (RuntimeException | Error fault) {
      Faults.log(request, fault);
      inFlight.end();
      return RespondStep.unroutable(request);
    }
    return respond.to(routed, answer(routed));
  }

  private Outcome<Answer> answer(Routed routed) {
    try {
      return inFlight.refusing() ? CLOSED : routed.then(routed.first());
    } catch (RuntimeException | Error fault) {
      Faults.log(routed.record(), fault);
      return Outcome.refused(Rejection.of(GatewayResponseType.INTERNAL_ERROR));
    }
  }

  /** Part two: may the caller, how often, is the request well-formed, is the answer at hand. */
  static Outcome<Answer> answer(Routed routed, MethodFlow method) {
    return method
        .authorize()
        .take(routed)
        .then(method.throttle())
        .then(method.validate())
        .then(method.cache());
  }

  /** Part three: ask the back end, in its own words, and hear its answer in ours. */
  static Outcome<Answer> askBackend(Admitted admitted, BackendFlow backend) {
    return backend
        .transformRequest()
        .take(admitted)
        .then(backend.integrate())
        .then(backend.transformReply());
  }
}
