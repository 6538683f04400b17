package io.apigw.api;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * A JSON number, exact.
 *
 * <p>A number is data from outside and may be written as {@code 1e999999999}: nothing here writes such a number out
 * in full, so every method costs time and memory by the number's digits and not by its size. To stay so, a number has
 * at most {@value #MAX_DIGITS} digits and an exponent of at most a thousand million.
 *
 * @param decimal the number; do not call {@code toBigInteger()} or {@code toPlainString()} on it without a look at
 *     its exponent
 */
public record JsonNumber(BigDecimal decimal) implements JsonValue {

  /** How many digits a number may have, as in common JSON parsers: 1000. */
  public static final int MAX_DIGITS = 1000;

  private static final int MAX_EXPONENT = 1_000_000_000;

  /**
   * Keeps the number.
   *
   * @param decimal the number
   * @throws IllegalArgumentException if it has more than {@value #MAX_DIGITS} digits or an exponent beyond ±1 000 000
   *     000
   */
  public JsonNumber {
    Objects.requireNonNull(decimal, "decimal");
    if (decimal.precision() > MAX_DIGITS) {
      throw new IllegalArgumentException(
          "expected a number of at most 1000 digits but was one of " + decimal.precision());
    }
    if (Math.abs((long) decimal.scale()) > MAX_EXPONENT) {
      throw new IllegalArgumentException(
          "expected an exponent of at most 1000000000 but was " + decimal);
    }
  }

  /**
   * Reads a number as JSON writes it.
   *
   * @param text for example {@code -12}, {@code 0.50} or {@code 1e3}
   * @return the number, with the digits that were given ({@code 0.50} stays {@code 0.50})
   * @throws IllegalArgumentException if the text is no JSON number, or one too long or too large
   */
  public static JsonNumber parse(String text) {
    Objects.requireNonNull(text, "text");
    if (text.length() > MAX_DIGITS + 20) {
      throw new IllegalArgumentException(
          "expected a number of at most 1000 digits but was text of " + text.length());
    }
    if (!JsonText.isNumber(text)) {
      throw new IllegalArgumentException("expected a JSON number but was " + Problem.shown(text));
    }
    try {
      return new JsonNumber(new BigDecimal(text));
    } catch (NumberFormatException tooLargeForJava) {
      throw new IllegalArgumentException(
          "expected an exponent of at most 1000000000 but was " + text, tooLargeForJava);
    }
  }

  /**
   * The number as a {@code long}.
   *
   * @return the same number
   * @throws ArithmeticException if it has a fraction or lies outside the range of {@code long}
   */
  public long longValue() {
    return decimal.longValueExact();
  }

  /**
   * The nearest {@code double}.
   *
   * @return the number rounded; infinite when its size is beyond every {@code double}
   */
  public double doubleValue() {
    return decimal.doubleValue();
  }

  @Override
  public <R> R match(Cases<R> cases) {
    return cases.number(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonNumber number && decimal.compareTo(number.decimal) == 0;
  }

  @Override
  public int hashCode() {
    return decimal.stripTrailingZeros().hashCode();
  }

  @Override
  public String toString() {
    return decimal.toString();
  }
}
