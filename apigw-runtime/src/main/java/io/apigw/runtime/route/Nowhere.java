package io.apigw.runtime.route;

import io.apigw.runtime.monitor.Monitor;
import io.apigw.runtime.monitor.RouteLabels;
import io.apigw.runtime.monitor.StageLabels;
import java.util.Map;
import java.util.Optional;

/** What stands for an API that does not exist, and for a stage that an API does not have. */
final class Nowhere {

  private static final long DEFAULT_LIMIT = 10 * 1024 * 1024;

  private Nowhere() {}

  /** Returns what answers where no API does. */
  static StageRoutes noApi(String account, String region, Monitor monitor) {
    CompiledStage none = new CompiledStage(
        Optional.empty(),
        "",
        "",
        Map.of(),
        Optional.empty(),
        DEFAULT_LIMIT,
        DEFAULT_LIMIT,
        monitor);
    return StageRoutes.none(none, RouteLabels.unmatched(StageLabels.none(account, region)));
  }

  /**
   * Returns what answers for a stage that an API does not have.
   *
   * @param sibling a stage that the API has
   */
  static StageRoutes noStage(StageRoutes sibling, Monitor monitor) {
    CompiledStage stage = sibling.stage();
    CompiledStage none = new CompiledStage(
        stage.kind(),
        stage.apiId(),
        "",
        Map.of(),
        stage.cors(),
        stage.payloadLimit(),
        stage.collectedLimit(),
        monitor);
    RouteLabels labels = sibling.labels();
    return StageRoutes.none(
        none,
        RouteLabels.unmatched(new StageLabels(
            stage.kind(), stage.apiId(), "", "", labels.account(), labels.region())));
  }
}
