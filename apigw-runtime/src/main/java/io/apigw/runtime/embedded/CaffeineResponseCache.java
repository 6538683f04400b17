package io.apigw.runtime.embedded;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.apigw.api.ByteSize;
import io.apigw.api.GatewayClock;
import io.apigw.api.Headers;
import io.apigw.api.Response;
import io.apigw.api.cache.CacheKey;
import io.apigw.api.cache.CachedResponse;
import io.apigw.api.cache.ResponseCache;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Keeps responses in memory, bounded by bytes: keys, headers and bodies together. When it is full, entries that are
 * asked for often stay and those that were asked for once go (W-TinyLFU), so that a flood of new keys does not sweep it.
 * Entries of more than 1 048 576 bytes of body are not kept, as in AWS. Time to live is elapsed time: a jump of the wall
 * clock neither ends nor prolongs an entry. A hit allocates nothing. There are no threads of its own.
 */
public final class CaffeineResponseCache implements ResponseCache {

  /** The largest body that is kept. */
  public static final int LARGEST_BODY = 1_048_576;

  /** The bound unless another is given. */
  public static final ByteSize DEFAULT_BOUND = ByteSize.ofMib(64);

  /** What objects cost beside their text: entry, key, node, future, response, body. */
  private static final int OVERHEAD = 512;

  private static final int OVERHEAD_OF_TEXT = 56;

  private static final CompletionStage<Optional<CachedResponse>> NONE =
      CompletableFuture.completedFuture(Optional.empty());

  private final Cache<CacheKey, Entry> entries;

  private CaffeineResponseCache(Cache<CacheKey, Entry> entries) {
    this.entries = entries;
  }

  /** Returns an empty cache of at most {@link #DEFAULT_BOUND}. */
  public static CaffeineResponseCache create(GatewayClock clock) {
    return create(clock, DEFAULT_BOUND);
  }

  /** Returns an empty cache of at most so many bytes. */
  public static CaffeineResponseCache create(GatewayClock clock, ByteSize bound) {
    Objects.requireNonNull(clock, "clock");
    return new CaffeineResponseCache(Caffeine.newBuilder()
        .maximumWeight(bound.bytes())
        .weigher((CacheKey key, Entry entry) -> weight(key, entry))
        .expireAfter(new TimeToLive())
        .ticker(clock::nanos)
        .executor(Runnable::run)
        .build());
  }

  @Override
  public CompletionStage<Optional<CachedResponse>> find(CacheKey key) {
    Entry entry = entries.getIfPresent(key);
    return entry == null ? NONE : entry.found;
  }

  @Override
  public void store(CacheKey key, CachedResponse response, Duration ttl) {
    Objects.requireNonNull(key, "key");
    boolean keep =
        ttl.compareTo(Duration.ZERO) > 0 && response.response().body().lengthOr(0) <= LARGEST_BODY;
    if (keep) {
      entries.put(key, new Entry(response, ttl));
    } else {
      entries.invalidate(key);
    }
  }

  private static int weight(CacheKey key, Entry entry) {
    Response response = entry.response;
    long bytes = OVERHEAD + text(key.scope()) + response.body().lengthOr(0);
    for (String value : key.values()) {
      bytes += text(value);
    }
    Headers headers = response.headers();
    for (int i = 0; i < headers.size(); i++) {
      bytes += text(headers.name(i)) + text(headers.value(i));
    }
    return (int) Math.min(bytes, Integer.MAX_VALUE);
  }

  private static long text(String text) {
    return OVERHEAD_OF_TEXT + 2L * text.length();
  }

  /** A response with the stage that hands it out each time. */
  private static final class Entry {

    private final CompletionStage<Optional<CachedResponse>> found;
    private final Response response;
    private final long nanos;

    Entry(CachedResponse cached, Duration ttl) {
      this.found = CompletableFuture.completedFuture(Optional.of(cached));
      this.response = cached.response();
      this.nanos = ttl.compareTo(Duration.ofDays(365)) < 0 ? ttl.toNanos() : Long.MAX_VALUE >> 1;
    }
  }

  /** Each entry has its own. */
  private static final class TimeToLive implements Expiry<CacheKey, Entry> {

    @Override
    public long expireAfterCreate(CacheKey key, Entry entry, long now) {
      return entry.nanos;
    }

    @Override
    public long expireAfterUpdate(CacheKey key, Entry entry, long now, long left) {
      return entry.nanos;
    }

    @Override
    public long expireAfterRead(CacheKey key, Entry entry, long now, long left) {
      return left;
    }
  }
}
