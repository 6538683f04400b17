package io.apigw.runtime.validate;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.JsonEngine;
import io.apigw.api.JsonException;
import io.apigw.api.Request;
import io.apigw.api.validate.SchemaValidator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
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

  /**
   * A request without a media type counts as JSON, as AWS has it; one that names several is held to the first that has
   * a model, so that a second line cannot talk the gateway out of checking.
   */
  private Optional<SchemaValidator> validator(Request request) {
    Headers headers = request.headers();
    SchemaValidator own = null;
    boolean named = false;
    for (int i = 0; i < headers.size() && own == null; i++) {
      if (headers.name(i).equalsIgnoreCase("Content-Type") && !headers.value(i).isBlank()) {
        named = true;
        own = byMediaType.get(mediaType(headers.value(i)));
      }
    }
    if (!named) {
      own = byMediaType.get("application/json");
    }
    return Optional.ofNullable(own == null ? byMediaType.get("$default") : own);
  }

  private static String mediaType(String contentType) {
    int semicolon = contentType.indexOf(';');
    String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
    return type.strip().toLowerCase(Locale.ROOT);
  }
}
