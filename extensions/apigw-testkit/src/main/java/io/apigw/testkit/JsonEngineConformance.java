package io.apigw.testkit;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.apigw.api.JsonArray;
import io.apigw.api.JsonEngine;
import io.apigw.api.JsonException;
import io.apigw.api.JsonNumber;
import io.apigw.api.JsonObject;
import io.apigw.api.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every {@link JsonEngine} does, on good text and on hostile. A subclass gives the engine.
 *
 * <pre>{@code
 * class MyJsonConformanceTest extends JsonEngineConformance {
 *   @Override
 *   protected JsonEngine engine() {
 *     return MyJson.create();
 *   }
 * }
 * }</pre>
 */
public abstract class JsonEngineConformance {

  /**
   * A class of a host's own, as the suite reads and writes it.
   *
   * @param article a text
   * @param quantity a number
   */
  public record Line(String article, int quantity) {}

  /**
   * A class with what may stand in one.
   *
   * @param id a text
   * @param lines a list
   * @param extra a tree of any form
   */
  public record Order(String id, List<Line> lines, JsonValue extra) {}

  /** For subclasses. */
  protected JsonEngineConformance() {}

  /**
   * Returns the engine.
   *
   * @return the engine
   */
  protected abstract JsonEngine engine();

  /**
   * Documents are read exactly, and what is written reads the same.
   *
   * @return one test for each document
   */
  @TestFactory
  protected Stream<DynamicTest> documentsAreReadExactlyAndWrittenAgain() {
    return Map.<String, JsonValue>of(
            "{}", JsonObject.empty(),
            " [ ]\n", JsonArray.of(),
            "\"\\u00e9\\n\\\"\\\\😀\\ud83d\\ude00\"", JsonValue.of("é\n\"\\😀😀"),
            "0", JsonValue.of(0),
            "-12.50", JsonNumber.parse("-12.5"),
            "1e400", JsonNumber.parse("1e400"),
            "12345678901234567890123", JsonNumber.parse("12345678901234567890123"),
            "true", JsonValue.of(true),
            "null", JsonValue.ofNull(),
            "{\"a\":[1,{\"b\":null}]}",
                JsonObject.builder()
                    .with(
                        "a",
                        JsonArray.of(
                            JsonValue.of(1),
                            JsonObject.builder().with("b", JsonValue.ofNull()).build()))
                    .build())
        .entrySet()
        .stream()
        .map(each -> DynamicTest.dynamicTest(each.getKey().strip(), () -> {
          assertThat(engine().parse(utf8(each.getKey()))).isEqualTo(each.getValue());
          assertThat(engine().parse(engine().write(each.getValue()))).isEqualTo(each.getValue());
        }));
  }

  /**
   * What is not one document is refused, and nothing but a {@link JsonException} says so.
   *
   * @return one test for each text
   */
  @TestFactory
  protected Stream<DynamicTest> whatIsNotOneDocumentIsRefused() {
    return Stream.of(
            "",
            " ",
            "{",
            "[1",
            "\"a",
            "{} {}",
            "1 2",
            "[1,]",
            "{\"a\":1,}",
            "{a:1}",
            "'a'",
            "NaN",
            "01",
            "+1",
            ".5",
            "tru",
            "// c\n1",
            "\"\\x\"",
            "\"\t\"",
            "{\"a\":1,\"a\":2}",
            "[{\"a\":1,\"b\":0,\"a\":1}]")
        .map(text -> DynamicTest.dynamicTest("'" + text + "'", () -> refused(utf8(text))));
  }

  /** Depth and numbers are bounded, at once and without an error of the machine. */
  @Test
  protected void bombsAreRefused() {
    refused(utf8("[".repeat(1_000_000)));
    refused(utf8("[".repeat(1_000) + "]".repeat(1_000)));
    refused(utf8("{\"a\":".repeat(100_000)));
    refused(utf8("1".repeat(1_000_000)));
    refused(utf8("1e9999999999"));
  }

  /** Text in another encoding is not guessed at. */
  @Test
  protected void onlyUtf8IsRead() {
    refused("{\"a\":1}".getBytes(UTF_16));
    refused(new byte[] {'"', (byte) 0xc3, '"'});
    refused(new byte[] {'"', (byte) 0x80, '"'});
  }

  /** A message tells the place and nothing of the text, which may be a secret. */
  @Test
  protected void messagesDoNotQuoteTheText() {
    Stream.of("{\"a\": hunter2}", "{\"hunter2\":1,\"hunter2\":2}", "[\"hunter2\" \"hunter2\"]")
        .forEach(text -> assertThatExceptionOfType(JsonException.class)
            .isThrownBy(() -> engine().parse(utf8(text)))
            .satisfies(thrown -> assertThat(thrown.toString()).doesNotContain("hunter2")));
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> engine().read(utf8("{\"quantity\":\"hunter2\"}"), Line.class))
        .satisfies(thrown -> assertThat(thrown.toString()).doesNotContain("hunter2"));
  }

  /** Classes of a host's own are written, and read as they were. */
  @Test
  protected void classesAreWrittenAndReadAgain() {
    Order order = new Order("7", List.of(new Line("pen", 2)), JsonArray.of(JsonValue.of("x")));
    assertThat(engine().parse(engine().write(order)))
        .hasToString(
            "{\"id\":\"7\",\"lines\":[{\"article\":\"pen\",\"quantity\":2}],\"extra\":[\"x\"]}");
    assertThat(engine().read(engine().write(order), Order.class)).isEqualTo(order);
  }

  /** Lists are read in order. */
  @Test
  protected void listsAreReadInOrder() {
    assertThat(engine()
            .readListOf(
                utf8("[{\"article\":\"a\",\"quantity\":1},{\"article\":\"b\",\"quantity\":2}]"),
                Line.class))
        .containsExactly(new Line("a", 1), new Line("b", 2));
  }

  /** What does not fit a class is the text's fault. */
  @Test
  protected void whatDoesNotFitAClassIsRefused() {
    Stream.of("[]", "1", "{\"quantity\":\"x\"}", "{\"quantity\":[]}", "null")
        .forEach(text -> assertThatExceptionOfType(JsonException.class)
            .as(text)
            .isThrownBy(() -> engine().read(utf8(text), Line.class)));
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> engine().readListOf(utf8("{}"), Line.class));
  }

  /** The name of a class in a text is data. */
  @Test
  protected void typeNamesInATextAreData() {
    String text = "{\"@class\":\"javax.naming.InitialContext\",\"a\":[\"java.io.File\",{}]}";
    assertThat(engine().parse(utf8(text)))
        .isInstanceOfSatisfying(
            JsonObject.class,
            object -> assertThat(object.get("@class"))
                .isEqualTo(Optional.of(JsonValue.of("javax.naming.InitialContext"))));
    assertThat(engine().read(utf8("{\"extra\":" + text + "}"), Order.class).extra())
        .hasToString(text);
  }

  /** Any thread may read and write. */
  @Test
  protected void manyThreadsReadAndWrite() {
    JsonEngine engine = engine();
    Threads.together(8, () -> {
      for (int i = 0; i < 200; i++) {
        Line line = new Line("pen", i);
        assertThat(engine.read(engine.write(line), Line.class)).isEqualTo(line);
      }
    });
  }

  private void refused(byte[] text) {
    assertThatExceptionOfType(JsonException.class).isThrownBy(() -> engine().parse(text));
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> engine().read(text, JsonValue.class));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
