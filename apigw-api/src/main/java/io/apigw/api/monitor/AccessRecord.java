package io.apigw.api.monitor;

import io.apigw.api.ApiKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What happened to one request, complete when it is handed out: after the response's body has been delivered, has
 * failed, or was cancelled. Made by the gateway only; may be kept and read on any thread.
 */
public interface AccessRecord {

  /** Returns the kind of API; empty when no API was found. */
  Optional<ApiKind> kind();

  /** Returns the API's id; empty when no API was found. */
  String apiId();

  /** Returns the stage's name; empty when no stage was found. */
  String stage();

  /** Returns the key of the route or method that was chosen; empty when none was. */
  String routeKey();

  /** Returns the verb as it was routed. */
  String method();

  /** Returns when the request came in. */
  Instant startedAt();

  /** Returns the status that the client got; 499 when it had gone before there was one. */
  int status();

  /** Returns the number of body bytes that were delivered. */
  long responseLength();

  /** Returns the time from the request's arrival to the end of the response's body. */
  Duration latency();

  /** Returns the time that the authorizer took, if one was asked. */
  Optional<Duration> authorizerLatency();

  /** Returns the time that the limiters' store took, if one was asked. */
  Optional<Duration> limiterLatency();

  /** Returns the time from relaying to the back end to the head of its answer, if it was called. */
  Optional<Duration> integrationLatency();

  /** Returns whether the response cache answered; empty when the method has none. */
  Optional<Boolean> cacheHit();

  /** Returns whether body delivery ended early: the stream failed or the client went away. */
  boolean aborted();

  /**
   * Returns a variable by the name that access log formats give it after {@code $context.}, for example
   * {@code requestId} or {@code identity.sourceIp}; empty when it is unknown or unset.
   */
  Optional<String> variable(String name);
}
