package io.apigw.runtime.route;

import io.apigw.runtime.monitor.Monitor;
import io.apigw.runtime.monitor.StageLabels;
import java.util.Map;
import java.util.Optional;

/** What stands for an API that does not exist, and for a stage that an API does not have. */
final class Nowhere {

  private static final long DEFAULT_LIMIT = 10 * 1024 * 1024;

  private Nowhere() {}

  /** Returns what answers where no API does. */
  static StageRoutes noApi(String account, String region, Monitor monitor) {
    StageLabels labels = StageLabels.none(account, region);
    return StageRoutes.none(new CompiledStage(
        labels, Map.of(), Optional.empty(), DEFAULT_LIMIT, DEFAULT_LIMIT, monitor));
  }

  /**
   * Returns what answers for a stage that an API does not have.
   *
   * @param sibling a stage that the API has
   */
  static StageRoutes noStage(CompiledStage sibling, Monitor monitor) {
    StageLabels other = sibling.labels();
    StageLabels labels =
        new StageLabels(other.kind(), other.apiId(), "", "", other.account(), other.region());
    return StageRoutes.none(new CompiledStage(
        labels,
        Map.of(),
        sibling.cors(),
        sibling.payloadLimit(),
        sibling.collectedLimit(),
        monitor));
  }
}
