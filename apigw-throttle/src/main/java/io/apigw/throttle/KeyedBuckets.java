package io.apigw.throttle;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.Function;

/** A bucket for each key, so many at most; forgotten when full again, since a new one is full too. */
final class KeyedBuckets {

  /** One more than the longest key kept as it is, and the length of a digest: so no key can pose as another's digest. */
  private static final int DIGEST_LENGTH = 128;

  /**
   * How much longer than a bucket takes to fill it is kept. The cache notes as time of an access when it began: a thread
   * that is held up in the middle sets it back, and without this margin a drained bucket would be forgotten.
   */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private final Cache<String, Bucket> buckets;
  private final Function<String, Bucket> making;

  KeyedBuckets(BucketMaker maker, int maximumKeys) {
    this.buckets = Caffeine.newBuilder()
        .maximumSize(maximumKeys)
        .expireAfterAccess(Duration.ofNanos(maker.nanosToFill()).plus(MARGIN))
        .ticker(maker::nanos)
        .executor(Runnable::run) // no thread of the common pool outlives the gateway
        .build();
    this.making = key -> size() < maximumKeys ? maker.full() : maker.meagre();
  }

  /** The bucket of a key, made when it is asked for first. */
  Bucket bucket(String key) {
    return buckets.get(bounded(key), making);
  }

  /** Adds a token to a key's bucket; one that is forgotten would be full. */
  void giveBack(String key) {
    Bucket bucket = buckets.getIfPresent(bounded(key));
    if (bucket != null) {
      bucket.addTokens(1);
    }
  }

  /** How many keys there are, about. */
  long size() {
    return buckets.estimatedSize();
  }

  private static String bounded(String key) {
    return key.length() < DIGEST_LENGTH ? key : digest(key);
  }

  private static String digest(String key) {
    try {
      byte[] utf8 = key.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(utf8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-512: expected in every JDK but was missing", e);
    }
  }
}
