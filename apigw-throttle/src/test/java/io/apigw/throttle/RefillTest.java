package io.apigw.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.throttle.Rate;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RefillTest {

  @ParameterizedTest
  @CsvSource({
    "1000000000, 1, 1",
    "100, 1, 10000000",
    "1, 1, 1000000000",
    "0.1, 1, 10000000000",
    "0.333, 333, 1000000000000",
    "0.3333333333333333, 1, 3000000000",
    "2.5, 1, 400000000",
    "33.3, 333, 10000000000",
    "999999999.5, 1999999999, 2000000000",
    "1e-9, 1, 1000000000000000000"
  })
  void ratePerSecondIsTheFractionThatItMeans(double permits, long tokens, long nanos) {
    assertThat(Refill.of(Rate.perSecond(permits))).isEqualTo(new Refill(tokens, nanos));
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 60000000000", "90, 3, 2000000000", "0.5, 1, 120000000000", "7, 7, 60000000000"
  })
  void ratePerMinuteIsTheFractionThatItMeans(double permits, long tokens, long nanos) {
    assertThat(Refill.of(Rate.perMinute(permits))).isEqualTo(new Refill(tokens, nanos));
  }

  @Test
  void everyRateIsNearAndItsProductFitsIntoALong() {
    Random random = new Random(17);
    for (int i = 0; i < 20_000; i++) {
      double permits = Math.pow(10, random.nextDouble() * 18 - 9);
      Refill refill = Refill.of(Rate.perSecond(permits));
      assertThat(Math.multiplyExact(refill.tokens(), refill.nanos()))
          .as("%s", permits)
          .isPositive();
      double error = refill.tokens() * 1e9 / refill.nanos() / permits - 1;
      assertThat(Math.abs(error)).as("%s", permits).isLessThan(1e-9);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e308, 1.1e9, 1e-10, 1e-300, Double.MIN_VALUE})
  void rateThatNoBucketCanKeepIsImpossible(double permits) {
    assertThat(Refill.possible(Rate.perSecond(permits))).isFalse();
  }

  @Test
  void emptyBucketNeedsAllTokensToBeFull() {
    assertThat(Refill.of(Rate.perSecond(5)).nanosToGain(10))
        .isBetween(2_000_000_000L, 2_010_000_000L);
    assertThat(Refill.of(Rate.perSecond(1e-9)).nanosToGain(Integer.MAX_VALUE)).isPositive();
  }
}
