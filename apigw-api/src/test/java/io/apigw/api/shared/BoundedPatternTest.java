package io.apigw.api.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apigw.api.shared.BoundedPattern.Match;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundedPatternTest {

  @ParameterizedTest
  @CsvSource({
    "Bearer .*, Bearer abc, MATCH, MATCH",
    "Bearer .*, bearer abc, NO_MATCH, NO_MATCH",
    "b+, abba, NO_MATCH, MATCH",
    "'', a, NO_MATCH, MATCH",
    "(?i)ABC, abc, MATCH, MATCH",
    "(a)\\1, aa, MATCH, MATCH",
    "\\p{L}+, äöü, MATCH, MATCH"
  })
  void textIsHeldAgainstJavasSyntax(String regex, String text, Match whole, Match part) {
    assertThat(BoundedPattern.compile(regex).matches(text)).isEqualTo(whole);
    assertThat(BoundedPattern.compile(regex).find(text)).isEqualTo(part);
  }

  @ParameterizedTest
  @CsvSource({"(a*)*b, 3000", "(.*a){20}b, 40", "^(a+)+(b?)\\2c$, 40", "^(a|a)+(b?)\\2c$, 40"})
  void patternsThatExplodeGiveUpQuickly(String regex, int length) {
    assertThat(answeredQuickly(regex, length)).isEqualTo(Match.GAVE_UP);
  }

  /** Java remembers where such loops have failed before, so that it knows the answer; older engines run for hours. */
  @ParameterizedTest
  @CsvSource({
    "^(a+)+$, 40",
    "(a|a)*b, 40",
    "^(([a-z])+.)+[A-Z]([a-z])+$, 40",
    "(a|aa)+$, 40",
    "(a?){30}a{30}(b?)\\2c, 40"
  })
  void patternsThatExplodeElsewhereNeverMatchAndAreQuick(String regex, int length) {
    assertThat(answeredQuickly(regex, length)).isIn(Match.NO_MATCH, Match.GAVE_UP);
  }

  private static Match answeredQuickly(String regex, int length) {
    BoundedPattern pattern = BoundedPattern.compile(regex);
    String text = "a".repeat(length) + "!";
    Match warmUp = pattern.matches(text);
    long start = System.nanoTime();
    Match match = pattern.matches(text);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    assertThat(match).isEqualTo(warmUp);
    return match;
  }

  @Test
  void aStackThatIsUsedUpIsGivingUpToo() {
    assertThat(BoundedPattern.compile("(a|a)*b").matches("a".repeat(100_000)))
        .isEqualTo(Match.GAVE_UP);
    assertThat(BoundedPattern.compile("(x|[^y])*").matches("a".repeat(1_000_000)))
        .isEqualTo(Match.GAVE_UP);
  }

  @Test
  void longTextOfAnHonestPatternIsRead() {
    BoundedPattern pattern = BoundedPattern.compile("[a-z]+\\d");
    assertThat(pattern.matches("a".repeat(1_000_000) + "1")).isEqualTo(Match.MATCH);
    assertThat(pattern.matches("a".repeat(1_000_000))).isNotEqualTo(Match.MATCH);
  }

  @Test
  void whatIsNoRegularExpressionIsRefusedWithItsPosition() {
    assertThatThrownBy(() -> BoundedPattern.compile("a(b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a regular expression but was a(b")
        .hasMessageContaining("at position 3");
    assertThatThrownBy(
            () -> BoundedPattern.compile("(".repeat(100_000) + "a" + ")".repeat(100_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void patternsAreEqualByTheirText() {
    assertThat(BoundedPattern.compile("a+"))
        .isEqualTo(BoundedPattern.compile("a+"))
        .hasSameHashCodeAs(BoundedPattern.compile("a+"))
        .isNotEqualTo(BoundedPattern.compile("a*"))
        .hasToString("a+");
  }
}
