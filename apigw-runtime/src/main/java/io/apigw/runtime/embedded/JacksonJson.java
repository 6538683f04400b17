package io.apigw.runtime.embedded;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import com.fasterxml.jackson.databind.util.LookupCache;
import io.apigw.api.JsonEngine;
import io.apigw.api.JsonException;
import io.apigw.api.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Reads and writes JSON by Jackson, narrowed to what is safe on text of a client.
 *
 * <p>A text is one document in well-formed UTF-8 without a byte order mark, at most {@value #MAX_DEPTH} levels deep and
 * {@value #MAX_TOKENS} tokens long (a member counts two), with numbers of at most {@value #MAX_NUMBER} and strings of
 * at most {@value #MAX_STRING} characters, no member twice in one object and no half of a surrogate pair: whoever reads
 * it after us reads the same. Type names in the text are data.
 *
 * <p>A class may be a record, or whatever else Jackson reads without modules: types of {@code java.time} and
 * {@code Optional} are not among them, so a text field stands for a date. Members that a class does not have are
 * ignored. Caches hang on the engine, never on a thread or a class, so that a gateway leaves nothing behind.
 */
public final class JacksonJson implements JsonEngine {

  private static final int MAX_DEPTH = JsonValue.MAX_DEPTH;
  private static final int MAX_TOKENS = 1_000_000;
  private static final int MAX_NUMBER = 1_000;
  private static final int MAX_STRING = 20_000_000;

  private final JsonMapper mapper;

  private JacksonJson(JsonMapper mapper) {
    this.mapper = mapper;
  }

  /** Returns an engine; one serves all threads. */
  public static JacksonJson create() {
    JsonFactory factory = JsonFactory.builder()
        .streamReadConstraints(StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH)
            .maxTokenCount(MAX_TOKENS)
            .maxNumberLength(MAX_NUMBER)
            .maxStringLength(MAX_STRING)
            .build())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.CHARSET_DETECTION)
        .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
        .build();
    LookupCache<Object, JavaType> types = new LRUMap<>(16, 200);
    return new JacksonJson(JsonMapper.builder(factory)
        .typeFactory(TypeFactory.defaultInstance().withCache(types))
        .polymorphicTypeValidator(BasicPolymorphicTypeValidator.builder().build())
        .enable(MapperFeature.BLOCK_UNSAFE_POLYMORPHIC_BASE_TYPES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .addModule(JsonTree.module())
        .build());
  }

  @Override
  public JsonValue parse(byte[] utf8) {
    OneReading.require(utf8);
    try (JsonParser parser = mapper.createParser(utf8)) {
      if (parser.nextToken() == null) {
        throw new JsonException("expected a JSON document but the text is empty");
      }
      JsonValue value = JsonTree.read(parser);
      if (parser.nextToken() != null) {
        throw new JsonException(ReadFault.place(parser.currentTokenLocation())
            + "expected one document but there is more");
      }
      return value;
    } catch (IOException fault) {
      throw ReadFault.of(fault);
    }
  }

  @Override
  @SuppressWarnings("unchecked") // Jackson has made it for this type
  public <T> T read(byte[] utf8, Class<T> type) {
    return (T) bind(utf8, mapper.constructType(Objects.requireNonNull(type, "type")));
  }

  @Override
  @SuppressWarnings("unchecked") // Jackson has made it for this type
  public <T> List<T> readListOf(byte[] utf8, Class<T> elementType) {
    Objects.requireNonNull(elementType, "elementType");
    JavaType listType = mapper.getTypeFactory().constructCollectionType(List.class, elementType);
    List<T> elements = (List<T>) bind(utf8, listType);
    int missing = elements.indexOf(null);
    if (missing >= 0) {
      throw new JsonException(
          "[" + missing + "]: expected " + ReadFault.kindOf(elementType) + " but was null");
    }
    return List.copyOf(elements);
  }

  @Override
  public byte[] write(Object value) {
    if (Objects.requireNonNull(value, "value") instanceof JsonValue json) {
      return json.toString().getBytes(StandardCharsets.UTF_8);
    }
    try {
      return mapper.writeValueAsBytes(value);
    } catch (JsonProcessingException fault) {
      throw new JsonException(
          "expected a value that can be written as JSON but was one of "
              + value.getClass().getName() + ": " + fault.getOriginalMessage(),
          fault);
    }
  }

  private Object bind(byte[] utf8, JavaType type) {
    OneReading.require(utf8);
    Object value;
    try {
      value = mapper.readValue(utf8, type);
    } catch (InvalidDefinitionException unreadable) {
      throw new IllegalArgumentException(
          "expected a class that can be read from JSON but was " + type.toCanonical() + ": "
              + unreadable.getOriginalMessage(),
          unreadable);
    } catch (IOException fault) {
      throw ReadFault.of(fault);
    }
    if (value == null) {
      throw new JsonException("expected " + ReadFault.kindOf(type.getRawClass()) + " but was null");
    }
    return value;
  }
}
