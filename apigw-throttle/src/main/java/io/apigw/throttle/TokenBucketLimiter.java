package io.apigw.throttle;

import io.apigw.api.throttle.Limiter;
import io.apigw.api.throttle.Permit;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One limit: a bucket that all callers share, and one for each key if requests come with keys. */
final class TokenBucketLimiter implements Limiter {

  private static final CompletionStage<Permit> GRANTED =
      CompletableFuture.completedFuture(Permit.granted());

  private final Bucket shared;
  private final BucketMaker maker;
  private final int maximumKeys;

  /** Made with the first key: most limits never see one. */
  private volatile @Nullable KeyedBuckets keyed;

  TokenBucketLimiter(BucketMaker maker, int maximumKeys) {
    this.shared = maker.full();
    this.maker = maker;
    this.maximumKeys = maximumKeys;
  }

  @Override
  public CompletionStage<Permit> acquire(String key) {
    Bucket bucket = key.isEmpty() ? shared : keyed().bucket(key);
    return bucket.tryConsume(1) ? GRANTED : refusal(bucket);
  }

  @Override
  public void giveBack(String key) {
    if (key.isEmpty()) {
      shared.addTokens(1);
      return;
    }
    KeyedBuckets buckets = keyed;
    if (buckets != null) {
      buckets.giveBack(key);
    }
  }

  /** How many keys are remembered, about. */
  long keys() {
    KeyedBuckets buckets = keyed;
    return buckets == null ? 0 : buckets.size();
  }

  private KeyedBuckets keyed() {
    KeyedBuckets buckets = keyed;
    return buckets == null ? firstKeyed() : buckets;
  }

  private synchronized KeyedBuckets firstKeyed() {
    KeyedBuckets buckets = keyed;
    if (buckets == null) {
      buckets = new KeyedBuckets(maker, maximumKeys);
      keyed = buckets;
    }
    return buckets;
  }

  /** A token may have come since it was asked for: then the wait is as good as none, but never zero. */
  private static CompletionStage<Permit> refusal(Bucket bucket) {
    long wait = bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
    return CompletableFuture.completedFuture(Permit.refused(Duration.ofNanos(Math.max(1, wait))));
  }
}
