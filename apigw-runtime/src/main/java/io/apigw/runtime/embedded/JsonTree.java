package io.apigw.runtime.embedded;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.apigw.api.JsonArray;
import io.apigw.api.JsonBoolean;
import io.apigw.api.JsonNull;
import io.apigw.api.JsonNumber;
import io.apigw.api.JsonObject;
import io.apigw.api.JsonString;
import io.apigw.api.JsonValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes {@link JsonValue}s by Jackson's tokens, alone or among the fields of a user's classes. */
final class JsonTree {

  private static final int LONGEST_LONG = 18;

  private JsonTree() {}

  static Module module() {
    SimpleModule module = new SimpleModule("apigw");
    module.addSerializer(JsonValue.class, new Writer());
    List.of(
            JsonValue.class,
            JsonObject.class,
            JsonArray.class,
            JsonString.class,
            JsonNumber.class,
            JsonBoolean.class,
            JsonNull.class)
        .forEach(type -> addReader(module, type));
    return module;
  }

  private static <T extends JsonValue> void addReader(SimpleModule module, Class<T> type) {
    module.addDeserializer(type, new Reader<>(type));
  }

  /** Reads the value that begins with the current token; the depth is the parser's to bound. */
  static JsonValue read(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> JsonValue.of(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser, token);
      case VALUE_TRUE -> JsonValue.of(true);
      case VALUE_FALSE -> JsonValue.of(false);
      case VALUE_NULL -> JsonValue.ofNull();
      default -> throw new JsonParseException(parser, "no value");
    };
  }

  private static JsonObject object(JsonParser parser) throws IOException {
    JsonObject.Builder members = JsonObject.builder();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      members.with(name, read(parser));
    }
    return members.build();
  }

  private static JsonArray array(JsonParser parser) throws IOException {
    List<JsonValue> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(read(parser));
    }
    return JsonArray.of(items);
  }

  private static JsonNumber number(JsonParser parser, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NUMBER_INT && parser.getTextLength() <= LONGEST_LONG) {
      return JsonValue.of(parser.getLongValue());
    }
    try {
      return JsonNumber.parse(parser.getText());
    } catch (IllegalArgumentException tooLarge) {
      throw new JsonParseException(parser, "number out of range", tooLarge);
    }
  }

  private static final class Writer extends StdSerializer<JsonValue> {

    private static final long serialVersionUID = 1L;

    Writer() {
      super(JsonValue.class);
    }

    @Override
    public void serialize(JsonValue value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeRawValue(value.toString());
    }
  }

  private static final class Reader<T extends JsonValue> extends StdDeserializer<T> {

    private static final long serialVersionUID = 1L;

    private final Class<T> type;

    Reader(Class<T> type) {
      super(type);
      this.type = type;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      return cast(read(parser), context);
    }

    /** JSON's null is a value. */
    @Override
    public T getNullValue(DeserializationContext context) throws JsonMappingException {
      return cast(JsonValue.ofNull(), context);
    }

    private T cast(JsonValue value, DeserializationContext context) throws JsonMappingException {
      if (!type.isInstance(value)) {
        return context.reportInputMismatch(this, "another kind of value");
      }
      return type.cast(value);
    }
  }
}
