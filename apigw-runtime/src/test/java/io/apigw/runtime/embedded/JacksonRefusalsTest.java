package io.apigw.runtime.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.apigw.api.JsonException;
import io.apigw.api.JsonNumber;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JacksonRefusalsTest {

  private final JacksonJson json = JacksonJson.create();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,",
        "\"a",
        "{} {}",
        "[] x",
        "{\"a\":1,\"a\":2}",
        "{\"a\":{\"b\":1,\"b\":1}}",
        "{a:1}",
        "'a'",
        "[1,]",
        "// c\n1",
        "NaN",
        "01",
        "+1",
        ".5",
        "1.",
        "0x1",
        "truE",
        "\"\t\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\ud800\"",
        "\"\\udc00\"",
        "\"\\ud800\\u0041\"",
        "\"\\udc00\\ud800\"",
        "{\"\\ud800\":1}",
        "1e9999999999"
      })
  void textThatIsNotOneDocument(String text) {
    refused(JacksonJsonTest.utf8(text));
  }

  @ParameterizedTest
  @CsvSource({
    "22 c0 80 22",
    "22 e0 80 80 22",
    "22 ed a0 80 22",
    "22 f4 90 80 80 22",
    "22 f8 88 80 80 80 22",
    "22 80 22",
    "22 c3 22",
    "22 e2 82",
    "ef bb bf 31",
    "ff fe 31 00",
    "fe ff 00 31",
    "31 00",
    "00 31"
  })
  void bytesThatAreNotUtf8(String bytes) {
    refused(HexFormat.ofDelimiter(" ").parseHex(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE"})
  void otherEncodings(String charset) {
    refused("{\"a\":1}".getBytes(Charset.forName(charset)));
  }

  @Test
  void bombs() {
    refused(JacksonJsonTest.utf8("[".repeat(10_000_000)));
    refused(JacksonJsonTest.utf8("{\"a\":".repeat(100_000)));
    refused(JacksonJsonTest.utf8("1".repeat(10_000_000)));
    refused(JacksonJsonTest.utf8("1." + "1".repeat(10_000)));
    refused(JacksonJsonTest.utf8("[" + "0,".repeat(2_000_000) + "0]"));
    refused(JacksonJsonTest.utf8("\"" + "a".repeat(20_000_001) + "\""));
  }

  @Test
  void aMillionMembers() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < 1_000_000; i++) {
      text.append(i == 0 ? "" : ",").append('"').append(i).append("\":0");
    }
    refused(JacksonJsonTest.utf8(text.append('}').toString()));
  }

  @Test
  void whatIsJustWithinTheLimitsIsRead() {
    assertThat(json.parse(JacksonJsonTest.utf8("[".repeat(64) + "]".repeat(64))).depth())
        .isEqualTo(64);
    refused(JacksonJsonTest.utf8("[".repeat(65) + "]".repeat(65)));
    assertThat(json.parse(JacksonJsonTest.utf8("9".repeat(1000)))).isInstanceOf(JsonNumber.class);
    refused(JacksonJsonTest.utf8("9".repeat(1001)));
  }

  @Test
  void namesThatShareOneHash() {
    List<String> names = new ArrayList<>(List.of(""));
    for (int bits = 0; bits < 14; bits++) {
      List<String> longer = new ArrayList<>();
      names.forEach(name -> longer.addAll(List.of(name + "Aa", name + "BB")));
      names = longer;
    }
    String text = names.stream()
        .map(name -> "\"" + name + "\":0")
        .collect(java.util.stream.Collectors.joining(",", "{", "}"));
    org.junit.jupiter.api.Assertions.assertTimeout(java.time.Duration.ofSeconds(5), () -> {
      try {
        var unused = json.parse(JacksonJsonTest.utf8(text));
      } catch (JsonException alsoFine) {
        assertThat(alsoFine).hasMessageContaining("expected");
      }
    });
  }

  @Test
  void placesAreNamedAndTheTextIsNot() {
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> json.parse(JacksonJsonTest.utf8("{\n \"a\": hunter2}")))
        .withMessageContaining("line 2")
        .withMessageNotContaining("hunter2")
        .withNoCause();
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> json.parse(JacksonJsonTest.utf8("{\"hunter2\":1,\"hunter2\":1}")))
        .withMessageContaining("each member once")
        .withMessageNotContaining("hunter2");
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> json.parse(JacksonJsonTest.utf8("[]]")))
        .withMessageStartingWith("line 1");
  }

  private void refused(byte[] text) {
    assertThatExceptionOfType(JsonException.class).isThrownBy(() -> json.parse(text));
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> json.read(text, JacksonJsonTest.Anything.class));
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> json.readListOf(text, Object.class));
  }
}
