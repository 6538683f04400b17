package io.apigw.api;

/** JSON's {@code null}, which is a value and not an absence; made by {@link JsonValue#ofNull()}. */
public record JsonNull() implements JsonValue {

  static final JsonNull NULL = new JsonNull();

  @Override
  public <R> R match(Cases<R> cases) {
    return cases.nothing();
  }

  @Override
  public String toString() {
    return "null";
  }
}
