package io.apigw.runtime.embedded;

import io.apigw.api.GatewayClock;
import io.apigw.api.integrate.HttpTransport;
import io.apigw.testkit.HostileBackendConformance;

class JdkHostileBackendConformanceTest extends HostileBackendConformance {

  @Override
  protected HttpTransport transport() {
    return JdkTransport.create();
  }

  @Override
  protected GatewayClock clock() {
    return SystemClock.create();
  }
}
