package io.apigw.api.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.apigw.api.ValueExpression;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {

  @ParameterizedTest
  @CsvSource({"100, 100", "0.5, 1", "1.2, 2", "0, 1", "1e300, 9223372036854775807"})
  void burstIsWhatOneSecondGainsUnlessSaid(double permits, long burst) {
    assertThat(Rate.perSecond(permits).burst()).isEqualTo(burst);
  }

  @ParameterizedTest
  @CsvSource({"60, 1", "61, 2", "6000, 100", "0, 1"})
  void burstOfARatePerMinuteIsWhatOneSecondGainsToo(double permits, long burst) {
    assertThat(Rate.perMinute(permits).burst()).isEqualTo(burst);
  }

  @Test
  void burstReturnsACopy() {
    Rate rate = Rate.perSecond(5);
    assertThat(rate.burst(50)).isEqualTo(Rate.perSecond(5).burst(50)).isNotEqualTo(rate);
    assertThat(rate.burst()).isEqualTo(5);
  }

  @Test
  void partsAreReadable() {
    Rate rate = Rate.perMinute(90).burst(7);
    assertThat(rate.permits()).isEqualTo(90);
    assertThat(rate.period()).isEqualTo(Duration.ofMinutes(1));
    assertThat(rate.burst()).isEqualTo(7);
    assertThat(rate).hasToString("90 per minute, burst 7");
    assertThat(Rate.perSecond(0.5)).hasToString("0.5 per second, burst 1");
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {Double.NaN, -1, -0.001, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void ratesThatNoBucketHasAreRefused(double permits) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rate.perSecond(permits))
        .withMessageContaining("permits:");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rate.perMinute(permits))
        .withMessageContaining("" + permits);
  }

  @Test
  void negativeBurstIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rate.perSecond(1).burst(-1))
        .withMessage("burst: expected a number from 0 but was -1");
  }

  @Test
  void zeroIsValidAndDeniesAll() {
    assertThat(Rate.perSecond(0).deniesAll()).isTrue();
    assertThat(Rate.perSecond(-0.0))
        .isEqualTo(Rate.perSecond(0))
        .hasSameHashCodeAs(Rate.perSecond(0));
    assertThat(Rate.perSecond(1).burst(0).deniesAll()).isTrue();
    assertThat(Rate.perSecond(0.001).deniesAll()).isFalse();
  }

  @Test
  void ratesAreComparedByValueAndUnit() {
    assertThat(Rate.perSecond(1)).isEqualTo(Rate.perSecond(1)).hasSameHashCodeAs(Rate.perSecond(1));
    assertThat(Rate.perSecond(1)).isNotEqualTo(Rate.perMinute(60));
  }

  @Test
  void throttleHasAKeyOrNone() {
    ValueExpression address = ValueExpression.parse("$context.identity.sourceIp");
    Throttle all = Throttle.of(Rate.perSecond(1));
    Throttle each = Throttle.per(address, Rate.perSecond(1));
    assertThat(all.key()).isEmpty();
    assertThat(each.key()).contains(ValueExpression.parse("context.identity.sourceIp"));
    assertThat(each).isEqualTo(Throttle.per(address, Rate.perSecond(1))).isNotEqualTo(all);
    assertThat(each).hasToString("1 per second, burst 1 per $context.identity.sourceIp");
  }
}
