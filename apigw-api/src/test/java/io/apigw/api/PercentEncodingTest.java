package io.apigw.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentEncodingTest {

  @ParameterizedTest
  @CsvSource({
    "a%2Fb, a/b",
    "%41%7a, Az",
    "%c3%a4, ä",
    "%E2%82%AC, €",
    "%F0%9F%98%80, 😀",
    "a+b, a+b",
    "%252e%252e, %2e%2e",
    "ä%20ö, 'ä ö'",
    "%F4%8F%BF%BF, \udbff\udfff"
  })
  void wellFormedSequencesAreDecodedOnce(String text, String decoded) {
    assertThat(PercentEncoding.decode(text)).isEqualTo(decoded);
    assertThat(PercentEncoding.isValid(text)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "%, 0, two hexadecimal digits",
    "abc%2, 3, two hexadecimal digits",
    "%GG, 0, two hexadecimal digits",
    "%u002e, 0, two hexadecimal digits",
    "%+1, 0, two hexadecimal digits",
    "%１１, 0, two hexadecimal digits",
    "a%20%, 4, two hexadecimal digits",
    "%c0%ae, 0, UTF-8",
    "%80, 0, UTF-8",
    "%c3, 0, UTF-8",
    "%c3x, 0, UTF-8",
    "%c3%28, 0, UTF-8",
    "%e0%80%af, 0, UTF-8",
    "%ed%a0%80, 0, UTF-8",
    "%f0%80%80%af, 0, UTF-8",
    "%f4%90%80%80, 0, UTF-8",
    "%f5%80%80%80, 0, UTF-8",
    "%ff, 0, UTF-8"
  })
  void everythingElseIsRefusedWithItsPosition(String text, int position, String expected) {
    assertThat(PercentEncoding.isValid(text)).isFalse();
    assertThatThrownBy(() -> PercentEncoding.decode(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "expected " + expected + " after the % at position " + position + " but was " + text);
  }

  @Test
  void textWithoutPercentIsGivenBackAsItIs() {
    String text = new String("/pets/ä");
    assertThat(PercentEncoding.decode(text)).isSameAs(text);
  }

  @ParameterizedTest
  @CsvSource({
    "../admin, ..%2Fadmin",
    "a?x=1, a%3Fx=1",
    "a#b, a%23b",
    "a%2f.., a%252f..",
    "a;b, a%3Bb",
    "'a b', a%20b",
    ".., %2E%2E",
    "., %2E",
    "..., ...",
    "a\\b, a%5Cb",
    "€, %E2%82%AC",
    "\ud800, %3F",
    "a:b@c!$'(*)', a:b@c!$'(*)'"
  })
  void aValueBecomesOneSegment(String value, String segment) {
    assertThat(PercentEncoding.encodePathSegment(value)).isEqualTo(segment);
  }

  @Test
  void controlCharactersAreEncoded() {
    assertThat(PercentEncoding.encodePathSegment("a\r\n\0\u007f")).isEqualTo("a%0D%0A%00%7F");
    assertThat(PercentEncoding.encodeIllegal("a\r\n\0\u007f")).isEqualTo("a%0D%0A%00%7F");
  }

  @ParameterizedTest
  @CsvSource({
    "/a b/ä, /a%20b/%C3%A4",
    "/a/../b, /a/%2E%2E/b",
    "//x/, //x/",
    "/v1.2/x.json, /v1.2/x.json"
  })
  void aPathKeepsItsSlashes(String path, String encoded) {
    assertThat(PercentEncoding.encodePath(path)).isEqualTo(encoded);
  }

  @ParameterizedTest
  @CsvSource({
    "test%2Balias, test%2Balias",
    "a%2Fb/c, a%2Fb/c",
    "a?b, a%3Fb",
    "a#b, a%23b",
    "a%zz, a%25zz",
    "a%, a%25",
    "{x}|y, %7Bx%7D%7Cy",
    "a;b=c, a;b=c",
    "ä, %C3%A4"
  })
  void anEncodedPathKeepsWhatIsLegal(String raw, String legal) {
    assertThat(PercentEncoding.encodeIllegal(raw)).isEqualTo(legal);
    assertThat(PercentEncoding.encodeIllegal(legal)).isSameAs(legal);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatIsEncodedDecodesToItself(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 3000; i++) {
      String text = random
          .ints(random.nextInt(20), 0, 0x11000)
          .filter(c -> c < 0xd800 || c > 0xdfff)
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
          .toString();
      for (String encoded : new String[] {
        PercentEncoding.encodePathSegment(text),
        PercentEncoding.encodePath(text),
        PercentEncoding.encodeQueryComponent(text)
      }) {
        assertThat(PercentEncoding.decode(encoded)).as("seed %s", seed).isEqualTo(text);
        assertThat(encoded)
            .as("seed %s", seed)
            .matches("[!-~]*")
            .doesNotContain("?", "#", " ", "\\");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void bytesAreAcceptedExactlyWhenJavaDecodesThemStrictly(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[1 + random.nextInt(4)];
      random.nextBytes(bytes);
      bytes[0] |= (byte) 0x80;
      StringBuilder text = new StringBuilder();
      for (byte b : bytes) {
        text.append(String.format("%%%02x", b));
      }
      String java = new String(bytes, StandardCharsets.UTF_8);
      boolean wellFormed = java.indexOf('\ufffd') < 0;
      assertThat(PercentEncoding.isValid(text.toString()))
          .as("seed %s: %s", seed, text)
          .isEqualTo(wellFormed);
      if (wellFormed) {
        assertThat(PercentEncoding.decode(text.toString())).isEqualTo(java);
      }
    }
  }
}
