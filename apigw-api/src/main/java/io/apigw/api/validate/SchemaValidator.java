package io.apigw.api.validate;

import io.apigw.api.JsonValue;
import java.util.List;

/** A model that was prepared and is asked with each body. Thread-safe; its work is bounded. */
@FunctionalInterface
public interface SchemaValidator {

  /**
   * Checks a document.
   *
   * @param document the request's body; an empty one is {@code {}}, as AWS has it
   * @return what is wrong, one line each, for the log and {@code $context.error.validationErrorString}; empty when
   *     the document is valid
   */
  List<String> violations(JsonValue document);
}
