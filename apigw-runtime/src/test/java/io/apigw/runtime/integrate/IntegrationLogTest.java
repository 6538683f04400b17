package io.apigw.runtime.integrate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IntegrationLogTest {

  @Test
  void whatWouldBreakALineOrMoveACursorIsEscaped() {
    assertThat(IntegrationLog.escaped("a\r\nb\u001b[2J\u0000\u2028\u202e\u009bü"))
        .isEqualTo("a\\u000d\\u000ab\\u001b[2J\\u0000\\u2028\\u202e\\u009bü");
  }

  @Test
  void longTextIsCut() {
    assertThat(IntegrationLog.escaped("x".repeat(100_000))).hasSize(1001).endsWith("x…");
    assertThat(IntegrationLog.escaped("x".repeat(1000))).hasSize(1000);
  }
}
