package io.apigw.runtime.monitor;

import io.apigw.api.ApiKind;
import io.apigw.api.GatewayClock;
import io.apigw.api.Headers;
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
 * out when the request has ended. It also answers {@code $context}: {@link ContextVariables} says by which names, and
 * reads the fields that are not private.
 */
public final class Recording implements AccessRecord {

  static final long UNSET = -1;

  final Request request;
  private final GatewayClock clock;
  final Instant startedAt;
  private final long startNanos;
  private final String requestId;
  private final String extendedRequestId;
  final RouteLabels labels;

  String sourceIp;
  String method;
  String path;
  String routedPath;
  String basePath = "";

  private @Nullable String trace;

  @Nullable
  Principal principal;

  @Nullable
  String apiKeyId;

  @Nullable
  Rejection rejection;

  @Nullable
  String errorMessage;

  @Nullable
  String integrationError;

  @Nullable
  Headers integrationHeaders;

  /** What the shields have said; the last of those that were asked. */
  @Nullable
  String shieldCode;

  @Nullable
  String shieldError;

  private @Nullable Boolean cacheHit;

  /** When the party that is asked now was asked: steps run one after another, so there is one at a time. */
  private long askedNanos;

  long authorizerNanos = UNSET;
  private long limiterNanos = UNSET;
  private boolean limiterAwaited;
  long integrationNanos = UNSET;
  private long responseLength;
  long totalNanos = UNSET;
  int integrationStatus;
  private int status;
  private boolean aborted;
  private volatile boolean clientGone;

  @Nullable
  private Runnable atEnd;

  /**
   * Begins a record. Until something else is noted, the caller's address is the connection's, and verb and path are
   * the request's own.
   *
   * @param request the request as it came
   * @param clock what times are read from
   * @param startNanos the clock's nanoseconds when the request came in
   * @param ids the request's ids
   * @param labels the route that was chosen, or one that stands for none
   */
  public Recording(
      Request request, GatewayClock clock, long startNanos, RequestIds ids, RouteLabels labels) {
    this.request = request;
    this.clock = clock;
    this.startedAt = clock.instant();
    this.startNanos = startNanos;
    this.requestId = ids.requestId();
    this.extendedRequestId = ids.extendedRequestId();
    this.labels = labels;
    this.sourceIp = request.connection().peerAddress();
    this.method = request.method();
    this.path = request.path();
    this.routedPath = path;
  }

  /** Notes the caller's address after trusted proxies were considered. */
  public void sourceIp(String address) {
    this.sourceIp = address;
  }

  /**
   * Notes how the request was read.
   *
   * @param verb the verb as it was routed
   * @param contextPath the path as {@code $context.path} has it, with the stage or base path
   * @param matchedPath the path that routes were matched against
   */
  public void routedAs(String verb, String contextPath, String matchedPath) {
    this.method = verb;
    this.path = contextPath;
    this.routedPath = matchedPath;
  }

  /** Notes the mapping's base path that matched, for example {@code v1/orders}. */
  public void basePath(String matched) {
    this.basePath = matched;
  }

  /** Notes the trace that the request belongs to, as {@code X-Amzn-Trace-Id} writes it, its root first. */
  public void trace(String header) {
    this.trace = header;
  }

  /** Returns the id of the trace that the request belongs to; null for none. */
  @Nullable
  String traceRoot() {
    return TraceRoot.of(
        trace == null ? request.headers().first("X-Amzn-Trace-Id").orElse("") : trace);
  }

  /** Notes what a shield has said, in AWS's word. */
  public void shielded(String code) {
    this.shieldCode = code;
  }

  /** Notes that a shield has failed, and why. */
  public void shieldFailed(String error) {
    this.shieldError = error;
  }

  /** Notes who is calling. */
  public void principal(Principal caller) {
    this.principal = caller;
  }

  /** Notes the id of the API key that the request is counted for. */
  public void apiKeyId(String id) {
    this.apiKeyId = id;
  }

  /** Notes that the gateway itself answers, and why. */
  public void rejected(Rejection why) {
    this.rejection = why;
  }

  /** Notes what the client is told; null when the body of the refusal has no text. */
  public void errorMessage(@Nullable String text) {
    this.errorMessage = text;
  }

  /** Notes that the authorizer is asked now. */
  public void authorizerAsked() {
    askedNanos = clock.nanos();
  }

  /** Notes that the authorizer has answered or failed now, or is waited for no longer. */
  public void authorizerAnswered() {
    authorizerNanos = clock.nanos() - askedNanos;
  }

  /** Notes that a limiter's store is waited for from now on. */
  public void limiterAsked() {
    askedNanos = clock.nanos();
    limiterAwaited = true;
  }

  /**
   * Notes that a limiter has answered or failed now; the times of several add up. One that answered at once took no
   * time, and the clock is not read for it.
   */
  public void limiterAnswered() {
    limiterNanos = Math.max(limiterNanos, 0) + (limiterAwaited ? clock.nanos() - askedNanos : 0);
    limiterAwaited = false;
  }

  /** Notes that the back end is called now. */
  public void integrationStarted() {
    askedNanos = clock.nanos();
  }

  /** Returns when the back end was called, in milliseconds since 1970, without asking the wall clock again. */
  public long integrationStartedMillis() {
    return startedAt.toEpochMilli() + (askedNanos - startNanos) / 1_000_000;
  }

  /** Returns how long the back end has taken, in nanoseconds; 0 until it has answered or failed. */
  public long integrationNanos() {
    return Math.max(integrationNanos, 0);
  }

  /** Notes that the head of the back end's answer is there now. */
  public void integrationAnswered(int answerStatus) {
    integrationAnswered(answerStatus, Headers.empty());
  }

  /** Notes that the head of the back end's answer is there now; its headers may hold the back end's own id. */
  public void integrationAnswered(int answerStatus, Headers answerHeaders) {
    this.integrationNanos = clock.nanos() - askedNanos;
    this.integrationStatus = answerStatus;
    this.integrationHeaders = answerHeaders;
  }

  /** Notes that the back end failed now. */
  public void integrationFailed(String error) {
    this.integrationNanos = clock.nanos() - askedNanos;
    this.integrationError = error;
  }

  /** Notes that the client went away before there was an answer; may be called on any thread. */
  public void clientGone() {
    this.clientGone = true;
  }

  /** Returns whether the client went away before there was an answer. */
  public boolean isClientGone() {
    return clientGone;
  }

  /** Notes whether the response cache answered. */
  public void cacheHit(boolean hit) {
    this.cacheHit = hit;
  }

  /** Runs a task when the request has ended, before anybody is told; several run in order. */
  public void atEnd(Runnable task) {
    Runnable before = atEnd;
    atEnd = before == null
        ? task
        : () -> {
          before.run();
          task.run();
        };
  }

  /** Ends the record: the body has been delivered, has failed, or was cancelled. */
  public void finished(int clientStatus, long bodyBytes, boolean endedEarly) {
    this.status = clientStatus;
    this.responseLength = bodyBytes;
    this.aborted = endedEarly;
    this.totalNanos = clock.nanos() - startNanos;
    Runnable last = atEnd;
    if (last != null) {
      last.run();
    }
  }

  /** Returns the id that the client gets. */
  public String requestId() {
    return requestId;
  }

  /** Returns the second id, always our own. */
  public String extendedRequestId() {
    return extendedRequestId;
  }

  /** Returns the length of the ARN of what is called, which has no character of more than one byte. */
  public int methodArnLength() {
    return labels.stageLabels().arn().length() + 1 + method.length() + routedPath.length();
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
    return Duration.ofNanos(ended() ? totalNanos : clock.nanos() - startNanos);
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
    return Optional.ofNullable(ContextVariables.of(this).read(name, this));
  }

  /** Returns what names the request's route in the log, for example {@code orders/prod GET /orders}. */
  String name() {
    return apiId().isEmpty()
        ? "no API"
        : apiId() + "/" + stage() + " " + (routeKey().isEmpty() ? method : routeKey());
  }

  boolean ended() {
    return totalNanos != UNSET;
  }

  private static Optional<Duration> duration(long nanos) {
    return nanos == UNSET ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
  }
}
