package io.apigw.runtime.route;

import io.apigw.api.Body;
import io.apigw.api.PercentEncoding;
import io.apigw.api.Request;
import io.apigw.api.RequestExecutor;
import io.apigw.api.ValueSource;
import io.apigw.runtime.monitor.Recording;
import io.apigw.runtime.outcome.Answer;
import io.apigw.runtime.outcome.Owned;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.outcome.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request whose API, stage and method are known; a miss is a method too. Used by the request's thread alone. */
public final class Routed implements Value<Routed>, ValueSource, Owned {

  private final Request request;
  private final CompiledRoute route;
  private final String routedPath;
  private final Variables variables;
  private final RequestExecutor executor;
  private final Recording record;
  private boolean proxied;
  private @Nullable String traceId;
  private @Nullable Step<Routed, Answer> shield;

  Routed(
      Request request,
      CompiledRoute route,
      String routedPath,
      Variables variables,
      RequestExecutor executor,
      Recording record) {
    this.request = request;
    this.route = route;
    this.routedPath = routedPath;
    this.variables = variables;
    this.executor = executor;
    this.record = record;
  }

  /** Notes that a trusted proxy handed the request on. */
  void markProxied() {
    this.proxied = true;
  }

  /** Notes what stands before the stage. */
  void shieldedBy(Step<Routed, Answer> step) {
    this.shield = step;
  }

  /** Returns the ready steps of the method that was chosen. */
  public Step<Routed, Answer> method() {
    return route.flow();
  }

  /** Returns the step that the request takes first: what stands before its stage, else its method. */
  public Step<Routed, Answer> first() {
    return shield == null ? method() : shield;
  }

  /** Returns the route that was chosen. */
  public CompiledRoute route() {
    return route;
  }

  /** Returns the stage that was chosen. */
  public CompiledStage stage() {
    return route.stage();
  }

  /** Returns the record of this request. */
  public Recording record() {
    return record;
  }

  /**
   * Returns the path without mount path, stage and base path: what routes are matched against, percent-encoding
   * untouched. A slash at its end is kept, several at its beginning are one; it is never empty.
   */
  public String routedPath() {
    return routedPath;
  }

  /** Returns whether a trusted proxy handed the request on, so that its {@code X-Forwarded-*} headers count. */
  public boolean proxied() {
    return proxied;
  }

  /**
   * Returns the trace that the request belongs to as {@code X-Amzn-Trace-Id} writes it: the client's or, from the first call
   * on, one of our own.
   */
  public String traceId() {
    String known = traceId;
    if (known == null) {
      known = TraceId.header(request, record.startedAt());
      traceId = known;
      record.trace(known);
    }
    return known;
  }

  /** Returns the value of the route's n-th path variable: as received in a REST API, decoded in an HTTP API. */
  public String pathValue(int index) {
    String raw = rawPathValue(index);
    return stage().rest() ? raw : PercentEncoding.decode(raw);
  }

  /** Returns the value of the route's n-th path variable as received, so that each of its segments can be told. */
  public String rawPathValue(int index) {
    return variables.value(index, routedPath);
  }

  @Override
  public Routed self() {
    return this;
  }

  @Override
  public Request request() {
    return request;
  }

  @Override
  public Body body() {
    return request.body();
  }

  @Override
  public RequestExecutor executor() {
    return executor;
  }

  @Override
  public Optional<String> pathParameter(String name) {
    int index = route.parameterIndex(name);
    return index < 0 ? Optional.empty() : Optional.of(pathValue(index));
  }

  @Override
  public List<String> pathParameterNames() {
    return route.parameters();
  }

  @Override
  public Set<String> stageVariableNames() {
    return route.stage().variables().keySet();
  }

  @Override
  public Optional<String> stageVariable(String name) {
    return Optional.ofNullable(route.stage().variables().get(name));
  }

  @Override
  public Optional<String> context(String name) {
    return switch (name) {
      case "routedPath" -> Optional.of(routedPath);
      case "secureTransport" -> Optional.of(Boolean.toString(secure()));
      default -> record.variable(name);
    };
  }

  /** What a trusted proxy says of its own other side counts more than what the host sees of ours. */
  private boolean secure() {
    String scheme = request.connection().scheme();
    if (proxied) {
      scheme = request.headers().last("X-Forwarded-Proto").orElse(scheme);
    }
    return scheme.strip().equalsIgnoreCase("https");
  }
}
