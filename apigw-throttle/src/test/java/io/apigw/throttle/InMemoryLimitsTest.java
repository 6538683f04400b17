package io.apigw.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Problem;
import io.apigw.api.engine.EngineContext;
import io.apigw.api.throttle.Limiter;
import io.apigw.api.throttle.Permit;
import io.apigw.api.throttle.Rate;
import io.apigw.testkit.TestClock;
import io.apigw.testkit.TestContext;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InMemoryLimitsTest {

  private final TestClock clock = TestClock.create();
  private final EngineContext context = TestContext.of(clock);

  private Limiter limiter(InMemoryLimits engine, Rate rate) {
    return engine.prepare("api/stage/route", rate, context).match(ready -> ready, problems -> {
      throw new AssertionError(problems);
    });
  }

  private static Permit ask(Limiter limiter, String key) {
    return limiter.acquire(key).toCompletableFuture().join();
  }

  @Test
  void eachPreparedLimitHasBucketsOfItsOwn() {
    InMemoryLimits engine = InMemoryLimits.create();
    Limiter one = limiter(engine, Rate.perSecond(1));
    Limiter two = limiter(engine, Rate.perSecond(1));
    assertThat(ask(one, "")).isEqualTo(Permit.granted());
    assertThat(ask(one, "")).isEqualTo(Permit.refused(Duration.ofSeconds(1)));
    assertThat(ask(two, "")).isEqualTo(Permit.granted());
  }

  @ParameterizedTest
  @CsvSource({"0, 10", "0, 0", "5, 0", "1e308, 0"})
  void nothingPassesARateOrBurstOfZero(double permits, long burst) {
    Limiter limiter = limiter(InMemoryLimits.create(), Rate.perSecond(permits).burst(burst));
    for (String key : List.of("", "somebody")) {
      limiter.giveBack(key);
      clock.advance(Duration.ofDays(1));
      assertThat(ask(limiter, key)).isEqualTo(Permit.refused(Duration.ofDays(36_500)));
    }
    assertThat(limiter.acquire("")).isSameAs(limiter.acquire("somebody"));
  }

  @ParameterizedTest
  @CsvSource({
    "1e308, 10, permits",
    "1.1e9, 10, permits",
    "1e-10, 10, permits",
    "1e-300, 10, permits",
    "5, 2147483648, burst",
    "5, 9223372036854775807, burst"
  })
  void rateThatNoBucketCanKeepIsAProblem(double permits, long burst, String path) {
    List<Problem> problems = InMemoryLimits.create()
        .prepare("id", Rate.perSecond(permits).burst(burst), context)
        .match(ready -> List.of(), all -> List.copyOf(all));
    assertThat(problems).extracting(Problem::path).containsExactly(path);
  }

  @Test
  void greatestAndSmallestRatesWork() {
    Limiter fast = limiter(InMemoryLimits.create(), Rate.perSecond(1e9).burst(Integer.MAX_VALUE));
    assertThat(ask(fast, "")).isEqualTo(Permit.granted());
    Limiter slow = limiter(InMemoryLimits.create(), Rate.perMinute(1e-5).burst(1));
    assertThat(ask(slow, "a")).isEqualTo(Permit.granted());
    clock.advance(Duration.ofMinutes(99_999));
    assertThat(ask(slow, "a")).isEqualTo(Permit.refused(Duration.ofMinutes(1)));
    clock.advance(Duration.ofMinutes(1));
    assertThat(ask(slow, "a")).isEqualTo(Permit.granted());
  }

  @Test
  void maximumOfKeysHoldsForEachLimit() {
    Limiter limiter = limiter(
        InMemoryLimits.builder().maximumKeys(10).build(), Rate.perSecond(1).burst(5));
    for (int i = 0; i < 1000; i++) {
      ask(limiter, "key" + i);
    }
    assertThat(((TokenBucketLimiter) limiter).keys()).isLessThanOrEqualTo(10);
  }
}
