package io.apigw.runtime.monitor;

import io.apigw.api.ApiKind;
import java.util.Objects;
import java.util.Optional;

/**
 * What is the same for all requests of a route and names them in records, logs and {@code $context}.
 *
 * @param stageLabels what names the stage
 * @param routeKey the route key as declared, or empty where nothing matched
 * @param resourcePath the path template, for example {@code /pets/{petId}}, or empty
 * @param resourceId the resource's id, derived from the API and its path, or empty
 */
public record RouteLabels(
    StageLabels stageLabels, String routeKey, String resourcePath, String resourceId) {

  /** Checks that nothing is null. */
  public RouteLabels {
    Objects.requireNonNull(stageLabels, "stageLabels");
    Objects.requireNonNull(routeKey, "routeKey");
    Objects.requireNonNull(resourcePath, "resourcePath");
    Objects.requireNonNull(resourceId, "resourceId");
  }

  /** Returns the labels of requests of a stage that match no route, or of none at all. */
  public static RouteLabels unmatched(StageLabels stageLabels) {
    return new RouteLabels(stageLabels, "", "", "");
  }

  /** Returns the kind of API; empty where no API was found. */
  public Optional<ApiKind> kind() {
    return stageLabels.kind();
  }

  /** Returns the API's id, or empty. */
  public String apiId() {
    return stageLabels.apiId();
  }

  /** Returns the stage's name, or empty. */
  public String stage() {
    return stageLabels.stage();
  }

  /** Returns the deployment's id, or empty. */
  public String deploymentId() {
    return stageLabels.deploymentId();
  }

  /** Returns the account id that ARNs carry. */
  public String account() {
    return stageLabels.account();
  }

  /** Returns the region that ARNs carry. */
  public String region() {
    return stageLabels.region();
  }
}
