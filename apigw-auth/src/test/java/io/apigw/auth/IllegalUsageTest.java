package io.apigw.auth;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.apigw.api.DefinitionException;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to set up the engine wrongly, and what is said about it. */
@SuppressWarnings("NullAway") // null where none may be is what some of it is about
final class IllegalUsageTest {

  static ThrowingCallable[] nulls() {
    StandardAuthorizers engine = StandardAuthorizers.create();
    return new ThrowingCallable[] {
      () -> StandardAuthorizers.builder().tokenTtl(null),
      () -> StandardAuthorizers.builder().keyRefresh(null),
      () -> StandardAuthorizers.builder().keyMaximumAge(null),
      () -> StandardAuthorizers.builder().unknownKeyPause(null),
      () -> engine.prepare(Issuer.trusting().build(), null),
      () -> engine.prepare(null, new Issuer().context())
    };
  }

  @ParameterizedTest
  @MethodSource("nulls")
  void nullIsRefusedWhereItIsGiven(ThrowingCallable call) {
    assertThatNullPointerException().isThrownBy(call);
  }

  @Test
  void settingsOutOfRangeAreReportedTogether() {
    assertThatExceptionOfType(DefinitionException.class)
        .isThrownBy(() -> StandardAuthorizers.builder()
            .maximumTokens(0)
            .tokenTtl(Duration.ofSeconds(-1))
            .keyRefresh(Duration.ofHours(3))
            .keyMaximumAge(Duration.ofHours(2))
            .unknownKeyPause(Duration.ZERO)
            .build())
        .withMessage("""
            4 problems in standard authorizers
              maximumTokens: expected 1 to 10000000 but was 0
              tokenTtl: expected 0s to 3600s but was PT-1S
              keyMaximumAge: expected 10800s to 86400s but was PT2H
              unknownKeyPause: expected 1s to 3600s but was PT0S""");
  }
}
