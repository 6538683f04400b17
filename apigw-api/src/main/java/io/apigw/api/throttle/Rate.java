package io.apigw.api.throttle;

import java.time.Duration;
import java.util.Objects;

/**
 * How many requests may pass: a steady rate and the burst that may come at once (a token bucket that starts full and
 * holds at most {@link #burst()} tokens).
 *
 * <pre>{@code
 * Rate.perSecond(100).burst(200)
 * }</pre>
 *
 * <p>A rate cannot be wrong: the factories refuse what no bucket can do. A rate of 0 is valid and denies every request,
 * as in AWS. Immutable, with value equality; {@code perSecond(1)} and {@code perMinute(60)} are two different values.
 */
public final class Rate {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final double permits;
  private final Duration period;
  private final long burst;

  private Rate(double permits, Duration period, long burst) {
    this.permits = permits;
    this.period = period;
    this.burst = burst;
  }

  /**
   * Returns a rate per second, with a burst of that many requests (rounded up, at least 1).
   *
   * @param permits requests per second, fractions allowed; 0 denies all
   * @throws IllegalArgumentException if {@code permits} is negative, infinite or not a number
   */
  public static Rate perSecond(double permits) {
    return of(permits, SECOND);
  }

  /**
   * Returns a rate per minute, with a burst of what one second gains (rounded up, at least 1).
   *
   * @param permits requests per minute, fractions allowed; 0 denies all
   * @throws IllegalArgumentException if {@code permits} is negative, infinite or not a number
   */
  public static Rate perMinute(double permits) {
    return of(permits, MINUTE);
  }

  private static Rate of(double permits, Duration period) {
    if (!(permits >= 0) || Double.isInfinite(permits)) {
      throw new IllegalArgumentException(
          "permits: expected a finite number from 0 but was " + permits);
    }
    long gained = (long) Math.ceil(permits / period.toSeconds());
    return new Rate(permits + 0.0, period, Math.max(1, gained)); // + 0.0: no negative zero
  }

  /**
   * Returns a copy of this rate with another burst.
   *
   * @param burst requests that may come at once after a quiet time; 0 denies all
   * @throws IllegalArgumentException if {@code burst} is negative
   */
  public Rate burst(long burst) {
    if (burst < 0) {
      throw new IllegalArgumentException("burst: expected a number from 0 but was " + burst);
    }
    return new Rate(permits, period, burst);
  }

  /** Returns the requests allowed in each {@link #period()}. */
  public double permits() {
    return permits;
  }

  /** Returns the time in which {@link #permits()} requests are gained: one second or one minute. */
  public Duration period() {
    return period;
  }

  /** Returns the requests that may come at once after a quiet time. */
  public long burst() {
    return burst;
  }

  /** Returns whether no request passes: nothing is ever gained, or nothing can be held. */
  public boolean deniesAll() {
    return permits == 0 || burst == 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rate that
        && Double.compare(permits, that.permits) == 0
        && burst == that.burst
        && period.equals(that.period);
  }

  @Override
  public int hashCode() {
    return Objects.hash(permits, period, burst);
  }

  /** Returns the rate in words, for example {@code 100 per second, burst 200}. */
  @Override
  public String toString() {
    String number = permits == Math.rint(permits) && permits < 1e15
        ? Long.toString((long) permits)
        : "" + permits;
    return number + (period.equals(SECOND) ? " per second" : " per minute") + ", burst " + burst;
  }
}
