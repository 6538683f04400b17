package io.apigw.runtime.embedded;

import io.apigw.api.cache.ResponseCache;
import io.apigw.testkit.ResponseCacheConformance;
import io.apigw.testkit.TestClock;

class CaffeineResponseCacheConformanceTest extends ResponseCacheConformance {

  @Override
  protected ResponseCache cache(TestClock clock) {
    return CaffeineResponseCache.create(clock);
  }
}
