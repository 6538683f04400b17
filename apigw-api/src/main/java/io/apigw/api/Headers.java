package io.apigw.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Header fields in the order, with the duplicates and in the casing they came or were set; names are compared
 * without regard to case. Immutable.
 *
 * <p>Names must be HTTP tokens and values must be free of line breaks and other control characters (RFC 9110 §5),
 * so that a value can never become a second header line.
 */
public final class Headers {

  private static final Headers EMPTY = new Headers(new String[0]);

  /** Names at even places, each followed by its value. */
  private final String[] fields;

  private Headers(String[] fields) {
    this.fields = fields;
  }

  /** Returns no headers. */
  public static Headers empty() {
    return EMPTY;
  }

  /**
   * Returns the given headers.
   *
   * @param namesAndValues name, value, name, value …
   * @return the headers in that order
   * @throws IllegalArgumentException for an odd count, a name that is no token, a value with a control character
   */
  public static Headers of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("namesAndValues: expected name and value in pairs but was "
          + namesAndValues.length + " texts");
    }
    if (namesAndValues.length == 0) {
      return EMPTY;
    }
    for (int i = 0; i < namesAndValues.length; i += 2) {
      HeaderSyntax.requireField(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new Headers(namesAndValues.clone());
  }

  /** Returns a builder of new headers. */
  public static Builder builder() {
    return new Builder(new String[16], 0);
  }

  /**
   * Returns a builder of new headers that has room for so many fields; more may be added all the same.
   *
   * @param expected how many fields are probably added, 0 or more
   */
  public static Builder builder(int expected) {
    return new Builder(new String[2 * expected], 0);
  }

  /** Returns a builder that starts with these headers. */
  public Builder toBuilder() {
    return new Builder(Arrays.copyOf(fields, fields.length + 8), fields.length);
  }

  /** Returns the number of fields, duplicates counted. */
  public int size() {
    return fields.length / 2;
  }

  /**
   * Returns the name of a field in its own casing.
   *
   * @param index 0 to {@link #size()} - 1
   */
  public String name(int index) {
    return fields[2 * index];
  }

  /**
   * Returns the value of a field.
   *
   * @param index 0 to {@link #size()} - 1
   */
  public String value(int index) {
    return fields[2 * index + 1];
  }

  /** Returns whether a field of this name is there, in any casing. */
  public boolean contains(String name) {
    return indexOf(name, 0) >= 0;
  }

  /** Returns the first value of a name. */
  public Optional<String> first(String name) {
    int index = indexOf(name, 0);
    return index < 0 ? Optional.empty() : Optional.of(value(index));
  }

  /** Returns the last value of a name: the one that Amazon API Gateway takes where it takes a single one. */
  public Optional<String> last(String name) {
    for (int i = size() - 1; i >= 0; i--) {
      if (name(i).equalsIgnoreCase(name)) {
        return Optional.of(value(i));
      }
    }
    return Optional.empty();
  }

  /** Returns all values of a name in order. */
  public List<String> all(String name) {
    int index = indexOf(name, 0);
    if (index < 0) {
      return List.of();
    }
    List<String> values = new ArrayList<>(2);
    for (; index >= 0; index = indexOf(name, index + 1)) {
      values.add(value(index));
    }
    return List.copyOf(values);
  }

  /**
   * Returns the place of the next field of a name.
   *
   * @param name the name in any casing
   * @param from where to begin
   * @return its index, or -1
   */
  public int indexOf(String name, int from) {
    for (int i = from; i < size(); i++) {
      if (name(i).equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  /** Hands every field to the action, in order. */
  public void forEach(BiConsumer<? super String, ? super String> action) {
    for (int i = 0; i < size(); i++) {
      action.accept(name(i), value(i));
    }
  }

  /**
   * Returns these headers with one value for a name; it takes the place of the first, or comes last.
   *
   * @throws IllegalArgumentException for a name that is no token or a value with a control character
   */
  public Headers with(String name, String value) {
    return contains(name) ? toBuilder().set(name, value).build() : withAdded(name, value);
  }

  /**
   * Returns these headers with one more field at the end.
   *
   * @throws IllegalArgumentException for a name that is no token or a value with a control character
   */
  public Headers withAdded(String name, String value) {
    HeaderSyntax.requireField(name, value);
    String[] more = Arrays.copyOf(fields, fields.length + 2);
    more[fields.length] = name;
    more[fields.length + 1] = value;
    return new Headers(more);
  }

  /** Returns these headers without any field of a name. */
  public Headers without(String name) {
    return contains(name) ? toBuilder().remove(name).build() : this;
  }

  /** Returns whether the other has the same fields in the same order, names compared in any casing. */
  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Headers that) || that.size() != size()) {
      return false;
    }
    for (int i = 0; i < size(); i++) {
      if (!name(i).equalsIgnoreCase(that.name(i)) || !value(i).equals(that.value(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = 0; i < size(); i++) {
      hash = 31 * hash + name(i).toLowerCase(Locale.ROOT).hashCode();
      hash = 31 * hash + value(i).hashCode();
    }
    return hash;
  }

  /** Returns the fields as text with the values of credentials masked. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < size(); i++) {
      text.append(i == 0 ? "" : ", ").append(name(i)).append(": ");
      text.append(HeaderSyntax.secret(name(i)) ? "***" : value(i));
    }
    return text.append(']').toString();
  }

  /** Collects header fields. Not thread-safe. */
  public static final class Builder {

    private String[] fields;
    private int length;

    /** Whether {@code fields} belongs to headers that were built. */
    private boolean handedOut;

    private Builder(String[] fields, int length) {
      this.fields = fields;
      this.length = length;
    }

    /**
     * Adds a field at the end.
     *
     * @throws IllegalArgumentException for a name that is no token or a value with a control character
     */
    public Builder add(String name, String value) {
      HeaderSyntax.requireField(name, value);
      append(name, value);
      return this;
    }

    /** Adds all fields of other headers at the end. */
    public Builder addAll(Headers headers) {
      for (int i = 0; i < headers.size(); i++) {
        append(headers.name(i), headers.value(i));
      }
      return this;
    }

    /**
     * Adds one field of other headers at the end.
     *
     * @param headers the other headers
     * @param index which of their fields, 0 to {@link Headers#size()} - 1
     */
    public Builder addFrom(Headers headers, int index) {
      append(headers.name(index), headers.value(index));
      return this;
    }

    /**
     * Sets one value for a name; it takes the place of the first field of that name, or comes last.
     *
     * @throws IllegalArgumentException for a name that is no token or a value with a control character
     */
    public Builder set(String name, String value) {
      HeaderSyntax.requireField(name, value);
      for (int i = 0; i < length; i += 2) {
        if (fields[i].equalsIgnoreCase(name)) {
          own();
          fields[i] = name;
          fields[i + 1] = value;
          removeFrom(name, i + 2);
          return this;
        }
      }
      append(name, value);
      return this;
    }

    /** Removes every field of a name. */
    public Builder remove(String name) {
      removeFrom(Objects.requireNonNull(name, "name"), 0);
      return this;
    }

    /** Returns the headers as they stand now. */
    public Headers build() {
      if (length == 0) {
        return EMPTY;
      }
      if (length < fields.length) {
        return new Headers(Arrays.copyOf(fields, length));
      }
      handedOut = true;
      return new Headers(fields);
    }

    private void append(String name, String value) {
      if (length == fields.length) {
        fields = Arrays.copyOf(fields, 2 * length + 8);
        handedOut = false;
      }
      own();
      fields[length++] = name;
      fields[length++] = value;
    }

    private void own() {
      if (handedOut) {
        fields = fields.clone();
        handedOut = false;
      }
    }

    private void removeFrom(String name, int from) {
      own();
      int kept = from;
      for (int i = from; i < length; i += 2) {
        if (!fields[i].equalsIgnoreCase(name)) {
          fields[kept] = fields[i];
          fields[kept + 1] = fields[i + 1];
          kept += 2;
        }
      }
      length = kept;
    }
  }
}
