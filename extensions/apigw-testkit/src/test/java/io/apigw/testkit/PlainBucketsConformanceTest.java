package io.apigw.testkit;

import io.apigw.api.throttle.LimitEngine;

class PlainBucketsConformanceTest extends LimitEngineConformance {

  @Override
  protected LimitEngine engine() {
    return new PlainBuckets();
  }
}
