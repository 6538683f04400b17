package io.apigw.api;

import java.util.List;

/**
 * Reads and writes JSON. The gateway brings one on Jackson; a host may hand in its own to
 * {@code Gateway.builder()}, for example with its own settings for dates. Implementations are thread-safe and never
 * honour type names found in the text.
 */
public interface JsonEngine {

  /**
   * Reads a document as a tree. Depth and number lengths are bounded; of duplicate members the text is refused.
   *
   * @param utf8 the text, UTF-8
   * @return the tree
   * @throws JsonException when the text is not one JSON document within the bounds
   */
  JsonValue parse(byte[] utf8);

  /**
   * Reads a document as a value of a class.
   *
   * @param utf8 the text, UTF-8
   * @param type the class wanted
   * @param <T> the class wanted
   * @return the value
   * @throws JsonException when the text is no JSON or does not fit the class
   */
  <T> T read(byte[] utf8, Class<T> type);

  /**
   * Reads a JSON array as a list.
   *
   * @param utf8 the text, UTF-8
   * @param elementType the class of each element
   * @param <T> the class of each element
   * @return the elements in order
   * @throws JsonException when the text is no JSON array or an element does not fit the class
   */
  <T> List<T> readListOf(byte[] utf8, Class<T> elementType);

  /**
   * Writes a value: a {@link JsonValue} or an object of the host's own classes.
   *
   * @param value the value
   * @return its JSON text, UTF-8
   * @throws JsonException when the value cannot be written
   */
  byte[] write(Object value);
}
