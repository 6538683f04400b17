package io.apigw.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.Response;
import io.apigw.api.cache.CacheKey;
import io.apigw.api.cache.CachedResponse;
import io.apigw.api.cache.ResponseCache;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ResponseCache} does. A subclass gives an empty cache.
 *
 * <pre>{@code
 * class MyCacheConformanceTest extends ResponseCacheConformance {
 *   @Override
 *   protected ResponseCache cache(TestClock clock) {
 *     return MyCache.create(clock);
 *   }
 * }
 * }</pre>
 */
public abstract class ResponseCacheConformance {

  private static final CacheKey KEY = new CacheKey("orders/prod/GET /orders", List.of("=a"));
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final TestClock clock = TestClock.create();
  private @Nullable ResponseCache made;

  /** For subclasses. */
  protected ResponseCacheConformance() {}

  /**
   * Makes an empty cache.
   *
   * @param clock the time; entries must age by its elapsed time
   * @return the cache
   */
  protected abstract ResponseCache cache(TestClock clock);

  /** Nothing is found that was not stored. */
  @Test
  protected void anEmptyCacheFindsNothing() {
    assertThat(found(KEY)).isEmpty();
  }

  /** An entry comes back as it was stored. */
  @Test
  protected void whatWasStoredIsFoundWithAllItsParts() {
    Headers headers = Headers.of("Content-Type", "image/png", "X-A", "1", "x-a", "2");
    Response response = Response.of(203, headers, Body.bytes(new byte[] {0, 1, -1, 10}));
    CachedResponse entry = new CachedResponse(response, clock.instant());
    cache().store(KEY, entry, MINUTE);
    assertThat(found(KEY)).contains(entry);
    assertThat(found(KEY)).contains(entry);
  }

  /** An entry is found until its time is up, and not after. */
  @Test
  protected void anEntryLivesAsLongAsItWasStoredFor() {
    store(KEY, "a", MINUTE);
    clock.advance(MINUTE.minusMillis(1));
    assertThat(text(KEY)).contains("a");
    clock.advance(Duration.ofMillis(1));
    assertThat(text(KEY)).isEmpty();
  }

  /** Reading an entry does not prolong its life. */
  @Test
  protected void readingDoesNotProlongAnEntry() {
    store(KEY, "a", MINUTE);
    for (int i = 0; i < 3; i++) {
      clock.advance(Duration.ofSeconds(19));
      assertThat(text(KEY)).contains("a");
    }
    clock.advance(Duration.ofSeconds(3));
    assertThat(text(KEY)).isEmpty();
  }

  /** Each entry has its own time to live. */
  @Test
  protected void eachEntryHasItsOwnTime() {
    CacheKey other = new CacheKey(KEY.scope(), List.of("=b"));
    store(KEY, "a", Duration.ofSeconds(1));
    store(other, "b", Duration.ofHours(1));
    clock.advance(Duration.ofSeconds(2));
    assertThat(text(KEY)).isEmpty();
    assertThat(text(other)).contains("b");
  }

  /** A jump of the wall clock neither ends nor prolongs an entry. */
  @Test
  protected void aJumpOfTheWallClockChangesNothing() {
    store(KEY, "a", MINUTE);
    clock.jumpTo("2036-01-01T00:00:00Z");
    assertThat(text(KEY)).contains("a");
    clock.jumpTo("2016-01-01T00:00:00Z");
    clock.advance(MINUTE);
    assertThat(text(KEY)).isEmpty();
  }

  /** A new entry takes the place of the one before, and lives as long as itself says. */
  @Test
  protected void aNewEntryTakesThePlaceOfTheOneBefore() {
    store(KEY, "old", Duration.ofSeconds(10));
    clock.advance(Duration.ofSeconds(9));
    store(KEY, "new", Duration.ofSeconds(10));
    clock.advance(Duration.ofSeconds(9));
    assertThat(text(KEY)).contains("new");
  }

  /** A time to live of zero stores nothing, and what was there before is not found any longer. */
  @Test
  protected void noTimeToLiveMeansNoEntry() {
    store(KEY, "old", MINUTE);
    store(KEY, "new", Duration.ZERO);
    assertThat(text(KEY)).isEmpty();
  }

  /** No two keys are taken for one another. */
  @Test
  protected void keysThatLookAlikeAreDifferent() {
    List<CacheKey> keys = List.of(
        new CacheKey("s", List.of()),
        new CacheKey("s", List.of("")),
        new CacheKey("s", List.of("", "")),
        new CacheKey("s", List.of("a", "b")),
        new CacheKey("s", List.of("b", "a")),
        new CacheKey("s", List.of("ab")),
        new CacheKey("s", List.of("a,b")),
        new CacheKey("s", List.of("a\u0000b")),
        new CacheKey("sa", List.of("b")),
        new CacheKey("S", List.of("a", "b")),
        new CacheKey("s", List.of("é", "😀")));
    for (int i = 0; i < keys.size(); i++) {
      store(keys.get(i), Integer.toString(i), MINUTE);
    }
    for (int i = 0; i < keys.size(); i++) {
      assertThat(text(keys.get(i))).contains(Integer.toString(i));
    }
  }

  /** An entry that is too large may be left out; the request must not notice. */
  @Test
  protected void anEntryOfAnySizeIsTaken() {
    store(KEY, "x".repeat(5_000_000), MINUTE);
    assertThat(text(KEY))
        .satisfiesAnyOf(
            text -> assertThat(text).isEmpty(),
            text -> assertThat(text.orElseThrow()).hasSize(5_000_000));
  }

  /** Keys come from clients: thousands of them do no harm. */
  @Test
  protected void aFloodOfKeysIsTaken() {
    for (int i = 0; i < 20_000; i++) {
      store(new CacheKey("s", List.of("=" + i)), "a", MINUTE);
    }
    store(KEY, "a", MINUTE);
    assertThat(cache().find(KEY)).isNotNull();
  }

  /** Any thread may ask and store. */
  @Test
  protected void manyThreadsGetWhatBelongsToTheirKey() {
    Threads.together(8, () -> {
      for (int i = 0; i < 500; i++) {
        String value = Integer.toString(i % 50);
        CacheKey key = new CacheKey("s", List.of(value));
        text(key).ifPresent(text -> assertThat(text).isEqualTo(value));
        store(key, value, MINUTE);
      }
    });
  }

  private synchronized ResponseCache cache() {
    ResponseCache cache = made == null ? cache(clock) : made;
    made = cache;
    return cache;
  }

  private void store(CacheKey key, String text, Duration ttl) {
    cache().store(key, new CachedResponse(Response.text(200, text), clock.instant()), ttl);
  }

  private Optional<CachedResponse> found(CacheKey key) {
    return Waits.valueOf("entry", cache().find(key));
  }

  private Optional<String> text(CacheKey key) {
    return found(key).map(entry -> entry.response().body().text());
  }
}
