package io.apigw.api.cache;

import java.util.List;
import java.util.Objects;

/**
 * Which entry: structured, so that no two sets of values can be taken for one another.
 *
 * @param scope the API, stage and method (or cache namespace) that the entry belongs to
 * @param values the values of the key parameters in their declared order; each is prefixed by its kind, so that a
 *     missing value differs from an empty one
 */
public record CacheKey(String scope, List<String> values) {

  /** Copies the list. */
  public CacheKey {
    Objects.requireNonNull(scope, "scope");
    values = List.copyOf(values);
  }

  /** Returns the key as one text, each part preceded by its length; for stores that know only texts. */
  public String text() {
    StringBuilder text = new StringBuilder();
    append(text, scope);
    values.forEach(value -> append(text, value));
    return text.toString();
  }

  private static void append(StringBuilder text, String part) {
    text.append(part.length()).append(':').append(part);
  }
}
