package io.apigw.testkit;

import io.apigw.api.GatewayClock;
import java.time.Duration;

class TestClockConformanceTest extends GatewayClockConformance {

  private final TestClock clock = TestClock.create();

  @Override
  protected GatewayClock clock() {
    return clock;
  }

  @Override
  protected void pass(Duration duration) {
    try {
      clock.advance(duration);
    } catch (IllegalStateException ofATask) {
      // a test clock hands exceptions of tasks to its test
    }
  }
}
