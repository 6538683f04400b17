package io.apigw.runtime.embedded;

import io.apigw.api.GatewayClock;
import io.apigw.testkit.GatewayClockConformance;
import org.junit.jupiter.api.AfterEach;

class SystemClockConformanceTest extends GatewayClockConformance {

  private final SystemClock clock = SystemClock.create();

  @Override
  protected GatewayClock clock() {
    return clock;
  }

  @AfterEach
  void close() {
    clock.close();
  }
}
