package io.apigw.runtime.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTextTest {

  @Test
  void whatWouldBreakALineMoveACursorOrOpenALookupIsEscaped() {
    assertThat(LogText.plain("a\r\nb\u001b[2J\u0000\u2028\u202e\u009bü${jndi:x}"))
        .doesNotContain("\r", "\n", "\u001b", "\u0000", "\u2028", "\u202e", "\u009b", "${jndi")
        .startsWith("a")
        .contains("b", "[2J", "ü", "jndi:x}");
  }

  @Test
  void longTextIsCut() {
    assertThat(LogText.plain("x".repeat(100_000)))
        .hasSizeLessThanOrEqualTo(1100)
        .endsWith("[TRUNCATED]");
    assertThat(LogText.plain("x".repeat(1000))).isEqualTo("x".repeat(1000));
  }
}
