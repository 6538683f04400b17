package io.apigw.runtime.integrate;

import io.apigw.api.Response;
import io.apigw.api.integrate.HttpTransport;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.api.integrate.TransportResult;
import io.apigw.api.integrate.TransportResult.Failure;
import io.apigw.api.integrate.TransportResult.Reply;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.runtime.monitor.Faults;
import io.apigw.runtime.monitor.LogText;
import io.apigw.runtime.monitor.Recording;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.outcome.Question;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.transform.Outgoing;
import io.apigw.runtime.transform.Returned;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Sends the request on the wire to its back end, and tells a reply from the ways there is none. */
final class BackendCall
    implements Step<Outgoing, Returned>, Question<Outgoing, TransportResult, Returned> {

  /** The transport keeps the time, since it alone knows when the last byte was sent; this is for one that does not. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  /** As {@link #GRACE}, while a body may still be flowing: the transport ends one that stands still. */
  private static final Duration UPLOAD = Duration.ofHours(1);

  private static final long AT_ONCE_BYTES = 64 * 1024;

  private final HttpTransport transport;
  private final IntegrationLog log;

  BackendCall(HttpTransport transport, IntegrationLog log) {
    this.transport = transport;
    this.log = log;
  }

  @Override
  public Outcome<Returned> take(Outgoing outgoing) {
    return Outcome.when(outgoing, this);
  }

  @Override
  public CompletionStage<TransportResult> ask(Outgoing outgoing) {
    record(outgoing).integrationStarted();
    return transport.send(wire(outgoing), outgoing.executor());
  }

  @Override
  public Outcome<Returned> use(Outgoing outgoing, TransportResult result) {
    return result.match(reply -> replied(outgoing, reply), failure -> failed(outgoing, failure));
  }

  @Override
  public Outcome<Returned> fault(Outgoing outgoing, Throwable fault) {
    Faults.log(record(outgoing), fault);
    return refused(
        outgoing,
        GatewayResponseType.INTEGRATION_FAILURE,
        "transport failed: " + fault.getClass().getName());
  }

  @Override
  public Outcome<Returned> late(Outgoing outgoing) {
    return logged(
        outgoing,
        GatewayResponseType.INTEGRATION_TIMEOUT,
        "the transport has not answered in time");
  }

  @Override
  public boolean timed(Outgoing outgoing) {
    return !transport.keepsTime();
  }

  @Override
  public Duration limit(Outgoing outgoing) {
    TransportRequest wire = wire(outgoing);
    boolean atOnce = !wire.body().streamed() && wire.body().lengthOr(0) <= AT_ONCE_BYTES;
    return wire.timeout().plus(atOnce ? GRACE : UPLOAD);
  }

  @Override
  public void unused(Outgoing outgoing, TransportResult result) {
    boolean unused = result.match(
        reply -> {
          reply.body().discard();
          return true;
        },
        failure -> false);
  }

  private Outcome<Returned> replied(Outgoing outgoing, Reply reply) {
    if (reply.status() < 200 || reply.status() > 999) {
      reply.body().discard();
      return logged(
          outgoing,
          GatewayResponseType.INTEGRATION_FAILURE,
          "the reply had the status " + reply.status());
    }
    record(outgoing).integrationAnswered(reply.status(), reply.headers());
    return new Returned(
        outgoing.admitted(), Response.of(reply.status(), reply.headers(), reply.body()));
  }

  private Outcome<Returned> failed(Outgoing outgoing, Failure failure) {
    if (outgoing.tooLarge()) {
      return refused(
          outgoing, GatewayResponseType.REQUEST_TOO_LARGE, "the request's body was over its limit");
    }
    return switch (failure.kind()) {
      case CONNECT, BROKEN ->
        logged(outgoing, GatewayResponseType.INTEGRATION_FAILURE, failure.detail());
      case TIMEOUT -> logged(outgoing, GatewayResponseType.INTEGRATION_TIMEOUT, failure.detail());
      case REQUEST_BODY ->
        refused(
            outgoing,
            GatewayResponseType.BAD_REQUEST,
            "request body: " + LogText.plain(failure.detail()));
    };
  }

  private Outcome<Returned> logged(Outgoing outgoing, GatewayResponseType type, String detail) {
    log.failed(record(outgoing), wire(outgoing) + ": " + detail);
    return refused(outgoing, type, LogText.plain(detail));
  }

  private static Outcome<Returned> refused(
      Outgoing outgoing, GatewayResponseType type, String facts) {
    record(outgoing).integrationFailed(facts);
    return Outcome.refused(Rejection.of(type).withFacts(facts));
  }

  private static TransportRequest wire(Outgoing outgoing) {
    return outgoing
        .wire()
        .orElseThrow(() -> new IllegalStateException(
            "wire: expected a request to a back end but was a function's"));
  }

  private static Recording record(Outgoing outgoing) {
    return outgoing.admitted().routed().record();
  }
}
