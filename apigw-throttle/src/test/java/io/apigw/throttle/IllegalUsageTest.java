package io.apigw.throttle;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.apigw.api.DefinitionException;
import io.apigw.api.throttle.Rate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way to set up the engine wrongly, and what is said about it. */
final class IllegalUsageTest {

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 100_000_001})
  void maximumOfKeysOutOfRangeIsReported(int maximum) {
    assertThatExceptionOfType(DefinitionException.class)
        .isThrownBy(() -> InMemoryLimits.builder().maximumKeys(maximum).build())
        .withMessage(
            "1 problem in in-memory limits\n  maximumKeys: expected 1 to 100000000 but was "
                + maximum);
  }

  @Test
  @SuppressWarnings("NullAway") // what it is about
  void nullIsRefusedWhereItIsGiven() {
    assertThatNullPointerException()
        .isThrownBy(() -> InMemoryLimits.create().prepare("id", Rate.perSecond(1), null));
  }
}
