package io.apigw.runtime.monitor;

import io.apigw.api.ApiKind;
import java.util.Objects;
import java.util.Optional;

/**
 * What names a deployed stage in records, logs and {@code $context}; the same for all of its routes.
 *
 * @param kind the kind of API; empty where no API was found
 * @param apiId the API's id, or empty
 * @param stage the stage's name, or empty
 * @param deploymentId the deployment's id, or empty
 * @param account the account id that ARNs carry
 * @param region the region that ARNs carry
 */
public record StageLabels(
    Optional<ApiKind> kind,
    String apiId,
    String stage,
    String deploymentId,
    String account,
    String region) {

  /** Checks that nothing is null. */
  public StageLabels {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(apiId, "apiId");
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(deploymentId, "deploymentId");
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(region, "region");
  }

  /**
   * Returns the labels of requests that found no API.
   *
   * @param account the account id that ARNs carry
   * @param region the region that ARNs carry
   */
  public static StageLabels none(String account, String region) {
    return new StageLabels(Optional.empty(), "", "", "", account, region);
  }

  /** Returns the ARN of everything in the stage: {@code arn:aws:execute-api:region:account:api/stage}. */
  public String arn() {
    return apiArn() + "/" + stage;
  }

  /** Returns the ARN of the API: {@code arn:aws:execute-api:region:account:api}. */
  public String apiArn() {
    return "arn:" + partition() + ":execute-api:" + region + ":" + account + ":" + apiId;
  }

  private String partition() {
    return region.startsWith("cn-")
        ? "aws-cn"
        : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }
}
