package io.apigw.api;

import java.util.List;
import java.util.Optional;

/**
 * A {@link ValueExpression} compiled for one kind of API. Made once at deploy, then read for each request; safe for
 * many threads.
 */
@FunctionalInterface
public interface ValueReader {

  /**
   * The value as one text.
   *
   * @param source the request
   * @return the value, several values joined by a comma where the kind of API does so; empty if it is missing
   * @throws JsonException if the expression names a field of a body that is no JSON, in a REST API
   * @throws IllegalStateException if the expression names a body that is not in memory
   */
  Optional<String> read(ValueSource source);

  /**
   * The values one by one, for a target that can be repeated.
   *
   * @param source the request
   * @return all values in order; the one value where the expression names a single one; empty if it is missing
   * @throws JsonException as {@link #read}
   * @throws IllegalStateException as {@link #read}
   */
  default List<String> readAll(ValueSource source) {
    return read(source).map(List::of).orElse(List.of());
  }
}
