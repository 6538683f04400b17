package io.apigw.auth.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource({
    "a, a, true",
    "a, b, false",
    "'', '', true",
    "'', a, false",
    "*, '', true",
    "*, anything/at:all, true",
    "?, '', false",
    "?, a, true",
    "?, ab, false",
    "a*c, ac, true",
    "a*c, abbc, true",
    "a*c, abcd, false",
    "*b*, abc, true",
    "a?c*, abc/d, true",
    "a?c*, ac/d, false",
    "prod/GET/*/items, prod/GET/a/b/items, true",
    "***, '', true",
  })
  void starIsAnyRunAndQuestionMarkOneCharacter(String pattern, String text, boolean matches) {
    assertThat(glob(pattern).matches(text)).isEqualTo(matches);
  }

  @Test
  void agreesWithARegularExpressionOnRandomTexts() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      String pattern = random(random, "ab*?", 8);
      String text = random(random, "ab", 10);
      boolean expected = Pattern.matches(pattern.replace("*", ".*").replace("?", "."), text);
      assertThat(glob(pattern).matches(text)).as(pattern + " on " + text).isEqualTo(expected);
    }
  }

  @Test
  void manyStarsCostNoMoreThanTextTimesPattern() {
    String pattern = "a*".repeat(200) + "b";
    assertThat(glob(pattern).matches("a".repeat(100_000))).isFalse();
  }

  private static Glob glob(String pattern) {
    Glob.Builder glob = new Glob.Builder();
    for (int i = 0; i < pattern.length(); i++) {
      switch (pattern.charAt(i)) {
        case '*' -> glob.run();
        case '?' -> glob.one();
        default -> glob.literal(pattern.substring(i, i + 1));
      }
    }
    return glob.build();
  }

  private static String random(Random random, String alphabet, int longest) {
    StringBuilder out = new StringBuilder();
    for (int i = random.nextInt(longest + 1); i > 0; i--) {
      out.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return out.toString();
  }
}
