package io.apigw.auth.custom;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.apigw.api.GatewayClock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Results by the values that calls are told apart by. Their time counts from when they were asked for. */
final class KeptVerdicts {

  private static final int WEIGHT_UNIT = 1024;

  private final GatewayClock clock;
  private final long ttlNanos;
  private final Cache<Identity, Kept> kept;

  KeptVerdicts(Duration ttl, int maximum, GatewayClock clock) {
    this.clock = clock;
    this.ttlNanos = ttl.toNanos();
    this.kept = Caffeine.newBuilder()
        .maximumWeight(maximum)
        .weigher((Identity identity, Kept result) ->
            1 + (identity.length() + result.verdict.size()) / WEIGHT_UNIT)
        .expireAfterWrite(ttl)
        .ticker(clock::nanos)
        .executor(Runnable::run) // no thread of the common pool outlives the gateway
        .build();
  }

  @Nullable
  Verdict find(Identity identity) {
    Kept found = ttlNanos == 0 ? null : kept.getIfPresent(identity);
    return found != null && clock.nanos() - found.askedNanos < ttlNanos ? found.verdict : null;
  }

  void keep(Identity identity, Verdict verdict, long askedNanos) {
    if (ttlNanos > 0) {
      kept.put(identity, new Kept(verdict, askedNanos));
    }
  }

  /** How many results are remembered, about. */
  long size() {
    kept.cleanUp();
    return kept.estimatedSize();
  }

  private record Kept(Verdict verdict, long askedNanos) {}
}
