package io.apigw.runtime.monitor;

import io.apigw.api.ApiKind;
import java.util.Objects;
import java.util.Optional;

/**
 * What is the same for all requests of a route and names them in records, logs and {@code $context}.
 *
 * @param kind the kind of API; empty where no API was found
 * @param apiId the API's id, or empty
 * @param stage the stage's name, or empty
 * @param routeKey the route key as declared, or empty where nothing matched
 * @param resourcePath the path template, for example {@code /pets/{petId}}, or empty
 * @param resourceId the resource's id, derived from the API and its path, or empty
 * @param deploymentId the deployment's id, or empty
 * @param account the account id that ARNs carry
 * @param region the region that ARNs carry
 */
public record RouteLabels(
    Optional<ApiKind> kind,
    String apiId,
    String stage,
    String routeKey,
    String resourcePath,
    String resourceId,
    String deploymentId,
    String account,
    String region) {

  /** Checks that nothing is null. */
  public RouteLabels {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(apiId, "apiId");
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(routeKey, "routeKey");
    Objects.requireNonNull(resourcePath, "resourcePath");
    Objects.requireNonNull(resourceId, "resourceId");
    Objects.requireNonNull(deploymentId, "deploymentId");
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(region, "region");
  }
}
