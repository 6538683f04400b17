package io.apigw.runtime.flow;

import io.apigw.api.Response;
import io.apigw.api.cache.CacheKey;
import io.apigw.api.cache.CachedResponse;
import io.apigw.api.cache.ResponseCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/** A cache that finds and stores as a test says: nothing and everything unless it says so. */
final class FakeCache implements ResponseCache {

  final List<Response> stored = new ArrayList<>();
  Function<CacheKey, CompletionStage<Optional<CachedResponse>>> find =
      key -> CompletableFuture.completedFuture(Optional.empty());
  Consumer<Response> store = stored::add;

  @Override
  public CompletionStage<Optional<CachedResponse>> find(CacheKey key) {
    return find.apply(key);
  }

  @Override
  public void store(CacheKey key, CachedResponse response, Duration ttl) {
    store.accept(response.response());
  }
}
