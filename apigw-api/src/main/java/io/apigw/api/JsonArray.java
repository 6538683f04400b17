package io.apigw.api;

import java.util.List;

/**
 * A JSON array.
 *
 * <p>Not a record, as it keeps its depth: reckoned once from the items, so that building a tree from its leaves costs
 * one step per value.
 */
public final class JsonArray implements JsonValue {

  private final List<JsonValue> items;
  private final int depth;

  private JsonArray(List<JsonValue> items) {
    this.items = items;
    this.depth = JsonText.depthAround(items);
  }

  /**
   * The array of these items.
   *
   * @param items the items in order; copied
   * @return the array
   * @throws IllegalArgumentException if the array would be nested deeper than {@link #MAX_DEPTH}
   */
  public static JsonArray of(List<? extends JsonValue> items) {
    return new JsonArray(List.copyOf(items));
  }

  /**
   * The array of these items.
   *
   * @param items the items in order; copied
   * @return the array
   * @throws IllegalArgumentException if the array would be nested deeper than {@link #MAX_DEPTH}
   */
  public static JsonArray of(JsonValue... items) {
    return new JsonArray(List.of(items));
  }

  /**
   * The items in order.
   *
   * @return an unmodifiable list
   */
  public List<JsonValue> items() {
    return items;
  }

  @Override
  public int depth() {
    return depth;
  }

  @Override
  public <R> R match(Cases<R> cases) {
    return cases.array(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonArray array && items.equals(array.items);
  }

  @Override
  public int hashCode() {
    return items.hashCode();
  }

  @Override
  public String toString() {
    return JsonText.write(this);
  }
}
