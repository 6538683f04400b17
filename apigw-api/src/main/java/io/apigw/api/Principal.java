package io.apigw.api;

import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;

/**
 * Who makes a request, as its authorizer found: an id and named values such as a tenant, or claims nested in an
 * object. Immutable, with value equality.
 *
 * <p>The values are what AWS calls the authorizer's context: {@code context.authorizer.tenant} in a mapping, {@code
 * requestContext.authorizer} in an event.
 */
public final class Principal implements java.security.Principal {

  private static final Principal ANONYMOUS = Principal.of("");

  private final String id;
  private final JsonObject values;

  private Principal(String id, JsonObject values) {
    this.id = id;
    this.values = values;
  }

  /**
   * A principal without further values.
   *
   * @param id who it is, for example a user's id or a token's subject
   * @return the principal
   */
  public static Principal of(String id) {
    return new Principal(Objects.requireNonNull(id, "id"), JsonObject.empty());
  }

  /**
   * Who makes a request that no authorizer has looked at.
   *
   * @return always the same principal; its id is empty and it has no values
   */
  public static Principal anonymous() {
    return ANONYMOUS;
  }

  /**
   * A copy that has one more value, or another in the place of one.
   *
   * @param name the value's name
   * @param value the value; may be an object, such as all claims of a token
   * @return the copy
   */
  public Principal with(String name, JsonValue value) {
    return new Principal(id, values.toBuilder().with(name, value).build());
  }

  /**
   * Who it is.
   *
   * @return the id that the authorizer gave
   */
  public String id() {
    return id;
  }

  /**
   * One value as text, where the caller knows that the authorizer sets it.
   *
   * @param name the value's name
   * @return a string's text, for every other value its JSON text
   * @throws NoSuchElementException if the principal has no such value; {@link #find} asks first
   */
  public String text(String name) {
    return find(name)
        .map(JsonValue::text)
        .orElseThrow(() -> new NoSuchElementException(
            Problem.expectedOneOf("principal", values.members().keySet(), name).toString()));
  }

  /**
   * One value.
   *
   * @param name the value's name
   * @return the value; empty if the principal has none of that name
   */
  public Optional<JsonValue> find(String name) {
    return values.get(name);
  }

  /**
   * All values in the order in which they were given.
   *
   * @return an object, empty if there are none
   */
  public JsonObject values() {
    return values;
  }

  /**
   * The same as {@link #id()}, for code that knows only Java's own interface.
   *
   * @return the id
   */
  @Override
  public String getName() {
    return id;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Principal principal
        && id.equals(principal.id)
        && values.equals(principal.values);
  }

  @Override
  public int hashCode() {
    return 31 * id.hashCode() + values.hashCode();
  }

  /**
   * The id and the names of the values; the values themselves may be secrets and show as {@code ***}.
   *
   * @return for example {@code Principal[alice, tenant=***]}
   */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder("Principal[").append(id);
    values.members().keySet().forEach(name -> out.append(", ").append(name).append("=***"));
    return out.append(']').toString();
  }
}
