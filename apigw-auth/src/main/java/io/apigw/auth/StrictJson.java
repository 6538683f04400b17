package io.apigw.auth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.apigw.api.JsonArray;
import io.apigw.api.JsonNumber;
import io.apigw.api.JsonObject;
import io.apigw.api.JsonValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads JSON that nobody has vouched for yet: tokens and key sets. Whatever two readers could understand in two ways is
 * refused: duplicate members, bytes that are no UTF-8, text after the end. Depth and length of numbers are bounded.
 *
 * <p>Not the gateway's {@code JsonEngine}, which a host may replace by one of its own.
 */
final class StrictJson {

  static final int MAX_DEPTH = 32;

  /** Names of hostile members are not kept in Jackson's tables. */
  private static final JsonFactory FACTORY = new JsonFactoryBuilder()
      .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
      .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
      .streamReadConstraints(StreamReadConstraints.builder()
          .maxNestingDepth(MAX_DEPTH)
          .maxNumberLength(JsonNumber.MAX_DIGITS)
          .build())
      .build();

  private StrictJson() {}

  /** The object that the bytes are; empty if they are anything else. */
  static Optional<JsonObject> object(byte[] utf8) {
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
      try (JsonParser parser =
          FACTORY.createParser(text.array(), text.arrayOffset(), text.remaining())) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
          return Optional.empty();
        }
        JsonObject object = object(parser);
        return parser.nextToken() == null ? Optional.of(object) : Optional.empty();
      }
    } catch (IOException | IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static JsonObject object(JsonParser parser) throws IOException {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (members.put(name, value(parser)) != null) {
        throw new IllegalArgumentException("expected different members but was one name twice");
      }
    }
    return JsonObject.of(members);
  }

  private static JsonArray array(JsonParser parser) throws IOException {
    List<JsonValue> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser));
    }
    return JsonArray.of(items);
  }

  private static JsonValue value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> JsonValue.of(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> JsonNumber.parse(parser.getText());
      case VALUE_TRUE -> JsonValue.of(true);
      case VALUE_FALSE -> JsonValue.of(false);
      case VALUE_NULL -> JsonValue.ofNull();
      default ->
        throw new IllegalArgumentException("expected a value but was " + parser.currentToken());
    };
  }
}
