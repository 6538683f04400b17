package io.apigw.api;

import java.util.Objects;

/**
 * A JSON string.
 *
 * @param value the text, unescaped and without quotes
 */
public record JsonString(String value) implements JsonValue {

  /**
   * Keeps the text.
   *
   * @param value the text, unescaped and without quotes
   */
  public JsonString {
    Objects.requireNonNull(value, "value");
  }

  @Override
  public String text() {
    return value;
  }

  @Override
  public <R> R match(Cases<R> cases) {
    return cases.string(this);
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(value.length() + 2);
    JsonText.quote(value, out);
    return out.toString();
  }
}
