package io.apigw.api.validate;

import io.apigw.api.ValueExpression;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What a request must have before it goes further: parameters that must be there and not blank, and a model for its
 * body by media type. Parameters are checked first, as in AWS, and only the first failing kind is reported to the
 * client. Immutable, with value equality.
 */
public final class RequestValidation {

  private static final RequestValidation NONE = new RequestValidation(List.of(), Map.of());

  private final List<ValueExpression> requiredParameters;
  private final Map<String, Model> models;

  private RequestValidation(List<ValueExpression> requiredParameters, Map<String, Model> models) {
    this.requiredParameters = requiredParameters;
    this.models = models;
  }

  /** Returns the validation that checks nothing. */
  public static RequestValidation none() {
    return NONE;
  }

  /**
   * Returns a validation.
   *
   * @param requiredParameters values such as {@code method.request.header.X-Tenant}
   * @param models a model for each media type ({@code application/json}); {@code $default} for any other. Media types
   *     are kept in lower case
   */
  public static RequestValidation of(
      List<ValueExpression> requiredParameters, Map<String, Model> models) {
    Map<String, Model> copy = new LinkedHashMap<>();
    models.forEach((type, model) ->
        copy.put(type.toLowerCase(Locale.ROOT), Objects.requireNonNull(model, "model")));
    return new RequestValidation(
        List.copyOf(requiredParameters), Collections.unmodifiableMap(copy));
  }

  /** Returns the parameters that must be there, in the order declared. */
  public List<ValueExpression> requiredParameters() {
    return requiredParameters;
  }

  /** Returns the model of each media type in lower case, in the order declared; {@code $default} is any other type. */
  public Map<String, Model> models() {
    return models;
  }

  /** Returns whether nothing is checked. */
  public boolean empty() {
    return requiredParameters.isEmpty() && models.isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RequestValidation that
        && requiredParameters.equals(that.requiredParameters)
        && models.equals(that.models);
  }

  @Override
  public int hashCode() {
    return Objects.hash(requiredParameters, models);
  }

  @Override
  public String toString() {
    return "required " + requiredParameters + ", models " + models;
  }
}
