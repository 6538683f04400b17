package io.apigw.runtime.route;

import io.apigw.api.ApiKind;
import io.apigw.api.definition.Cors;
import io.apigw.api.shared.IdleWatch;
import io.apigw.runtime.monitor.Monitor;
import io.apigw.runtime.monitor.StageLabels;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What all routes of a stage share at run time. Immutable.
 *
 * @param labels what names it: no kind of API in the stage that stands for none, no name in one that does not exist
 * @param variables the stage's variables
 * @param cors what {@code respond} writes on every answer of an HTTP API that has CORS
 * @param payloadLimit the most bytes of a body, each way
 * @param collectedLimit the most bytes of a body held in memory
 * @param idleLimit how long a body may stand still that somebody waits for
 * @param monitor who is told when a request has ended
 */
public record CompiledStage(
    StageLabels labels,
    Map<String, String> variables,
    Optional<Cors> cors,
    long payloadLimit,
    long collectedLimit,
    Duration idleLimit,
    Monitor monitor) {

  /** Copies the map. */
  public CompiledStage {
    Objects.requireNonNull(labels, "labels");
    Objects.requireNonNull(cors, "cors");
    Objects.requireNonNull(idleLimit, "idleLimit");
    Objects.requireNonNull(monitor, "monitor");
    variables = Map.copyOf(variables);
  }

  /** A stage with the idle limit that stages have unless they say otherwise. */
  public CompiledStage(
      StageLabels labels,
      Map<String, String> variables,
      Optional<Cors> cors,
      long payloadLimit,
      long collectedLimit,
      Monitor monitor) {
    this(labels, variables, cors, payloadLimit, collectedLimit, IdleWatch.STANDARD, monitor);
  }

  /** Returns the kind of API; empty for the stage that stands for none. */
  public Optional<ApiKind> kind() {
    return labels.kind();
  }

  /** Returns the API's id, or empty. */
  public String apiId() {
    return labels.apiId();
  }

  /** Returns the stage's name, or empty. */
  public String name() {
    return labels.stage();
  }

  /** Returns whether the stage belongs to a REST API. */
  public boolean rest() {
    return is(ApiKind.REST);
  }

  /** Returns whether the stage belongs to an HTTP API. */
  public boolean http() {
    return is(ApiKind.HTTP);
  }

  private boolean is(ApiKind expected) {
    return labels.kind().isPresent() && labels.kind().get() == expected;
  }
}
