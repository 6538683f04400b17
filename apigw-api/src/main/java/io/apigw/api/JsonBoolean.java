package io.apigw.api;

/**
 * JSON's {@code true} or {@code false}; usually made by {@link JsonValue#of(boolean)}.
 *
 * @param value which of the two
 */
public record JsonBoolean(boolean value) implements JsonValue {

  static final JsonBoolean TRUE = new JsonBoolean(true);
  static final JsonBoolean FALSE = new JsonBoolean(false);

  @Override
  public <R> R match(Cases<R> cases) {
    return cases.bool(this);
  }

  @Override
  public String toString() {
    return Boolean.toString(value);
  }
}
