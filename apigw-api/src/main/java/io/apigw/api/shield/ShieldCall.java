package io.apigw.api.shield;

import io.apigw.api.Request;
import io.apigw.api.RequestExecutor;
import io.apigw.api.ValueSource;
import java.util.Objects;

/** What a shield is asked with: a request whose API and stage are known, and its method not yet. */
public final class ShieldCall {

  private final ValueSource source;
  private final RequestExecutor executor;

  private ShieldCall(ValueSource source, RequestExecutor executor) {
    this.source = source;
    this.executor = executor;
  }

  /**
   * Returns the call that a gateway makes; a test of a rule makes one too.
   *
   * @param source what is known of the request
   * @param executor the request's thread and timer
   */
  public static ShieldCall of(ValueSource source, RequestExecutor executor) {
    return new ShieldCall(
        Objects.requireNonNull(source, "source"), Objects.requireNonNull(executor, "executor"));
  }

  /** Returns the request as it came; its body has not been read. */
  public Request request() {
    return source.request();
  }

  /** Returns the caller's address, after trusted proxies were considered; empty if it is not known. */
  public String sourceIp() {
    return source.context("identity.sourceIp").orElse("");
  }

  /** Returns the API's id. */
  public String apiId() {
    return source.context("apiId").orElse("");
  }

  /** Returns the stage's name. */
  public String stage() {
    return source.context("stage").orElse("");
  }

  /** Returns the request's thread and timer, for work that outlives the call. */
  public RequestExecutor executor() {
    return executor;
  }
}
