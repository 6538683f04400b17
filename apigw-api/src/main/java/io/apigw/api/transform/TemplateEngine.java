package io.apigw.api.transform;

import io.apigw.api.engine.EngineContext;
import io.apigw.api.engine.Prepared;

/** Executes {@link MappingTemplate}s. Given to {@code Gateway.builder().templates(…)}. Thread-safe. */
@FunctionalInterface
public interface TemplateEngine {

  /**
   * Prepares a template when it is deployed; must not block.
   *
   * @param template the text
   * @param context what the gateway lends
   * @return the ready template, or all that is wrong with the text
   */
  Prepared<ReadyTemplate> prepare(MappingTemplate template, EngineContext context);
}
