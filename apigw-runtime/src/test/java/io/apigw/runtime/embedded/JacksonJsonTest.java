package io.apigw.runtime.embedded;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.apigw.api.JsonArray;
import io.apigw.api.JsonException;
import io.apigw.api.JsonNumber;
import io.apigw.api.JsonObject;
import io.apigw.api.JsonString;
import io.apigw.api.JsonValue;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JacksonJsonTest {

  record Line(String article, int quantity) {}

  record Order(
      String id, List<Line> lines, JsonValue extra, Map<String, Line> byName, Color color) {}

  enum Color {
    RED,
    BLUE
  }

  record Choosy(int quantity) {
    Choosy {
      if (quantity < 1) {
        throw new IllegalArgumentException("quantity");
      }
    }
  }

  record Holder(Base base) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
  interface Base {}

  record Harmless(String name) implements Base {}

  record Anything(Object value) {}

  private final JacksonJson json = JacksonJson.create();

  @Nested
  class Trees {

    static Stream<Arguments> documents() {
      return Stream.of(
          Arguments.of("{}", JsonObject.empty()),
          Arguments.of(" [ ] \n", JsonArray.of()),
          Arguments.of("\"\\u00e9\\n😀\\ud83d\\ude00\"", JsonValue.of("é\n😀😀")),
          Arguments.of("-0", JsonValue.of(0)),
          Arguments.of("9223372036854775807", JsonValue.of(Long.MAX_VALUE)),
          Arguments.of(
              "123456789012345678901234567890", JsonNumber.parse("123456789012345678901234567890")),
          Arguments.of("0.10", JsonNumber.parse("0.1")),
          Arguments.of("1e400", JsonNumber.parse("1e400")),
          Arguments.of("true", JsonValue.of(true)),
          Arguments.of("null", JsonValue.ofNull()),
          Arguments.of(
              "{\"b\":[1,{\"c\":null}],\"a\":false}",
              JsonObject.builder()
                  .with(
                      "b",
                      JsonArray.of(
                          JsonValue.of(1),
                          JsonObject.builder().with("c", JsonValue.ofNull()).build()))
                  .with("a", JsonValue.of(false))
                  .build()));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void areReadExactly(String text, JsonValue value) {
      assertThat(json.parse(utf8(text))).isEqualTo(value);
      assertThat(json.read(utf8(text), JsonValue.class)).isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void areWrittenSoThatTheyReadTheSame(String text, JsonValue value) {
      assertThat(json.parse(json.write(value))).isEqualTo(value);
      assertThat(json.parse(json.write(new Anything(value))))
          .isEqualTo(JsonObject.builder().with("value", value).build());
    }

    @Test
    void membersKeepTheirOrder() {
      assertThat(new String(json.write(json.parse(utf8("{\"z\":1,\"a\":2,\"m\":3}"))), UTF_8))
          .isEqualTo("{\"z\":1,\"a\":2,\"m\":3}");
    }

    @Test
    void digitsStayAsTheyWereGiven() {
      assertThat(json.parse(utf8("0.500"))).hasToString("0.500");
    }
  }

  @Nested
  class Refused {

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
      refused(utf8(text));
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
      refused(utf8("[".repeat(10_000_000)));
      refused(utf8("{\"a\":".repeat(100_000)));
      refused(utf8("1".repeat(10_000_000)));
      refused(utf8("1." + "1".repeat(10_000)));
      refused(utf8("[" + "0,".repeat(2_000_000) + "0]"));
      refused(utf8("\"" + "a".repeat(20_000_001) + "\""));
    }

    @Test
    void aMillionMembers() {
      StringBuilder text = new StringBuilder("{");
      for (int i = 0; i < 1_000_000; i++) {
        text.append(i == 0 ? "" : ",").append('"').append(i).append("\":0");
      }
      refused(utf8(text.append('}').toString()));
    }

    @Test
    void whatIsJustWithinTheLimitsIsRead() {
      assertThat(json.parse(utf8("[".repeat(64) + "]".repeat(64))).depth()).isEqualTo(64);
      refused(utf8("[".repeat(65) + "]".repeat(65)));
      assertThat(json.parse(utf8("9".repeat(1000)))).isInstanceOf(JsonNumber.class);
      refused(utf8("9".repeat(1001)));
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
          var unused = json.parse(utf8(text));
        } catch (JsonException alsoFine) {
          assertThat(alsoFine).hasMessageContaining("expected");
        }
      });
    }

    @Test
    void placesAreNamedAndTheTextIsNot() {
      assertThatExceptionOfType(JsonException.class)
          .isThrownBy(() -> json.parse(utf8("{\n \"a\": hunter2}")))
          .withMessageContaining("line 2")
          .withMessageNotContaining("hunter2")
          .withNoCause();
      assertThatExceptionOfType(JsonException.class)
          .isThrownBy(() -> json.parse(utf8("{\"hunter2\":1,\"hunter2\":1}")))
          .withMessageContaining("each member once")
          .withMessageNotContaining("hunter2");
      assertThatExceptionOfType(JsonException.class)
          .isThrownBy(() -> json.parse(utf8("[]]")))
          .withMessageStartingWith("line 1");
    }

    private void refused(byte[] text) {
      assertThatExceptionOfType(JsonException.class).isThrownBy(() -> json.parse(text));
      assertThatExceptionOfType(JsonException.class)
          .isThrownBy(() -> json.read(text, Anything.class));
      assertThatExceptionOfType(JsonException.class)
          .isThrownBy(() -> json.readListOf(text, Object.class));
    }
  }

  @Nested
  class Classes {

    @Test
    void recordsAreReadAndWritten() {
      String text =
          "{\"id\":\"7\",\"lines\":[{\"article\":\"a\",\"quantity\":2}],\"extra\":{\"x\":[1]},"
              + "\"byName\":{\"k\":{\"article\":\"b\",\"quantity\":3}},\"color\":\"RED\"}";
      Order order = json.read(utf8(text), Order.class);
      assertThat(order)
          .isEqualTo(new Order(
              "7",
              List.of(new Line("a", 2)),
              JsonObject.builder().with("x", JsonArray.of(JsonValue.of(1))).build(),
              Map.of("k", new Line("b", 3)),
              Color.RED));
      assertThat(new String(json.write(order), UTF_8)).isEqualTo(text);
    }

    @Test
    void listsAreReadInOrder() {
      assertThat(json.readListOf(
              utf8("[{\"article\":\"a\",\"quantity\":1},{\"article\":\"b\",\"quantity\":2}]"),
              Line.class))
          .containsExactly(new Line("a", 1), new Line("b", 2));
      assertThat(json.readListOf(utf8("[]"), Line.class)).isEmpty();
    }

    @Test
    void primitivesAndTextsAreReadAlone() {
      assertThat(json.read(utf8("7"), int.class)).isEqualTo(7);
      assertThat(json.read(utf8("\"x\""), String.class)).isEqualTo("x");
    }

    @Test
    void membersThatTheClassDoesNotHaveAreIgnored() {
      assertThat(json.read(utf8("{\"article\":\"a\",\"quantity\":1,\"more\":[{}]}"), Line.class))
          .isEqualTo(new Line("a", 1));
    }

    @Test
    void aTreesNullIsAValueAndAnAbsentTreeIsNone() {
      assertThat(json.read(utf8("{\"extra\":null}"), Order.class).extra())
          .isEqualTo(JsonValue.ofNull());
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "{\"id\":\"1\",\"lines\":[{\"quantity\":1},{\"quantity\":\"hunter2\"}]}|lines[1].quantity: expected a number in range",
          "{\"id\":\"1\",\"lines\":[{\"quantity\":99999999999}]}|lines[0].quantity: expected a number in range",
          "{\"lines\":{}}|lines: expected an array",
          "{\"lines\":[\"hunter2\"]}|lines[0]: expected an object of another form",
          "{\"byName\":{\"hunter2\":{\"quantity\":[]}}}|byName.*.quantity: expected a number in range",
          "{\"color\":\"hunter2\"}|color: expected one of RED, BLUE",
          "[]|expected an object of another form",
          "null|expected an object of another form but was null",
        })
    void whatDoesNotFitIsNamedByItsPlace(String text, String message) {
      assertThatExceptionOfType(JsonException.class)
          .isThrownBy(() -> json.read(utf8(text), Order.class))
          .withMessage(message)
          .withNoCause();
    }

    @Test
    void aRecordThatRefusesItsValuesDoesNotFit() {
      assertThatExceptionOfType(JsonException.class)
          .isThrownBy(() -> json.read(utf8("{\"quantity\":0}"), Choosy.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "1", "null", "[null]", "[1]"})
    void whatIsNoListOfObjectsDoesNotFit(String text) {
      assertThatExceptionOfType(JsonException.class)
          .isThrownBy(() -> json.readListOf(utf8(text), Line.class));
    }

    @Test
    void aTreeOfAnotherKindDoesNotFit() {
      assertThat(json.read(utf8("\"a\""), JsonString.class)).isEqualTo(JsonValue.of("a"));
      assertThatExceptionOfType(JsonException.class)
          .isThrownBy(() -> json.read(utf8("[]"), JsonObject.class));
      assertThatExceptionOfType(JsonException.class)
          .isThrownBy(() -> json.read(utf8("null"), JsonObject.class));
    }

    @Test
    void aClassThatCannotBeReadIsTheProgrammersMistake() {
      assertThatThrownBy(() -> json.read(utf8("\"2026-01-01T00:00:00Z\""), Instant.class))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("java.time.Instant");
    }

    @Test
    void aValueThatCannotBeWrittenIsNamedByItsClass() {
      assertThatExceptionOfType(JsonException.class)
          .isThrownBy(() -> json.write(new Anything(Instant.EPOCH)))
          .withMessageContaining("Anything");
      Object[] itself = new Object[1];
      itself[0] = itself;
      assertThatExceptionOfType(JsonException.class).isThrownBy(() -> json.write(itself));
    }
  }

  @Nested
  class TypeNames {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"@class\":\"javax.naming.InitialContext\"}",
          "[\"com.zaxxer.hikari.HikariConfig\",{\"metricRegistry\":\"ldap://evil\"}]",
          "{\"@type\":\"java.io.File\",\"value\":\"/etc/passwd\"}"
        })
    void inATextAreData(String text) {
      assertThat(json.parse(json.write(json.read(utf8(text), Object.class))))
          .isEqualTo(json.parse(utf8(text)));
      assertThat(json.read(utf8("{\"value\":" + text + "}"), Anything.class).value())
          .isInstanceOfAny(Map.class, List.class);
    }

    @Test
    void areNotHonouredEvenWhereAClassAsksForThem() {
      String text = "{\"base\":{\"@class\":\"" + Harmless.class.getName() + "\",\"name\":\"a\"}}";
      assertThatThrownBy(() -> json.read(utf8(text), Holder.class))
          .isInstanceOfAny(JsonException.class, IllegalArgumentException.class);
    }
  }

  @Test
  void twoEnginesShareNothingThatIsReadFromAText() {
    assertThat(JacksonJson.create().parse(utf8("{\"a\":1}")))
        .isEqualTo(json.parse(utf8("{\"a\":1}")));
    assertThat(json.parse(new String("{\"ü\":1}".getBytes(UTF_16), UTF_16).getBytes(UTF_8)))
        .hasToString("{\"ü\":1}");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
