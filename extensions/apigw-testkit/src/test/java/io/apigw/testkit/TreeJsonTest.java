package io.apigw.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.apigw.api.JsonException;
import io.apigw.api.JsonObject;
import io.apigw.api.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeJsonTest {

  private final TreeJson json = TreeJson.create();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "true",
        "false",
        "-0.5",
        "\"\"",
        "\"a\\\"b\\\\\\n\"",
        "[1,[2,[]],{\"a\":[]}]",
        "{\"a\":{\"b\":null},\"c\":[true]}"
      })
  void whatIsReadIsWrittenTheSame(String text) {
    assertThat(new String(json.write(json.parse(text.getBytes(UTF_8))), UTF_8)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[",
        "[1",
        "[1[2]",
        "[1,]",
        "[,]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "nul",
        "1 2",
        "01",
        "\"",
        "\"\\x\"",
        "\"\\u12\"",
        "{\"a\":1,\"a\":1}",
        "[]]"
      })
  void whatIsNoJsonIsRefused(String text) {
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> json.parse(text.getBytes(UTF_8)));
  }

  @Test
  void blanksDoNotCount() {
    assertThat(json.parse(" { \"a\" : [ 1 , 2 ] } \n".getBytes(UTF_8)))
        .hasToString("{\"a\":[1,2]}");
  }

  @Test
  void depthIsBounded() {
    assertThat(
            json.parse(("[".repeat(64) + "1" + "]".repeat(64)).getBytes(UTF_8)).depth())
        .isEqualTo(64);
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> json.parse(("[".repeat(65) + "]".repeat(65)).getBytes(UTF_8)));
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> json.parse("[".repeat(1_000_000).getBytes(UTF_8)));
  }

  @Test
  void treesAndTextsAreAllThatIsReadAndWritten() {
    assertThat(json.read("\"a\"".getBytes(UTF_8), String.class)).isEqualTo("a");
    assertThat(json.read("{}".getBytes(UTF_8), JsonObject.class)).isEqualTo(JsonObject.empty());
    assertThat(json.readListOf("[1,2]".getBytes(UTF_8), JsonValue.class))
        .containsExactly(JsonValue.of(1), JsonValue.of(2));
    assertThat(json.write("a")).isEqualTo("\"a\"".getBytes(UTF_8));
    assertThatExceptionOfType(JsonException.class).isThrownBy(() -> json.write(new Object()));
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> json.read("1".getBytes(UTF_8), Integer.class));
  }
}
