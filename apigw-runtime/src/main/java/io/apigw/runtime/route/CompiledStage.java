package io.apigw.runtime.route;

import io.apigw.api.ApiKind;
import io.apigw.api.definition.Cors;
import io.apigw.runtime.monitor.Monitor;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What all routes of a stage share at run time. Immutable.
 *
 * @param kind the kind of API; empty for the stage that stands for none
 * @param apiId the API's id
 * @param name the stage's name
 * @param variables the stage's variables
 * @param cors what {@code respond} writes on every answer of an HTTP API that has CORS
 * @param payloadLimit the most bytes of a body, each way
 * @param collectedLimit the most bytes of a body held in memory
 * @param monitor who is told when a request has ended
 */
public record CompiledStage(
    Optional<ApiKind> kind,
    String apiId,
    String name,
    Map<String, String> variables,
    Optional<Cors> cors,
    long payloadLimit,
    long collectedLimit,
    Monitor monitor) {

  /** Copies the map. */
  public CompiledStage {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(apiId, "apiId");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(cors, "cors");
    Objects.requireNonNull(monitor, "monitor");
    variables = Map.copyOf(variables);
  }

  /** Returns whether the stage belongs to a REST API. */
  public boolean rest() {
    return kind.isPresent() && kind.get() == ApiKind.REST;
  }

  /** Returns whether the stage belongs to an HTTP API. */
  public boolean http() {
    return kind.isPresent() && kind.get() == ApiKind.HTTP;
  }
}
