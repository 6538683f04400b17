package io.apigw.runtime.embedded;

import io.apigw.api.JsonEngine;
import io.apigw.testkit.JsonEngineConformance;

class JacksonJsonConformanceTest extends JsonEngineConformance {

  private final JsonEngine engine = JacksonJson.create();

  @Override
  protected JsonEngine engine() {
    return engine;
  }
}
