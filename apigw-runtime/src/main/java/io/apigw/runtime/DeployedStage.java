package io.apigw.runtime;

import io.apigw.api.Problem;
import io.apigw.api.definition.Api;
import io.apigw.runtime.deploy.Deployments;
import java.util.List;

/** A stage of a running gateway. Thread-safe. */
public final class DeployedStage {

  private final Deployments deployments;
  private final String apiId;
  private final String name;

  DeployedStage(Deployments deployments, String apiId, String name) {
    List<String> stages = deployments.stages(apiId);
    if (stages.isEmpty()) {
      throw new IllegalArgumentException(
          Problem.expected("stage", "an API of a gateway that is open", apiId).toString());
    }
    if (!stages.contains(name)) {
      throw new IllegalArgumentException(
          Problem.expectedOneOf("stage of " + apiId, stages, name).toString());
    }
    this.deployments = deployments;
    this.apiId = apiId;
    this.name = name;
  }

  /** Returns the stage's name. */
  public String name() {
    return name;
  }

  /** Returns the API's id. */
  public String apiId() {
    return apiId;
  }

  /**
   * Replaces what the stage answers with, in one step: requests that have begun keep what they began with, later ones
   * see the new definition and never a part of it. Limits, caches and pools go on, unless their own setting changed.
   *
   * @param api a definition of the same API
   * @return what was deployed
   * @throws io.apigw.api.DefinitionException with all that is wrong; nothing is changed then
   */
  public Deployment deploy(Api api) {
    return new Deployment(deployments.deploy(apiId, name, api), apiId, name);
  }

  @Override
  public String toString() {
    return "DeployedStage[" + apiId + "/" + name + "]";
  }
}
