package io.apigw.api.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.ByteSize;
import io.apigw.api.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectTest {

  private final List<Problem> problems = new ArrayList<>();

  @Test
  void whatIsRightLeavesNoProblem() {
    assertThat(Expect.duration(
            problems, "t", Duration.ofSeconds(29), Duration.ofMillis(50), Duration.ofSeconds(29)))
        .isTrue();
    assertThat(Expect.number(problems, "n", 0, 0, 3600)).isTrue();
    assertThat(
            Expect.size(problems, "s", ByteSize.ofMib(1), ByteSize.ofBytes(1), ByteSize.ofMib(10)))
        .isTrue();
    assertThat(Expect.length(problems, "l", "abc", 3)).isTrue();
    assertThat(Expect.oneOf(problems, "o", "GET", List.of("GET", "POST"))).isTrue();
    assertThat(Expect.that(problems, "p", "an even number", 2, n -> n % 2 == 0)).isTrue();
    assertThat(Expect.parses(problems, "c", () -> CidrBlock.parse("10.0.0.0/8")))
        .isTrue();
    assertThat(problems).isEmpty();
  }

  @Test
  void whatIsWrongIsNotedWithRuleAndValue() {
    assertThat(Expect.duration(
            problems, "t", Duration.ZERO, Duration.ofMillis(50), Duration.ofSeconds(29)))
        .isFalse();
    assertThat(Expect.duration(
            problems, "u", Duration.ofNanos(1), Duration.ofNanos(5), Duration.ofMillis(1500)))
        .isFalse();
    assertThat(Expect.number(problems, "n", 3601, 0, 3600)).isFalse();
    assertThat(
            Expect.size(problems, "s", ByteSize.ofMib(11), ByteSize.ofBytes(1), ByteSize.ofMib(10)))
        .isFalse();
    assertThat(Expect.length(problems, "l", "abcd", 3)).isFalse();
    assertThat(Expect.length(problems, "l", "", 3)).isFalse();
    assertThat(Expect.oneOf(problems, "o", "get", List.of("GET", "POST"))).isFalse();
    assertThat(Expect.that(problems, "p", "an even number", 3, n -> n % 2 == 0)).isFalse();
    assertThat(Expect.parses(problems, "c", () -> CidrBlock.parse("10.0.0.0/33")))
        .isFalse();
    assertThat(problems)
        .extracting(Problem::toString)
        .containsExactly(
            "t: expected 50ms to 29s but was PT0S",
            "u: expected PT0.000000005S to 1500ms but was PT0.000000001S",
            "n: expected 0 to 3600 but was 3601",
            "s: expected 1 B to 10 MiB but was 11 MiB",
            "l: expected 1 to 3 characters but was 4 characters",
            "l: expected 1 to 3 characters but was empty",
            "o: expected one of GET, POST but was get; did you mean GET?",
            "p: expected an even number but was 3",
            "c: expected a prefix of 0 to 32 bits but was 10.0.0.0/33");
  }
}
