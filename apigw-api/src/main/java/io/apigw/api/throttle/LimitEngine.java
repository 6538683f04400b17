package io.apigw.api.throttle;

import io.apigw.api.engine.EngineContext;
import io.apigw.api.engine.Prepared;

/** Executes {@link Rate}s. Given to {@code Gateway.builder().limits(…)}. Thread-safe. */
public interface LimitEngine {

  /**
   * Prepares a limit when it is deployed; must not block. A limit whose id and rate are unchanged in the next
   * deploy keeps its buckets.
   *
   * @param id what the limit belongs to, made of API, stage and route key; shared stores use it as name
   * @param rate how much
   * @param context what the gateway lends
   * @return the ready limiter, or all that is wrong
   */
  Prepared<Limiter> prepare(String id, Rate rate, EngineContext context);
}
