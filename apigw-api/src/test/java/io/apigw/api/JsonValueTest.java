package io.apigw.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValueTest {

  @Test
  void objectsAreEqualWhateverTheOrderOfTheirMembers() {
    JsonObject one =
        JsonObject.builder().with("a", JsonValue.of(1)).with("b", "x").build();
    JsonObject other =
        JsonObject.builder().with("b", "x").with("a", JsonValue.of(1.0)).build();
    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    assertThat(one.toString()).isEqualTo("{\"a\":1,\"b\":\"x\"}");
    assertThat(other.toString()).isEqualTo("{\"b\":\"x\",\"a\":1.0}");
  }

  @Test
  void arraysAreEqualOnlyInTheSameOrder() {
    assertThat(JsonArray.of(JsonValue.of(1), JsonValue.of(2)))
        .isEqualTo(JsonArray.of(List.of(JsonValue.of(1), JsonValue.of(2))))
        .isNotEqualTo(JsonArray.of(JsonValue.of(2), JsonValue.of(1)));
  }

  @Test
  void objectsCopyWhatTheyAreMadeOf() {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    members.put("a", JsonValue.of(true));
    JsonObject object = JsonObject.of(members);
    JsonObject.Builder builder = object.toBuilder();
    members.put("b", JsonValue.of(false));
    builder.with("c", JsonValue.ofNull());
    assertThat(object.members()).containsOnlyKeys("a");
    assertThat(builder.build().members()).containsOnlyKeys("a", "c");
    assertThatThrownBy(() -> object.members().put("x", JsonValue.ofNull()))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aMemberOfNullIsNotAnAbsentMember() {
    JsonObject object = JsonObject.builder().with("n", JsonValue.ofNull()).build();
    assertThat(object.get("n")).contains(JsonValue.ofNull());
    assertThat(object.get("m")).isEmpty();
    assertThat(JsonObject.empty()).isEqualTo(JsonObject.builder().build());
  }

  @Test
  void aNameGivenTwiceKeepsItsPlaceAndTheLastValue() {
    assertThat(JsonObject.builder().with("a", "1").with("b", "2").with("a", "3").build())
        .hasToString("{\"a\":\"3\",\"b\":\"2\"}");
  }

  @Test
  void textIsBareForStringsAndJsonForAllElse() {
    assertThat(JsonValue.of("a\"b").text()).isEqualTo("a\"b");
    assertThat(JsonValue.of(12).text()).isEqualTo("12");
    assertThat(JsonValue.of(false).text()).isEqualTo("false");
    assertThat(JsonValue.ofNull().text()).isEqualTo("null");
    assertThat(JsonArray.of(JsonValue.of("x")).text()).isEqualTo("[\"x\"]");
  }

  @ParameterizedTest
  @CsvSource(quoteCharacter = '`', textBlock = """
      0022, \\"
      005c, \\\\
      0000, \\u0000
      0008, \\b
      000a, \\n
      001f, \\u001f
      2028, \\u2028
      2029, \\u2029
      d800, \\ud800
      dc00, \\udc00
      007a, z
      """)
  void charactersAreEscapedWhereJsonOrJavaScriptNeedsIt(String unit, String written) {
    String text = String.valueOf((char) Integer.parseInt(unit, 16));
    assertThat(JsonValue.of(text)).hasToString('"' + written + '"');
  }

  @Test
  void surrogatePairsStayAndLoneOnesInsideTextAreEscaped() {
    assertThat(JsonValue.of("a\ud83d\ude00b")).hasToString("\"a\ud83d\ude00b\"");
    assertThat(JsonValue.of("\ud83dx\ude00")).hasToString("\"\\ud83dx\\ude00\"");
  }

  @Test
  void sixtyFourLevelsAreAdmittedAndOneMoreIsNot() {
    JsonValue value = JsonValue.of(1);
    for (int i = 0; i < JsonValue.MAX_DEPTH; i++) {
      value = i % 2 == 0
          ? JsonArray.of(value)
          : JsonObject.builder().with("a", value).build();
    }
    JsonValue deepest = value;
    assertThat(deepest.depth()).isEqualTo(64);
    assertThat(deepest.toString()).startsWith("{\"a\":[{");
    assertThatThrownBy(() -> JsonArray.of(deepest))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected JSON nested at most 64 deep but was 65 deep");
    assertThatThrownBy(() -> JsonObject.builder().with("a", deepest).build())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void depthIsReckonedFromTheChildrenAlone() {
    JsonValue wide = JsonArray.of(new ArrayList<>(List.of(JsonArray.of(), JsonValue.of(1))));
    assertThat(JsonValue.of("x").depth()).isZero();
    assertThat(JsonObject.empty().depth()).isEqualTo(1);
    assertThat(wide.depth()).isEqualTo(2);
  }

  @Test
  void everyKindOfValueHasItsCase() {
    JsonValue.Cases<String> names = new KindNames();
    List<JsonValue> all = List.of(
        JsonObject.empty(),
        JsonArray.of(),
        JsonValue.of(""),
        JsonValue.of(1L),
        JsonValue.of(true),
        JsonValue.ofNull());
    assertThat(all.stream().map(value -> value.match(names)))
        .containsExactly("object", "array", "string", "number", "bool", "null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "1",
        "-12",
        "0.50",
        "1e3",
        "1E-3",
        "123456789012345678901234567890",
        "1e999999999"
      })
  void jsonNumbersAreRead(String text) {
    assertThat(JsonNumber.parse(text).decimal()).isEqualByComparingTo(new BigDecimal(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+1",
        "01",
        ".5",
        "1.",
        "1e",
        "1e+",
        "0x1",
        "NaN",
        "Infinity",
        "1 ",
        "١",
        "1_0",
        "1e1000000001"
      })
  void whatJsonDoesNotCallANumberIsRefused(String text) {
    assertThatThrownBy(() -> JsonNumber.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("expected ");
  }

  @Test
  void numbersTooLongAreRefused() {
    assertThat(JsonNumber.parse("1".repeat(1000)).toString()).hasSize(1000);
    assertThatThrownBy(() -> JsonNumber.parse("1".repeat(1001)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> JsonNumber.parse("1".repeat(10_000_000)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> JsonValue.of(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sameNumbersAreEqualHoweverWritten() {
    assertThat(JsonNumber.parse("1.50"))
        .isEqualTo(JsonNumber.parse("15e-1"))
        .hasSameHashCodeAs(JsonNumber.parse("1.5"));
    assertThat(JsonNumber.parse("0.0"))
        .isEqualTo(JsonValue.of(0))
        .hasSameHashCodeAs(JsonValue.of(0));
    assertThat(JsonNumber.parse("1.50")).hasToString("1.50");
    assertThat(JsonValue.of(1)).isNotEqualTo(JsonValue.of("1"));
  }

  @Test
  @Timeout(5)
  void hugeExponentsAreNeverWrittenOut() {
    JsonNumber huge = JsonNumber.parse("1e999999999");
    JsonNumber tiny = JsonNumber.parse("1e-999999999");
    assertThat(huge)
        .isEqualTo(JsonNumber.parse("10e999999998"))
        .isNotEqualTo(tiny)
        .isNotEqualTo(JsonValue.of(1));
    assertThat(huge)
        .hasSameHashCodeAs(JsonNumber.parse("10e999999998"))
        .hasToString("1E+999999999");
    assertThat(huge.doubleValue()).isInfinite();
    assertThat(tiny.doubleValue()).isZero();
    assertThatThrownBy(huge::longValue).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(tiny::longValue).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void longValueIsExact() {
    assertThat(JsonNumber.parse("1.0").longValue()).isEqualTo(1);
    assertThat(JsonValue.of(Long.MIN_VALUE).longValue()).isEqualTo(Long.MIN_VALUE);
    assertThatThrownBy(() -> JsonNumber.parse("1.5").longValue())
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> JsonNumber.parse("9223372036854775808").longValue())
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void oneHundredThousandMembersOfOneHashCodeStayQuick() {
    long start = System.nanoTime();
    JsonObject.Builder builder = JsonObject.builder();
    for (String name : CollidingNames.of(17)) {
      builder.with(name, JsonValue.of(1));
    }
    JsonObject object = builder.build();
    assertThat(object.members()).hasSize(1 << 17);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  private static final class KindNames implements JsonValue.Cases<String> {
    @Override
    public String object(JsonObject object) {
      return "object";
    }

    @Override
    public String array(JsonArray array) {
      return "array";
    }

    @Override
    public String string(JsonString string) {
      return "string";
    }

    @Override
    public String number(JsonNumber number) {
      return "number";
    }

    @Override
    public String bool(JsonBoolean bool) {
      return "bool";
    }

    @Override
    public String nothing() {
      return "null";
    }
  }
}
