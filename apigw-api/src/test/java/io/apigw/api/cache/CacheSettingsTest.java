package io.apigw.api.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.apigw.api.ValueExpression;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheSettingsTest {

  private final List<ValueExpression> key =
      List.of(ValueExpression.parse("method.request.querystring.view"));

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT1S", "PT3600S"})
  void timesUpToAnHourAreTaken(Duration ttl) {
    assertThat(CacheSettings.of(ttl, key).ttl()).isEqualTo(ttl);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-1S", "PT1H0.001S", "P1D"})
  void othersAreRefused(Duration ttl) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CacheSettings.of(ttl, key))
        .withMessage("ttl: expected 0s to 3600s but was " + ttl);
  }

  @Test
  void equalityIsByTimeAndKey() {
    CacheSettings minute = CacheSettings.of(Duration.ofMinutes(1), key);
    assertThat(minute).isNotEqualTo(CacheSettings.of(Duration.ofHours(1), key));
    assertThat(minute)
        .isEqualTo(CacheSettings.of(Duration.ofMinutes(1), List.copyOf(key)))
        .hasSameHashCodeAs(CacheSettings.of(Duration.ofMinutes(1), key));
  }
}
