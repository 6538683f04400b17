package io.apigw.runtime.validate;

import io.apigw.api.Body;
import io.apigw.api.JsonEngine;
import io.apigw.api.JsonException;
import io.apigw.api.Request;
import io.apigw.api.shared.MediaTypes;
import io.apigw.api.validate.SchemaValidator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The models of a method by media type; {@code $default} serves the types that have none of their own. */
public final class BodyModels {

  private static final byte[] EMPTY_OBJECT = "{}".getBytes(StandardCharsets.UTF_8);

  private final Map<String, SchemaValidator> byMediaType;
  private final JsonEngine json;

  /**
   * Makes the models of a method.
   *
   * @param byMediaType ready validators by lower-case media type without parameters, or {@code $default}
   * @param json reads the bodies
   */
  public BodyModels(Map<String, SchemaValidator> byMediaType, JsonEngine json) {
    this.byMediaType = Map.copyOf(byMediaType);
    this.json = json;
  }

  boolean isEmpty() {
    return byMediaType.isEmpty();
  }

  boolean applyTo(Request request) {
    return !isEmpty() && validator(request).isPresent();
  }

  /** What is wrong with a body; an empty one counts as an empty object, as AWS has it. */
  List<String> violations(Request request, Body body) {
    try {
      byte[] document = body.isEmpty() ? EMPTY_OBJECT : body.bytes();
      return validator(request)
          .map(model -> model.violations(json.parse(document)))
          .orElse(List.of());
    } catch (JsonException unreadable) {
      return List.of("body: " + unreadable.getMessage());
    }
  }

  private Optional<SchemaValidator> validator(Request request) {
    return MediaTypes.choose(byMediaType, request);
  }
}
