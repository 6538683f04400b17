package io.apigw.throttle;

import io.apigw.api.throttle.LimitEngine;
import io.apigw.testkit.LimitEngineConformance;

final class InMemoryLimitsConformanceTest extends LimitEngineConformance {
  @Override
  protected LimitEngine engine() {
    return InMemoryLimits.create();
  }
}
