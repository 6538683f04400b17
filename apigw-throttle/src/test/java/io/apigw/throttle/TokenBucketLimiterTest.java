package io.apigw.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Cancellable;
import io.apigw.api.GatewayClock;
import io.apigw.api.throttle.Limiter;
import io.apigw.api.throttle.Permit;
import io.apigw.api.throttle.Rate;
import io.apigw.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class TokenBucketLimiterTest {

  private final TestClock clock = TestClock.create();

  private TokenBucketLimiter limiter(Rate rate, int maximumKeys) {
    return new TokenBucketLimiter(BucketMaker.of(rate, clock), maximumKeys);
  }

  private TokenBucketLimiter limiter(Rate rate) {
    return limiter(rate, 1000);
  }

  private static Permit ask(Limiter limiter, String key) {
    return limiter.acquire(key).toCompletableFuture().join();
  }

  private static boolean granted(Limiter limiter, String key) {
    return ask(limiter, key).equals(Permit.granted());
  }

  private static Duration retryAfter(Limiter limiter, String key) {
    return ask(limiter, key).match(granted -> Duration.ZERO, Permit.Refused::retryAfter);
  }

  private static int grantedAtOnce(Limiter limiter, String key) {
    int count = 0;
    while (count < 1_000_000 && granted(limiter, key)) {
      count++;
    }
    return count;
  }

  @Nested
  final class OneBucket {

    @Test
    void isFullAtFirstAndHoldsTheBurst() {
      assertThat(grantedAtOnce(limiter(Rate.perSecond(5).burst(10)), "")).isEqualTo(10);
    }

    @Test
    void gainsEvenly() {
      TokenBucketLimiter limiter = limiter(Rate.perSecond(5).burst(10));
      grantedAtOnce(limiter, "");
      clock.advance(Duration.ofMillis(200).minusNanos(1));
      assertThat(granted(limiter, "")).isFalse();
      clock.advance(Duration.ofNanos(1));
      assertThat(granted(limiter, "")).isTrue();
      clock.advance(Duration.ofMillis(500));
      assertThat(grantedAtOnce(limiter, "")).isEqualTo(2);
      clock.advance(Duration.ofMillis(100));
      assertThat(grantedAtOnce(limiter, ""))
          .as("the half that was left over counts")
          .isEqualTo(1);
    }

    @Test
    void ofAThirdPerSecondGainsExactlyOneInThreeSeconds() {
      TokenBucketLimiter limiter = limiter(Rate.perSecond(1.0 / 3).burst(1));
      grantedAtOnce(limiter, "");
      for (int i = 0; i < 1000; i++) {
        clock.advance(Duration.ofSeconds(3).minusNanos(1));
        assertThat(granted(limiter, "")).isFalse();
        clock.advance(Duration.ofNanos(1));
        assertThat(granted(limiter, "")).isTrue();
      }
    }

    @Test
    void saysWhenATokenWillBeThere() {
      TokenBucketLimiter limiter = limiter(Rate.perSecond(5).burst(1));
      assertThat(granted(limiter, "")).isTrue();
      clock.advance(Duration.ofMillis(50));
      assertThat(retryAfter(limiter, "")).isEqualTo(Duration.ofMillis(150));
    }

    @Test
    void answersGrantedWithOneConstantCompletedStage() {
      TokenBucketLimiter limiter = limiter(Rate.perSecond(5).burst(10));
      CompletionStage<Permit> first = limiter.acquire("");
      assertThat(limiter.acquire("")).isSameAs(first);
      assertThat(limiter.acquire("somebody")).isSameAs(first);
    }

    @Test
    void takesATokenBackButNeverMoreThanTheBurst() {
      TokenBucketLimiter limiter = limiter(Rate.perSecond(1).burst(3));
      assertThat(granted(limiter, "")).isTrue();
      limiter.giveBack("");
      limiter.giveBack("");
      limiter.giveBack("");
      assertThat(grantedAtOnce(limiter, "")).isEqualTo(3);
    }
  }

  @Nested
  final class Time {

    @Test
    void setOnTheWallNeitherRefundsNorLocksOut() {
      TokenBucketLimiter limiter = limiter(Rate.perSecond(5).burst(10));
      grantedAtOnce(limiter, "");
      for (String wall :
          new String[] {"2025-12-31T23:00:00Z", "2026-01-02T00:00:00Z", "1970-01-01T00:00:00Z"}) {
        clock.jumpTo(wall);
        assertThat(granted(limiter, "")).as(wall).isFalse();
      }
      clock.advance(Duration.ofMillis(200));
      assertThat(grantedAtOnce(limiter, "")).isEqualTo(1);
    }

    @Test
    void thatWrapsAroundGoesOn() {
      GatewayClock late = new OffsetClock(clock, () -> Long.MAX_VALUE - 100);
      TokenBucketLimiter limiter =
          new TokenBucketLimiter(BucketMaker.of(Rate.perSecond(5).burst(10), late), 10);
      grantedAtOnce(limiter, "");
      grantedAtOnce(limiter, "a");
      clock.advance(Duration.ofSeconds(1));
      assertThat(grantedAtOnce(limiter, "")).isEqualTo(5);
      assertThat(grantedAtOnce(limiter, "a")).isEqualTo(5);
    }

    @Test
    void thatJumpsForwardFillsTheBucketOnce() {
      TokenBucketLimiter limiter = limiter(Rate.perSecond(5).burst(10));
      grantedAtOnce(limiter, "");
      clock.advance(Duration.ofDays(1));
      assertThat(grantedAtOnce(limiter, "")).isEqualTo(10);
    }
  }

  @Nested
  final class Keys {

    @Test
    void haveABucketEach() {
      TokenBucketLimiter limiter = limiter(Rate.perSecond(1).burst(2));
      assertThat(grantedAtOnce(limiter, "a")).isEqualTo(2);
      assertThat(grantedAtOnce(limiter, "b")).isEqualTo(2);
      assertThat(grantedAtOnce(limiter, "")).isEqualTo(2);
      limiter.giveBack("a");
      limiter.giveBack("unknown");
      assertThat(grantedAtOnce(limiter, "a")).isEqualTo(1);
      assertThat(grantedAtOnce(limiter, "b")).isZero();
    }

    @Test
    void areForgottenOnlyWhenTheirBucketIsLongFullAgain() {
      TokenBucketLimiter limiter = limiter(Rate.perSecond(1).burst(10));
      grantedAtOnce(limiter, "a");
      clock.advance(Duration.ofSeconds(9));
      assertThat(grantedAtOnce(limiter, "a")).isEqualTo(9);
      clock.advance(Duration.ofSeconds(69));
      assertThat(granted(limiter, "b")).isTrue();
      assertThat(limiter.keys()).isEqualTo(2);
      clock.advance(Duration.ofSeconds(2));
      assertThat(granted(limiter, "b")).isTrue();
      assertThat(granted(limiter, "c")).isTrue();
      assertThat(limiter.keys()).isEqualTo(2);
      assertThat(grantedAtOnce(limiter, "a")).isEqualTo(10);
    }

    @Test
    void areNotForgottenForAThreadThatWasHeldUp() {
      AtomicLong behind = new AtomicLong();
      GatewayClock clockOfThread = new OffsetClock(clock, () -> -behind.get());
      TokenBucketLimiter limiter =
          new TokenBucketLimiter(BucketMaker.of(Rate.perSecond(5).burst(10), clockOfThread), 10);
      clock.advance(Duration.ofSeconds(100));
      grantedAtOnce(limiter, "a");
      behind.set(Duration.ofSeconds(30).toNanos());
      assertThat(granted(limiter, "a")).isFalse();
      behind.set(0);
      assertThat(granted(limiter, "a")).isFalse();
    }

    @Test
    void beyondTheMaximumBeginWithASingleToken() {
      TokenBucketLimiter limiter = limiter(Rate.perSecond(1).burst(10), 100);
      grantedAtOnce(limiter, "drained");
      for (int i = 0; i < 100_000; i++) {
        ask(limiter, "other" + i);
      }
      assertThat(grantedAtOnce(limiter, "drained")).isLessThanOrEqualTo(1);
      assertThat(grantedAtOnce(limiter, "brand-new")).isEqualTo(1);
    }

    @Test
    void aMillionOfThemStayWithinTheMaximum() {
      TokenBucketLimiter limiter = limiter(Rate.perSecond(0.001).burst(10), 10_000);
      for (int i = 0; i < 1_000_000; i++) {
        ask(limiter, "key" + i);
      }
      assertThat(limiter.keys()).isLessThanOrEqualTo(10_000);
    }

    @Test
    void ofAnyLengthAreToldApartAndCannotPoseAsAnother() {
      TokenBucketLimiter limiter = limiter(Rate.perSecond(0.001).burst(1), 10);
      String longKey = "x".repeat(100_000);
      assertThat(granted(limiter, longKey + "a")).isTrue();
      assertThat(granted(limiter, longKey + "b")).isTrue();
      assertThat(granted(limiter, longKey + "a")).isFalse();
      assertThat(granted(limiter, "y".repeat(127))).isTrue();
      assertThat(granted(limiter, "y".repeat(128))).isTrue();
      assertThat(granted(limiter, "y".repeat(127))).isFalse();
    }
  }

  /** A clock whose nanoseconds are others. */
  private record OffsetClock(TestClock clock, LongSupplier offset) implements GatewayClock {

    @Override
    public Instant instant() {
      return clock.instant();
    }

    @Override
    public long nanos() {
      return clock.nanos() + offset.getAsLong();
    }

    @Override
    public Cancellable schedule(Runnable task, Duration delay) {
      return clock.schedule(task, delay);
    }
  }
}
