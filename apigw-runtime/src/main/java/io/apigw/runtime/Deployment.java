package io.apigw.runtime;

import java.util.Objects;

/**
 * A definition that was deployed.
 *
 * @param id the deployment's id, as {@code $context.deploymentId} has it
 * @param apiId the API's id
 * @param stage the stage's name
 */
public record Deployment(String id, String apiId, String stage) {

  /** Checks that nothing is null. */
  public Deployment {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(apiId, "apiId");
    Objects.requireNonNull(stage, "stage");
  }
}
