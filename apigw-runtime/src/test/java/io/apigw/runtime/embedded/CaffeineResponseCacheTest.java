package io.apigw.runtime.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.ByteSize;
import io.apigw.api.Headers;
import io.apigw.api.Response;
import io.apigw.api.cache.CacheKey;
import io.apigw.api.cache.CachedResponse;
import io.apigw.testkit.LeakChecks;
import io.apigw.testkit.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CaffeineResponseCacheTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final TestClock clock = TestClock.create();

  @Test
  void aHitIsTheSameStageEachTime() {
    CaffeineResponseCache cache = CaffeineResponseCache.create(clock);
    cache.store(key(1), entry("a"), HOUR);
    assertThat(cache.find(key(1))).isSameAs(cache.find(key(1))).isNotSameAs(cache.find(key(2)));
    assertThat(cache.find(key(2))).isSameAs(cache.find(key(3)));
  }

  @Test
  void bodiesOfUpToOneMebibyteAreKept() {
    CaffeineResponseCache cache = CaffeineResponseCache.create(clock);
    cache.store(key(1), entry("x".repeat(1_048_576)), HOUR);
    cache.store(key(2), entry("x".repeat(1_048_577)), HOUR);
    assertThat(found(cache, key(1))).isPresent();
    assertThat(found(cache, key(2))).isEmpty();
  }

  @Test
  void anEntryThatIsTooLargeTakesTheOneBeforeAway() {
    CaffeineResponseCache cache = CaffeineResponseCache.create(clock);
    cache.store(key(1), entry("old"), HOUR);
    cache.store(key(1), entry("x".repeat(1_048_577)), HOUR);
    assertThat(found(cache, key(1))).isEmpty();
  }

  @Test
  void aMillionKeysStayWithinTheBound() {
    CaffeineResponseCache cache = CaffeineResponseCache.create(clock, ByteSize.ofMib(2));
    for (int i = 0; i < 1_000_000; i++) {
      cache.store(key(i), entry(""), HOUR);
    }
    assertThat(IntStream.range(0, 1_000_000)
            .filter(i -> found(cache, key(i)).isPresent())
            .count())
        .isBetween(100L, 4_096L);
  }

  @Test
  void bodiesHeadersAndKeysCount() {
    assertThat(kept(Response.text(200, "x".repeat(100_000)), "")).isBetween(5L, 10L);
    assertThat(kept(Response.of(200, Headers.of("x-a", "x".repeat(50_000)), Body.empty()), ""))
        .isBetween(5L, 10L);
    assertThat(kept(Response.of(200), "x".repeat(50_000))).isBetween(5L, 10L);
  }

  @Test
  void whatIsAskedForOftenStaysWhenAFloodPasses() {
    CaffeineResponseCache cache = CaffeineResponseCache.create(clock, ByteSize.ofMib(1));
    for (int i = 0; i < 20; i++) {
      cache.store(key(i), entry("x".repeat(1_000)), HOUR);
    }
    for (int i = 0; i < 200_000; i++) {
      found(cache, key(i % 20));
      cache.store(key(1_000 + i), entry("x".repeat(1_000)), HOUR);
    }
    assertThat(
            IntStream.range(0, 20).filter(i -> found(cache, key(i)).isPresent()).count())
        .isGreaterThanOrEqualTo(18);
  }

  @Test
  void aTimeToLiveBeyondAllTimeIsAccepted() {
    CaffeineResponseCache cache = CaffeineResponseCache.create(clock);
    cache.store(key(1), entry("a"), Duration.ofSeconds(Long.MAX_VALUE));
    cache.store(key(2), entry("a"), Duration.ofSeconds(Long.MIN_VALUE));
    clock.advance(Duration.ofDays(1_000));
    assertThat(found(cache, key(1))).isPresent();
    assertThat(found(cache, key(2))).isEmpty();
  }

  @Test
  void aCacheHasNoThreads() throws Exception {
    LeakChecks.noThreadsStay(20, () -> {
      CaffeineResponseCache cache = CaffeineResponseCache.create(clock, ByteSize.ofMib(1));
      for (int i = 0; i < 1_000; i++) {
        cache.store(key(i), entry("x".repeat(10_000)), HOUR);
      }
    });
  }

  /** How many of 100 entries a cache of one mebibyte keeps. */
  private long kept(Response response, String more) {
    CaffeineResponseCache cache = CaffeineResponseCache.create(clock, ByteSize.ofMib(1));
    for (int i = 0; i < 100; i++) {
      cache.store(
          new CacheKey("s", List.of("=" + i, more)),
          new CachedResponse(response, clock.instant()),
          HOUR);
    }
    return IntStream.range(0, 100)
        .filter(i -> found(cache, new CacheKey("s", List.of("=" + i, more))).isPresent())
        .count();
  }

  private CachedResponse entry(String text) {
    return new CachedResponse(Response.text(200, text), clock.instant());
  }

  private static CacheKey key(int number) {
    return new CacheKey("orders/prod/GET /orders", List.of("=" + number));
  }

  private static Optional<CachedResponse> found(CaffeineResponseCache cache, CacheKey key) {
    return cache.find(key).toCompletableFuture().join();
  }
}
