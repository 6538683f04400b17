package io.apigw.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.engine.Prepared;
import io.apigw.api.throttle.LimitEngine;
import io.apigw.api.throttle.Limiter;
import io.apigw.api.throttle.Permit;
import io.apigw.api.throttle.Rate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What every {@link LimitEngine} does: token buckets that start full, one for each key. A subclass gives the engine,
 * which must count by the clock of the context it is lent.
 *
 * <pre>{@code
 * class MyLimitsConformanceTest extends LimitEngineConformance {
 *   @Override
 *   protected LimitEngine engine() {
 *     return MyLimits.create();
 *   }
 * }
 * }</pre>
 */
public abstract class LimitEngineConformance {

  private final TestClock clock = TestClock.create();

  /** For subclasses. */
  protected LimitEngineConformance() {}

  /**
   * Makes an engine without any buckets.
   *
   * @return the engine
   */
  protected abstract LimitEngine engine();

  /** A bucket starts full and holds the burst. */
  @Test
  protected void theBurstPassesAtOnceAndNoMore() {
    Limiter limiter = limiter(Rate.perSecond(1).burst(5));
    assertThat(passed(limiter, "a", 20)).isEqualTo(5);
  }

  /** One permit is gained each time the rate says so. */
  @Test
  protected void permitsAreGainedAtTheRate() {
    Limiter limiter = limiter(Rate.perSecond(10).burst(1));
    assertThat(passed(limiter, "a", 2)).isEqualTo(1);
    for (int i = 0; i < 50; i++) {
      clock.advance(Duration.ofMillis(100));
      assertThat(passed(limiter, "a", 2)).isEqualTo(1);
    }
  }

  /** A permit is not there before its time. */
  @Test
  protected void nothingIsGainedBeforeItsTime() {
    Limiter limiter = limiter(Rate.perSecond(1).burst(1));
    assertThat(passed(limiter, "a", 1)).isEqualTo(1);
    clock.advance(Duration.ofMillis(900));
    assertThat(passed(limiter, "a", 1)).isZero();
    clock.advance(Duration.ofMillis(101));
    assertThat(passed(limiter, "a", 1)).isEqualTo(1);
  }

  /** A rate of a minute may be less than one a second. */
  @Test
  protected void slowRatesAreKept() {
    Limiter limiter = limiter(Rate.perMinute(6).burst(1));
    assertThat(passed(limiter, "a", 2)).isEqualTo(1);
    clock.advance(Duration.ofSeconds(9));
    assertThat(passed(limiter, "a", 1)).isZero();
    clock.advance(Duration.ofSeconds(2));
    assertThat(passed(limiter, "a", 2)).isEqualTo(1);
  }

  /** A bucket never holds more than its burst. */
  @Test
  protected void aQuietTimeFillsABucketNoFurtherThanItsBurst() {
    Limiter limiter = limiter(Rate.perSecond(100).burst(3));
    assertThat(passed(limiter, "a", 10)).isEqualTo(3);
    clock.advance(Duration.ofDays(400));
    assertThat(passed(limiter, "a", 10)).isEqualTo(3);
  }

  /** A refusal says when it makes sense to come again. */
  @Test
  protected void aRefusalSaysWhenToComeAgain() {
    Limiter limiter = limiter(Rate.perSecond(2).burst(1));
    assertThat(passed(limiter, "a", 1)).isEqualTo(1);
    Duration wait =
        acquire(limiter, "a").match(granted -> Duration.ZERO, Permit.Refused::retryAfter);
    assertThat(wait).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(1));
    clock.advance(wait.plusMillis(1));
    assertThat(passed(limiter, "a", 1)).isEqualTo(1);
  }

  /** A rate or a burst of zero denies all, always. */
  @Test
  protected void zeroDeniesAll() {
    for (Rate rate :
        List.of(Rate.perSecond(0), Rate.perSecond(0).burst(5), Rate.perSecond(5).burst(0))) {
      Limiter limiter = limiter(rate);
      assertThat(passed(limiter, "a", 5)).as(rate.toString()).isZero();
      clock.advance(Duration.ofHours(1));
      assertThat(passed(limiter, "a", 5)).as(rate.toString()).isZero();
    }
  }

  /** Each key has a bucket of its own, whatever text it is. */
  @Test
  protected void eachKeyHasItsOwnBucket() {
    Limiter limiter = limiter(Rate.perSecond(1).burst(2));
    for (String key : List.of("", "a", "A", "a ", "é", "😀", "a:b", "a/b", "k".repeat(10_000))) {
      assertThat(passed(limiter, key, 5)).as("key '%.20s'", key).isEqualTo(2);
    }
  }

  /** Two limits share nothing, though their keys are the same. */
  @Test
  protected void eachLimitHasItsOwnBuckets() {
    LimitEngine engine = engine();
    Limiter one = prepare(engine, "orders/prod", Rate.perSecond(1).burst(1));
    Limiter other = prepare(engine, "orders/test", Rate.perSecond(1).burst(1));
    assertThat(passed(one, "a", 2)).isEqualTo(1);
    assertThat(passed(other, "a", 2)).isEqualTo(1);
  }

  /** A permit that is given back can be taken again, once. */
  @Test
  protected void whatIsGivenBackCanBeTakenAgain() {
    Limiter limiter = limiter(Rate.perSecond(1).burst(2));
    assertThat(passed(limiter, "a", 2)).isEqualTo(2);
    limiter.giveBack("a");
    assertThat(passed(limiter, "a", 3)).isEqualTo(1);
  }

  /** Giving back never fills a bucket above its burst, nor one that nobody has taken from. */
  @Test
  protected void givingBackFillsNoBucketAboveItsBurst() {
    Limiter limiter = limiter(Rate.perSecond(1).burst(2));
    for (int i = 0; i < 10; i++) {
      limiter.giveBack("a");
      limiter.giveBack("never seen");
    }
    assertThat(passed(limiter, "a", 10)).isEqualTo(2);
    assertThat(passed(limiter, "never seen", 10)).isEqualTo(2);
  }

  /** A jump of the wall clock gives nothing and takes nothing. */
  @Test
  protected void aJumpOfTheWallClockChangesNothing() {
    Limiter limiter = limiter(Rate.perSecond(1).burst(2));
    assertThat(passed(limiter, "a", 1)).isEqualTo(1);
    clock.jumpTo("2036-01-01T00:00:00Z");
    assertThat(passed(limiter, "a", 5)).isEqualTo(1);
    clock.jumpTo("2016-01-01T00:00:00Z");
    assertThat(passed(limiter, "a", 5)).isZero();
    clock.advance(Duration.ofMillis(1_001));
    assertThat(passed(limiter, "a", 5)).isEqualTo(1);
  }

  /** However many threads ask at once, no more than the burst passes. */
  @Test
  protected void threadsThatAskAtOnceShareOneBucket() {
    Limiter limiter = limiter(Rate.perSecond(1).burst(100));
    AtomicInteger passed = new AtomicInteger();
    Threads.together(8, () -> passed.addAndGet(passed(limiter, "a", 100)));
    assertThat(passed).hasValue(100);
  }

  /** Keys come from clients: very many of them do no harm, and a limit that is asked all the time holds. */
  @Test
  protected void aFloodOfKeysDoesNotFreeTheOneThatIsUsed() {
    Limiter limiter = limiter(Rate.perSecond(1).burst(1));
    int passed = 0;
    for (int i = 0; i < 200_000; i++) {
      passed(limiter, "flood-" + i, 1);
      passed += i % 100 == 0 ? passed(limiter, "used", 1) : 0;
    }
    assertThat(passed).isEqualTo(1);
  }

  private Limiter limiter(Rate rate) {
    return prepare(engine(), "orders/prod", rate);
  }

  private Limiter prepare(LimitEngine engine, String id, Rate rate) {
    Prepared<Limiter> prepared = engine.prepare(id, rate, TestContext.of(clock));
    return prepared.<Limiter>match(limiter -> limiter, problems -> {
      throw new AssertionError("expected a limiter of " + rate + " but was " + problems);
    });
  }

  private static int passed(Limiter limiter, String key, int requests) {
    int passed = 0;
    for (int i = 0; i < requests; i++) {
      passed += acquire(limiter, key).match(granted -> 1, refused -> 0);
    }
    return passed;
  }

  private static Permit acquire(Limiter limiter, String key) {
    return Waits.valueOf("permit", limiter.acquire(key));
  }
}
