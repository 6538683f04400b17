package io.apigw.api.integrate;

import io.apigw.api.Body;
import io.apigw.api.JsonEngine;
import io.apigw.api.JsonException;
import io.apigw.api.JsonValue;
import io.apigw.api.Principal;
import io.apigw.api.Request;
import io.apigw.api.ValueSource;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a function is called with: the request after routing and authorization. Thread-safe; a streamed body is
 * taken once.
 */
public final class FunctionCall {

  private final ValueSource source;
  private final Principal principal;
  private final JsonEngine json;
  private final long deadlineMillis;

  private FunctionCall(
      ValueSource source, Principal principal, JsonEngine json, long deadlineMillis) {
    this.source = source;
    this.principal = principal;
    this.json = json;
    this.deadlineMillis = deadlineMillis;
  }

  /**
   * Returns the call that a gateway makes. Tests of a function use {@link #builder}.
   *
   * @param source what the route knows of the request
   * @param principal who is calling
   * @param json reads bodies
   * @param deadlineMillis when the answer is due, in milliseconds since 1970
   */
  public static FunctionCall of(
      ValueSource source, Principal principal, JsonEngine json, long deadlineMillis) {
    return new FunctionCall(
        Objects.requireNonNull(source, "source"),
        Objects.requireNonNull(principal, "principal"),
        Objects.requireNonNull(json, "json"),
        deadlineMillis);
  }

  /** Returns a builder for a function's own test. */
  public static FunctionCallBuilder builder(Request request) {
    return new FunctionCallBuilder(request);
  }

  /** Returns the request as it came. */
  public Request request() {
    return source.request();
  }

  /** Returns the key of the route or method that was chosen, as it was declared. */
  public String routeKey() {
    return source.context("routeKey").orElse("");
  }

  /** Returns the request's id, the one the client gets too. */
  public String requestId() {
    return source.context("requestId").orElse("");
  }

  /** Returns a variable of {@code $context}, for example {@code identity.sourceIp}, if it is set. */
  public Optional<String> context(String name) {
    return source.context(name);
  }

  /** Returns when the answer is due: the integration timeout, counted from the start of the call. */
  public Instant deadline() {
    return Instant.ofEpochMilli(deadlineMillis);
  }

  /** Returns who is calling; {@link Principal#anonymous()} on a route without an authorizer. */
  public Principal principal() {
    return principal;
  }

  /**
   * Returns a variable of the route's path: percent-encoding untouched in a REST API, decoded in an HTTP API, as
   * Amazon API Gateway has it.
   *
   * @throws IllegalArgumentException when the route has no such variable; the message names those it has
   */
  public String pathParameter(String name) {
    return source
        .pathParameter(name)
        .orElseThrow(() -> new IllegalArgumentException(
            "pathParameter: expected a variable of route " + routeKey() + " but was " + name));
  }

  /**
   * Returns a variable of the stage.
   *
   * @throws IllegalArgumentException when the stage has no such variable
   */
  public String stageVariable(String name) {
    return source
        .stageVariable(name)
        .orElseThrow(() -> new IllegalArgumentException(
            "stageVariable: expected a variable of the stage but was " + name));
  }

  /** Returns the last value of a query parameter, decoded. */
  public Optional<String> queryParameter(String name) {
    return request().queryParameter(name);
  }

  /** Returns the first value of a header. */
  public Optional<String> header(String name) {
    return request().header(name);
  }

  /** Returns the body: in memory, unless the route says {@code streamRequest()}. */
  public Body body() {
    return source.body();
  }

  /**
   * Returns the body read as a class.
   *
   * @throws UnreadableBodyException when the client has sent something else; uncaught, it becomes a 400
   * @throws IllegalStateException when the route streams its body
   */
  public <T> T bodyAs(Class<T> type) {
    try {
      return json.read(body().bytes(), type);
    } catch (JsonException unreadable) {
      throw unreadable(unreadable);
    }
  }

  /**
   * Returns the body read as a list.
   *
   * @throws UnreadableBodyException when the client has sent something else; uncaught, it becomes a 400
   * @throws IllegalStateException when the route streams its body
   */
  public <T> List<T> bodyAsListOf(Class<T> type) {
    try {
      return json.readListOf(body().bytes(), type);
    } catch (JsonException unreadable) {
      throw unreadable(unreadable);
    }
  }

  /**
   * Returns the body as a JSON tree.
   *
   * @throws UnreadableBodyException when the client has sent something else; uncaught, it becomes a 400
   * @throws IllegalStateException when the route streams its body
   */
  public JsonValue json() {
    try {
      return json.parse(body().bytes());
    } catch (JsonException unreadable) {
      throw unreadable(unreadable);
    }
  }

  @Override
  public String toString() {
    return "FunctionCall[" + routeKey() + ", " + requestId() + "]";
  }

  private static UnreadableBodyException unreadable(JsonException cause) {
    return new UnreadableBodyException("request body: " + cause.getMessage(), cause);
  }
}
