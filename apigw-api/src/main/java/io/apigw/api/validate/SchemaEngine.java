package io.apigw.api.validate;

import io.apigw.api.engine.EngineContext;
import io.apigw.api.engine.Prepared;

/** Executes {@link Model}s. Given to {@code Gateway.builder().schemas(…)}. Thread-safe. */
@FunctionalInterface
public interface SchemaEngine {

  /**
   * Prepares a model when it is deployed; must not block and never fetches anything.
   *
   * @param model the schema
   * @param context what the gateway lends
   * @return the ready validator, or all that is wrong with the schema
   */
  Prepared<SchemaValidator> prepare(Model model, EngineContext context);
}
