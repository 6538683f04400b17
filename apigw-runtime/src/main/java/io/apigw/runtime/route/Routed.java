package io.apigw.runtime.route;

import io.apigw.api.Body;
import io.apigw.api.Request;
import io.apigw.api.RequestExecutor;
import io.apigw.api.ValueSource;
import io.apigw.runtime.monitor.Recording;
import io.apigw.runtime.outcome.Answer;
import io.apigw.runtime.outcome.Owned;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.outcome.Value;
import java.util.Optional;

/** A request whose API, stage and method are known; a miss is a method too. */
public final class Routed implements Value<Routed>, ValueSource, Owned {

  private final Request request;
  private final CompiledRoute route;
  private final String[] pathValues;
  private final String routedPath;
  private final RequestExecutor executor;
  private final Recording record;

  Routed(
      Request request,
      CompiledRoute route,
      String[] pathValues,
      String routedPath,
      RequestExecutor executor,
      Recording record) {
    this.request = request;
    this.route = route;
    this.pathValues = pathValues;
    this.routedPath = routedPath;
    this.executor = executor;
    this.record = record;
  }

  /** Returns the ready steps of the method that was chosen. */
  public Step<Routed, Answer> method() {
    return route.flow();
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

  /** Returns the path without mount path, stage and base path: what routes are matched against. */
  public String routedPath() {
    return routedPath;
  }

  /** Returns the value of the route's n-th path variable. */
  public String pathValue(int index) {
    return pathValues[index];
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
    return index < 0 ? Optional.empty() : Optional.of(pathValues[index]);
  }

  @Override
  public Optional<String> stageVariable(String name) {
    return Optional.ofNullable(route.stage().variables().get(name));
  }

  @Override
  public Optional<String> context(String name) {
    return name.equals("routedPath") ? Optional.of(routedPath) : record.variable(name);
  }
}
