package io.apigw.throttle;

import io.apigw.api.GatewayClock;
import io.apigw.api.throttle.Rate;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.SynchronizationStrategy;
import java.time.Duration;

/** Makes the buckets of one limit; they share its bandwidth and its clock. */
final class BucketMaker {

  private final Bandwidth full;
  private final Bandwidth meagre;
  private final TimeMeter time;
  private final long nanosToFill;

  private BucketMaker(Refill refill, long burst, TimeMeter time) {
    this.full = bandwidth(refill, burst, burst);
    this.meagre = bandwidth(refill, burst, 1);
    this.time = time;
    this.nanosToFill = refill.nanosToGain(burst);
  }

  static BucketMaker of(Rate rate, GatewayClock clock) {
    return new BucketMaker(Refill.of(rate), rate.burst(), new ElapsedTime(clock));
  }

  /** A bucket that holds the whole burst. */
  Bucket full() {
    return bucket(full);
  }

  /** A bucket that holds a single token. */
  Bucket meagre() {
    return bucket(meagre);
  }

  /** Nanoseconds after which every bucket that nobody used is full. */
  long nanosToFill() {
    return nanosToFill;
  }

  /** Nanoseconds since the limit was made. */
  long nanos() {
    return time.currentTimeNanos();
  }

  /** Under a lock and not by compare-and-set, which copies the state for each token. */
  private Bucket bucket(Bandwidth bandwidth) {
    return Bucket.builder()
        .addLimit(bandwidth)
        .withCustomTimePrecision(time)
        .withSynchronizationStrategy(SynchronizationStrategy.SYNCHRONIZED)
        .build();
  }

  private static Bandwidth bandwidth(Refill refill, long burst, long initial) {
    return Bandwidth.builder()
        .capacity(burst)
        .refillGreedy(refill.tokens(), Duration.ofNanos(refill.nanos()))
        .initialTokens(initial)
        .build();
  }

  /**
   * The gateway's elapsed time, counted from the limit's own beginning: so that a clock whose number wraps around does
   * not stop the buckets.
   */
  private static final class ElapsedTime implements TimeMeter {

    private static final long serialVersionUID = 1;

    private final transient GatewayClock clock;
    private final long origin;

    private ElapsedTime(GatewayClock clock) {
      this.clock = clock;
      this.origin = clock.nanos();
    }

    @Override
    public long currentTimeNanos() {
      return clock.nanos() - origin;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
