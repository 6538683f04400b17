package io.apigw.runtime.transform;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.JsonException;
import io.apigw.api.integrate.Origin;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.throttle.Admitted;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes the request on the wire to an HTTP back end; its body is passed on as it arrives. */
final class ProxyRequest implements Step<Admitted, Outgoing> {

  private static final Rejection INVALID_JSON =
      Rejection.of(GatewayResponseType.BAD_REQUEST, "Invalid JSON in request body");

  private final @Nullable String method;
  private final BackendUri uri;
  private final RequestHeaders headers;
  private final Duration timeout;

  /**
   * Makes the step.
   *
   * @param method the verb; null for the client's own
   * @param uri where requests go
   * @param headers makes the headers
   * @param timeout how long the reply's head may take
   */
  ProxyRequest(@Nullable String method, BackendUri uri, RequestHeaders headers, Duration timeout) {
    this.method = method;
    this.uri = uri;
    this.headers = headers;
    this.timeout = timeout;
  }

  @Override
  public Outcome<Outgoing> take(Admitted admitted) {
    try {
      return written(admitted);
    } catch (JsonException unreadable) {
      return Outcome.refused(INVALID_JSON.withFacts(String.valueOf(unreadable.getMessage())));
    }
  }

  private Outcome<Outgoing> written(Admitted admitted) {
    Origin origin = uri.origin(admitted);
    if (origin == null) {
      return Refusals.configuration(
          "Invalid endpoint address: a value of the request does not make a host name");
    }
    String target = uri.target(admitted);
    if (target == null) {
      return Refusals.badRequest("a path variable has a segment that is . or ..");
    }
    Headers fields = headers.of(admitted);
    if (fields == null) {
      return Refusals.configuration("a value that is mapped to a header has control characters");
    }
    String verb = method == null ? admitted.request().method() : method;
    PayloadLimit limit =
        PayloadLimit.of(admitted.body(), admitted.routed().stage().payloadLimit());
    Body body = limit == null ? admitted.body() : limit.limited();
    TransportRequest wire = new TransportRequest(verb, origin, target, fields, body, timeout);
    return new Outgoing(admitted, wire, limit);
  }
}
