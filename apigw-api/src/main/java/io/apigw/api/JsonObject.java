package io.apigw.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A JSON object: named members in the order in which they were given. Two objects with the same members are equal in
 * whatever order.
 *
 * <p>Not a record, as it keeps its depth: reckoned once from the members, so that building a tree from its leaves
 * costs one step per value.
 */
public final class JsonObject implements JsonValue {

  private static final JsonObject EMPTY = new JsonObject(Map.of());

  private final Map<String, JsonValue> members;
  private final int depth;

  private JsonObject(Map<String, JsonValue> members) {
    this.members = members;
    this.depth = JsonText.depthAround(members.values());
  }

  /**
   * The object without members.
   *
   * @return always the same object
   */
  public static JsonObject empty() {
    return EMPTY;
  }

  /**
   * The object with these members, in the order in which the map gives them.
   *
   * @param members the members; copied
   * @return the object
   * @throws IllegalArgumentException if the object would be nested deeper than {@link #MAX_DEPTH}
   */
  public static JsonObject of(Map<String, ? extends JsonValue> members) {
    Builder builder = builder();
    members.forEach(builder::with);
    return builder.build();
  }

  /**
   * Starts an object without members.
   *
   * @return a builder, to be used by one thread
   */
  public static Builder builder() {
    return new Builder(new LinkedHashMap<>());
  }

  /**
   * The members in order.
   *
   * @return an unmodifiable map
   */
  public Map<String, JsonValue> members() {
    return members;
  }

  /**
   * The value of one member.
   *
   * @param name the member's name, in its exact case
   * @return the value, {@link JsonNull} if it is JSON's null; empty if there is no such member
   */
  public Optional<JsonValue> get(String name) {
    return Optional.ofNullable(members.get(Objects.requireNonNull(name, "name")));
  }

  /**
   * Starts from this object.
   *
   * @return a builder that holds these members, to be used by one thread
   */
  public Builder toBuilder() {
    return new Builder(new LinkedHashMap<>(members));
  }

  @Override
  public int depth() {
    return depth;
  }

  @Override
  public <R> R match(Cases<R> cases) {
    return cases.object(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonObject object && members.equals(object.members);
  }

  @Override
  public int hashCode() {
    return members.hashCode();
  }

  @Override
  public String toString() {
    return JsonText.write(this);
  }

  /** Collects the members of a {@link JsonObject}; a name given twice keeps the last value. */
  public static final class Builder {

    private final Map<String, JsonValue> members;

    private Builder(Map<String, JsonValue> members) {
      this.members = members;
    }

    /**
     * Adds a member, or replaces its value in place.
     *
     * @param name the member's name
     * @param value its value
     * @return this builder
     */
    public Builder with(String name, JsonValue value) {
      members.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
      return this;
    }

    /**
     * Adds a string, or replaces a member's value by it.
     *
     * @param name the member's name
     * @param value its text
     * @return this builder
     */
    public Builder with(String name, String value) {
      return with(name, JsonValue.of(value));
    }

    /**
     * The object with the members given so far.
     *
     * @return an object that does not change with this builder
     * @throws IllegalArgumentException if it would be nested deeper than {@link #MAX_DEPTH}
     */
    public JsonObject build() {
      return members.isEmpty()
          ? EMPTY
          : new JsonObject(Collections.unmodifiableMap(new LinkedHashMap<>(members)));
    }
  }
}
