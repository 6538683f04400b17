package io.apigw.api.cache;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Keeps responses of back ends. The gateway brings one in memory; a host may hand in another to
 * {@code Gateway.builder().cache(…)}. Thread-safe; must not block; bounded, since keys come from clients.
 */
public interface ResponseCache {

  /**
   * Looks an entry up. An answer known at once comes as a completed stage, best one kept with the entry.
   *
   * @param key which entry
   * @return the entry, or empty when there is none or its time is up; a failed stage means that the store is away,
   *     and the request goes to the back end
   */
  CompletionStage<Optional<CachedResponse>> find(CacheKey key);

  /**
   * Stores an entry in place of the one before. The entry may be dropped at any time; failures are the store's own
   * to log, since the response is on its way already.
   *
   * @param key which entry
   * @param response what to keep
   * @param ttl how long
   */
  void store(CacheKey key, CachedResponse response, Duration ttl);
}
