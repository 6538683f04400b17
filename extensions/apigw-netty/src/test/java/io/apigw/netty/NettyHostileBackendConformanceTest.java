package io.apigw.netty;

import io.apigw.api.GatewayClock;
import io.apigw.api.integrate.HttpTransport;
import io.apigw.testkit.HostileBackendConformance;
import io.apigw.testkit.TestClock;
import org.junit.jupiter.api.extension.ExtendWith;

/** Its timeouts are those of its event loops, so that the clock's never matter. */
@ExtendWith(LeakGuard.class)
class NettyHostileBackendConformanceTest extends HostileBackendConformance {

  @Override
  protected HttpTransport transport() {
    return NettyTransport.create();
  }

  @Override
  protected GatewayClock clock() {
    return TestClock.create();
  }
}
