package io.apigw.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.JsonValue;
import io.apigw.auth.fetch.Checked;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CompactTokenTest {

  /** {@code {"a":1}} is 7 bytes, so the last character of its 10 has 4 bits to spare. */
  private static final String PART = TestTokens.base64("{\"a\":1}");

  private static final String TOKEN = PART + "." + PART + "." + PART;

  private static String reason(String text) {
    return CompactToken.parse(text).match(token -> "good", Checked.Bad::reason);
  }

  @Test
  void tokenIsTakenApart() {
    CompactToken.parse(TOKEN)
        .match(
            token -> {
              assertThat(token.header().get("a")).contains(JsonValue.of(1));
              assertThat(new String(token.claims(), StandardCharsets.UTF_8)).isEqualTo("{\"a\":1}");
              assertThat(new String(token.signed(), StandardCharsets.US_ASCII))
                  .isEqualTo(PART + "." + PART);
              assertThat(token.signature()).isEqualTo(PART);
              return true;
            },
            bad -> {
              throw new AssertionError(bad);
            });
  }

  static Stream<String> malformed() {
    String spare =
        PART.substring(0, PART.length() - 1) + (char) (PART.charAt(PART.length() - 1) + 1);
    return Stream.of(
            Stream.of(
                "",
                ".",
                "..",
                "...",
                "a",
                "a.b",
                PART,
                PART + "." + PART,
                TOKEN + ".",
                "." + TOKEN),
            Stream.of(
                TOKEN + "." + PART + "." + PART,
                TOKEN + "." + PART,
                PART + ".." + PART,
                "." + PART + "." + PART),
            Stream.of(
                    "=", "==", " ", "\n", "\t", "?", "#", "%3D", "\0", "\u00e9", "\u0101", "+", "/")
                .flatMap(edit ->
                    Stream.of(TOKEN + edit, edit + TOKEN, PART + edit + "." + PART + "." + PART)),
            Stream.of(
                spare + "." + PART + "." + PART,
                PART + "." + spare + "." + PART,
                PART + "." + PART + "." + spare),
            Stream.of(
                TOKEN + ", " + TOKEN,
                TOKEN + "," + TOKEN,
                "Bearer " + TOKEN,
                TOKEN.replace('.', ',')),
            Stream.of(
                part("[]"),
                part("1"),
                part("{"),
                part("{} x"),
                part("{\"a\":1,\"a\":1}"),
                part("{'a':1}")),
            Stream.of(
                part("{\"a\":01}"),
                part("{\"a\":NaN}"),
                part("{\"a\":1,}"),
                part("{\"a\":\"\t\"}"),
                part("/**/{}")))
        .flatMap(stream -> stream)
        .distinct();
  }

  private static String part(String header) {
    return TestTokens.base64(header) + "." + PART + "." + PART;
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void anyOtherSpellingIsMalformed(String text) {
    assertThat(reason(text)).isEqualTo("the token is malformed");
  }

  @Test
  void headerOutsideUtf8IsMalformed() {
    for (byte[] bytes : new byte[][] {
      {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', ':', '1', '}'},
      "{\"a\":1}".getBytes(StandardCharsets.UTF_16LE),
      "{\"a\":1}".getBytes(StandardCharsets.UTF_16),
      "\ufeff{\"a\":1}".getBytes(StandardCharsets.UTF_8)
    }) {
      assertThat(reason(TestTokens.base64(bytes) + "." + PART + "." + PART))
          .isEqualTo("the token is malformed");
    }
  }

  @Test
  void encryptedTokenIsMalformedWhateverWorkItAsksFor() {
    String header =
        "{\"alg\":\"PBES2-HS256+A128KW\",\"enc\":\"A128GCM\",\"p2c\":2147483647,\"zip\":\"DEF\"}";
    assertThat(
            reason(TestTokens.base64(header) + "." + PART + "." + PART + "." + PART + "." + PART))
        .isEqualTo("the token is malformed");
  }

  @Test
  void longestTokenHas16Kilobytes() {
    String claims = "A".repeat(CompactToken.MAX_LENGTH - 2 * PART.length() - 2);
    assertThat(reason(PART + "." + claims + "." + PART)).isEqualTo("good");
    assertThat(reason(PART + "." + claims + "AA." + PART)).isEqualTo("the token is too long");
  }
}
