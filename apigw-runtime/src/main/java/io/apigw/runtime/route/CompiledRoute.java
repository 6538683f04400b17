package io.apigw.runtime.route;

import io.apigw.runtime.monitor.RouteLabels;
import io.apigw.runtime.outcome.Answer;
import io.apigw.runtime.outcome.Step;
import java.util.List;

/** One method of a stage, or a miss or preflight that stands for one: its labels and its ready steps. */
public final class CompiledRoute {

  private final CompiledStage stage;
  private final RouteLabels labels;
  private final List<String> parameters;
  private final Step<Routed, Answer> flow;

  /**
   * Makes a route.
   *
   * @param stage the stage it belongs to
   * @param labels what names it
   * @param parameters the names of its path variables in their order
   * @param flow its ready steps
   */
  public CompiledRoute(
      CompiledStage stage, RouteLabels labels, List<String> parameters, Step<Routed, Answer> flow) {
    this.stage = stage;
    this.labels = labels;
    this.parameters = List.copyOf(parameters);
    this.flow = flow;
  }

  /** Returns the stage it belongs to. */
  public CompiledStage stage() {
    return stage;
  }

  /** Returns what names it. */
  public RouteLabels labels() {
    return labels;
  }

  /** Returns the names of its path variables in their order. */
  public List<String> parameters() {
    return parameters;
  }

  /** Returns its ready steps. */
  public Step<Routed, Answer> flow() {
    return flow;
  }

  int parameterIndex(String name) {
    return parameters.indexOf(name);
  }
}
