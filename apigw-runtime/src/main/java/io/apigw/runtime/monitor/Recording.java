package io.apigw.runtime.monitor;

import io.apigw.api.ApiKind;
import io.apigw.api.GatewayClock;
import io.apigw.api.Principal;
import io.apigw.api.Request;
import io.apigw.api.monitor.AccessRecord;
import io.apigw.api.respond.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one record of a request, filled by the steps as they run, one after another on the request's thread, and handed
 * out when the request has ended. It also answers {@code $context}.
 */
public final class Recording implements AccessRecord {

  private static final long UNSET = -1;

  private final Request request;
  private final GatewayClock clock;
  private final Instant startedAt;
  private final long startNanos;
  private final String requestId;
  private final String extendedRequestId;
  private final String sourceIp;
  private final RouteLabels labels;
  private final String method;
  private final String path;

  private @Nullable Principal principal;
  private @Nullable Rejection rejection;
  private @Nullable String integrationError;
  private @Nullable Boolean cacheHit;
  private long authorizerNanos = UNSET;
  private long limiterNanos = UNSET;
  private long integrationStart = UNSET;
  private long integrationNanos = UNSET;
  private int integrationStatus;
  private int status;
  private long responseLength;
  private long totalNanos = UNSET;
  private boolean aborted;

  /**
   * Begins a record.
   *
   * @param request the request as it came
   * @param clock what times are read from
   * @param startNanos the clock's nanoseconds when the request came in
   * @param ids the request's ids
   * @param sourceIp the caller's address after trusted proxies were considered
   * @param labels the route that was chosen, or one that stands for none
   * @param method the verb as it was routed
   * @param path the path as {@code $context.path} has it
   */
  public Recording(
      Request request,
      GatewayClock clock,
      long startNanos,
      RequestIds ids,
      String sourceIp,
      RouteLabels labels,
      String method,
      String path) {
    this.request = request;
    this.clock = clock;
    this.startedAt = clock.instant();
    this.startNanos = startNanos;
    this.requestId = ids.requestId();
    this.extendedRequestId = ids.extendedRequestId();
    this.sourceIp = sourceIp;
    this.labels = labels;
    this.method = method;
    this.path = path;
  }

  /** Notes who is calling. */
  public void principal(Principal caller) {
    this.principal = caller;
  }

  /** Notes that the gateway itself answers, and why. */
  public void rejected(Rejection why) {
    this.rejection = why;
  }

  /** Notes how long the authorizer took. */
  public void authorizerTook(long nanos) {
    this.authorizerNanos = nanos;
  }

  /** Notes how long the limiters' store took. */
  public void limiterTook(long nanos) {
    this.limiterNanos = nanos;
  }

  /** Notes that the back end is called now. */
  public void integrationStarted() {
    this.integrationStart = clock.nanos();
  }

  /** Notes that the head of the back end's answer is there now. */
  public void integrationAnswered(int answerStatus) {
    this.integrationNanos = clock.nanos() - integrationStart;
    this.integrationStatus = answerStatus;
  }

  /** Notes that the back end failed now. */
  public void integrationFailed(String error) {
    this.integrationNanos = clock.nanos() - integrationStart;
    this.integrationError = error;
  }

  /** Notes whether the response cache answered. */
  public void cacheHit(boolean hit) {
    this.cacheHit = hit;
  }

  /** Ends the record: the body has been delivered, has failed, or was cancelled. */
  public void finished(int clientStatus, long bodyBytes, boolean endedEarly) {
    this.status = clientStatus;
    this.responseLength = bodyBytes;
    this.aborted = endedEarly;
    this.totalNanos = clock.nanos() - startNanos;
  }

  /** Returns the id that the client gets. */
  public String requestId() {
    return requestId;
  }

  /** Returns the second id, always our own. */
  public String extendedRequestId() {
    return extendedRequestId;
  }

  /** Returns the caller's address. */
  public String sourceIp() {
    return sourceIp;
  }

  /** Returns the route that was chosen. */
  public RouteLabels labels() {
    return labels;
  }

  /** Returns the clock that the record reads. */
  public GatewayClock clock() {
    return clock;
  }

  @Override
  public Optional<ApiKind> kind() {
    return labels.kind();
  }

  @Override
  public String apiId() {
    return labels.apiId();
  }

  @Override
  public String stage() {
    return labels.stage();
  }

  @Override
  public String routeKey() {
    return labels.routeKey();
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public Instant startedAt() {
    return startedAt;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public long responseLength() {
    return responseLength;
  }

  @Override
  public Duration latency() {
    return Duration.ofNanos(totalNanos == UNSET ? clock.nanos() - startNanos : totalNanos);
  }

  @Override
  public Optional<Duration> authorizerLatency() {
    return duration(authorizerNanos);
  }

  @Override
  public Optional<Duration> limiterLatency() {
    return duration(limiterNanos);
  }

  @Override
  public Optional<Duration> integrationLatency() {
    return duration(integrationNanos);
  }

  @Override
  public Optional<Boolean> cacheHit() {
    return Optional.ofNullable(cacheHit);
  }

  @Override
  public boolean aborted() {
    return aborted;
  }

  @Override
  public Optional<String> variable(String name) {
    return Optional.empty();
  }

  private static Optional<Duration> duration(long nanos) {
    return nanos == UNSET ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
  }
}
