package io.apigw.throttle;

import io.apigw.api.throttle.Rate;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A rate as a fraction of whole numbers: so many tokens in so many nanoseconds, evenly.
 *
 * <p>It is the last of the continued fraction's steps towards the number as it was written whose product stays within
 * {@link #LARGEST_PRODUCT}: then Bucket4j's integer arithmetic cannot overflow, short decimals are exact, and others are
 * off by less than one part in 2<sup>31</sup>.
 *
 * @param tokens at least 1
 * @param nanos at least {@code tokens}
 */
record Refill(long tokens, long nanos) {

  static final String RULE = "0, or from one in 100 years to 1000000000 per second";

  private static final BigInteger LARGEST_PRODUCT = BigInteger.ONE.shiftLeft(62);
  private static final double SLOWEST_NANOS = 36_500.0 * 86_400 * 1e9;

  static boolean possible(Rate rate) {
    double perNano = rate.permits() / rate.period().toNanos();
    return perNano <= 1 && perNano * SLOWEST_NANOS >= 1;
  }

  /** Of a rate that is {@link #possible}. */
  static Refill of(Rate rate) {
    BigDecimal permits = BigDecimal.valueOf(rate.permits());
    BigDecimal nanos = BigDecimal.valueOf(rate.period().toNanos());
    int shift = Math.max(0, permits.scale());
    BigInteger numerator = permits.scaleByPowerOfTen(shift).toBigIntegerExact();
    BigInteger denominator = nanos.scaleByPowerOfTen(shift).toBigIntegerExact();
    return nearest(numerator, denominator);
  }

  private static Refill nearest(BigInteger numerator, BigInteger denominator) {
    BigInteger tokensBefore = BigInteger.ONE;
    BigInteger nanosBefore = BigInteger.ZERO;
    BigInteger tokens = BigInteger.ZERO;
    BigInteger nanos = BigInteger.ONE;
    // The rate is at most 1 a nanosecond, so the expansion begins with the inverse's whole part;
    // where it is 1 that is all.
    BigInteger rest = numerator;
    BigInteger whole = denominator;
    while (rest.signum() != 0) {
      BigInteger[] step = whole.divideAndRemainder(rest);
      BigInteger nextTokens = step[0].multiply(tokens).add(tokensBefore);
      BigInteger nextNanos = step[0].multiply(nanos).add(nanosBefore);
      if (nextTokens.multiply(nextNanos).compareTo(LARGEST_PRODUCT) > 0) {
        break;
      }
      tokensBefore = tokens;
      nanosBefore = nanos;
      tokens = nextTokens;
      nanos = nextNanos;
      whole = rest;
      rest = step[1];
    }
    return new Refill(tokens.longValueExact(), nanos.longValueExact());
  }

  /** How long an empty bucket takes until it is full, rounded up generously; at most a hundred years. */
  long nanosToGain(long burst) {
    return (long) Math.min((double) nanos / tokens * burst * 1.000_001 + 1e6, SLOWEST_NANOS);
  }
}
