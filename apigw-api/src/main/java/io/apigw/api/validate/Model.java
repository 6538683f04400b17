package io.apigw.api.validate;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A named JSON Schema that bodies are checked against. The schema is kept as text, so that a model is a value; an engine
 * compiles it when an API that needs it is deployed and reports what it cannot read. Immutable, with value equality.
 */
public final class Model {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]+");

  private final String name;
  private final String schema;

  private Model(String name, String schema) {
    this.name = name;
    this.schema = schema;
  }

  /**
   * Returns a model.
   *
   * @param name letters and digits only, as in AWS; unique in its API
   * @param jsonSchema the schema's text (AWS: draft 4)
   * @throws IllegalArgumentException if the name has another character or is empty
   */
  public static Model of(String name, String jsonSchema) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "model: expected a name of letters and digits but was '" + name + "'");
    }
    return new Model(name, Objects.requireNonNull(jsonSchema, "jsonSchema"));
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  /** Returns the schema's text as it was given. */
  public String schema() {
    return schema;
  }

  /** Returns the line to add to a gateway's builder that has no engine for models, and the module it comes from. */
  public static String engineHint() {
    return "add .schemas(…) with a SchemaEngine of yours; apigw-mapping will bring one";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Model that && name.equals(that.name) && schema.equals(that.schema);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, schema);
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return name;
  }
}
