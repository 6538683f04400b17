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
import java.time.Instant;
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

  static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
