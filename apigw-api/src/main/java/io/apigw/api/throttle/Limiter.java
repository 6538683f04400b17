package io.apigw.api.throttle;

import java.util.concurrent.CompletionStage;

/**
 * One limit, ready to be asked: a bucket for each key. Thread-safe; must not block. The number of keys it keeps is
 * bounded, since keys come from clients.
 */
public interface Limiter {

  /**
   * Takes one token of a key's bucket. An answer known at once comes as a completed stage, best a constant one. A
   * failed stage means that the store is away.
   *
   * @param key whose bucket; empty for a limit that all callers share
   * @return whether the request may pass
   */
  CompletionStage<Permit> acquire(String key);

  /**
   * Gives one token back, because a later limit has refused the request. Never fills a bucket above its burst.
   *
   * @param key whose bucket
   */
  void giveBack(String key);
}
