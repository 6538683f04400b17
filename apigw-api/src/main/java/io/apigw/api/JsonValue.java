package io.apigw.api;

import java.math.BigDecimal;

/**
 * A piece of JSON that the product carries: claims, an authorizer's context, a policy document.
 *
 * <p>Values are immutable and compare by content: the order of an object's members does not matter, and numbers are
 * equal when they are the same number ({@code 1}, {@code 1.0} and {@code 1e0}). They are never nested deeper than
 * {@link #MAX_DEPTH}, so that no later walk over one can exhaust the stack. {@code toString()} is always compact,
 * valid JSON text. What reads and writes bytes is the {@link JsonEngine}.
 */
public sealed interface JsonValue
    permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {

  /** How many objects and arrays may be nested in each other: 64. */
  int MAX_DEPTH = 64;

  /**
   * The JSON string with this text.
   *
   * @param text any text, lone surrogates included
   * @return the string
   */
  static JsonString of(String text) {
    return new JsonString(text);
  }

  /**
   * The JSON number with this value.
   *
   * @param number any whole number
   * @return the number
   */
  static JsonNumber of(long number) {
    return new JsonNumber(BigDecimal.valueOf(number));
  }

  /**
   * The JSON number with this value, as short as {@link Double#toString(double)} writes it.
   *
   * @param number a finite number
   * @return the number
   * @throws IllegalArgumentException if the number is infinite or not a number: JSON has neither
   */
  static JsonNumber of(double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("expected a finite number but was " + number);
    }
    return new JsonNumber(BigDecimal.valueOf(number));
  }

  /**
   * JSON's {@code true} or {@code false}.
   *
   * @param bool which of the two
   * @return the value, always the same one for the same argument
   */
  static JsonBoolean of(boolean bool) {
    return bool ? JsonBoolean.TRUE : JsonBoolean.FALSE;
  }

  /**
   * JSON's {@code null}.
   *
   * @return always the same value
   */
  static JsonNull ofNull() {
    return JsonNull.NULL;
  }

  /**
   * What stands for this value where plain text is wanted, such as a header or a log field.
   *
   * @return a string's text without quotes; for every other value its JSON text
   */
  default String text() {
    return toString();
  }

  /**
   * How many objects and arrays are nested in each other here.
   *
   * @return 0 for a string, number, boolean or null, 1 for an empty object or array, at most {@link #MAX_DEPTH}
   */
  default int depth() {
    return 0;
  }

  /**
   * Answers with the one case that fits this value; the way to handle all six kinds of value so that none can be
   * forgotten.
   *
   * @param cases what to do with each kind of value
   * @param <R> the type of the answer
   * @return what the fitting case returned
   */
  <R> R match(Cases<R> cases);

  /**
   * One method for each kind of value, for {@link JsonValue#match}.
   *
   * @param <R> the type of the answer
   */
  interface Cases<R> {

    /**
     * The value is an object.
     *
     * @param object the value
     * @return the answer
     */
    R object(JsonObject object);

    /**
     * The value is an array.
     *
     * @param array the value
     * @return the answer
     */
    R array(JsonArray array);

    /**
     * The value is a string.
     *
     * @param string the value
     * @return the answer
     */
    R string(JsonString string);

    /**
     * The value is a number.
     *
     * @param number the value
     * @return the answer
     */
    R number(JsonNumber number);

    /**
     * The value is a boolean.
     *
     * @param bool the value
     * @return the answer
     */
    R bool(JsonBoolean bool);

    /**
     * The value is JSON's null.
     *
     * @return the answer
     */
    R nothing();
  }
}
