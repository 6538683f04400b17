package io.apigw.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The query of a request: names and values, in order, repeats included.
 *
 * <p>As AWS reads it: the text is split at {@code &} and at {@code ;}, names and values are percent-decoded as UTF-8
 * and {@code +} is a space; a parameter without {@code =} has an empty value. Names are compared in their exact case.
 * A sequence that cannot be decoded, such as {@code %GG} or {@code %ff}, stays as it is. Text is split when it is
 * first looked at, so a query that nobody reads costs nothing.
 *
 * <p>Everything is held in arrays and looked up from the front, at most {@value #MAX_PARAMETERS} parameters: no
 * choice of names makes that slow. Immutable and safe for many threads.
 */
public final class QueryString {

  /** How many parameters a query may have: 1000. */
  public static final int MAX_PARAMETERS = 1000;

  private static final QueryString EMPTY =
      new QueryString("", new Parameters(new String[0], new String[0]));

  private final String raw;

  // Written once or, by a race, twice with equal content: Parameters is immutable, so either will
  // do.
  private @Nullable Parameters split;

  private QueryString(String raw, @Nullable Parameters split) {
    this.raw = raw;
    this.split = split;
  }

  /**
   * Reads the query of a request's target.
   *
   * @param raw the text after the first question mark, without it; empty if there is none
   * @return the query
   * @throws IllegalArgumentException if it has more than {@value #MAX_PARAMETERS} parameters
   */
  public static QueryString parse(String raw) {
    if (raw.isEmpty()) {
      return EMPTY;
    }
    refuseMoreThanAllowed(parameterCount(raw));
    return new QueryString(raw, null);
  }

  /**
   * A query without parameters.
   *
   * @return always the same query
   */
  public static QueryString empty() {
    return EMPTY;
  }

  /**
   * The text that was read. A query made by {@link #with}, {@link #withAdded} or {@link #without} gives its {@link
   * #encoded()} form.
   *
   * @return the text without question mark, as the client sent it
   */
  public String raw() {
    return raw;
  }

  /**
   * Whether there is no parameter at all.
   *
   * @return true for an empty query, and for one of nothing but separators
   */
  public boolean isEmpty() {
    return parameters().names.length == 0;
  }

  /**
   * How many parameters there are, repeats included.
   *
   * @return 0 to {@value #MAX_PARAMETERS}
   */
  public int size() {
    return parameters().names.length;
  }

  /**
   * The first value of a name.
   *
   * @param name the decoded name in its exact case
   * @return the decoded value, empty text if it has none; empty if the name does not occur
   */
  public Optional<String> first(String name) {
    int place = parameters().indexOf(name);
    return place < 0 ? Optional.empty() : Optional.of(parameters().values[place]);
  }

  /**
   * The last value of a name, which is the one that a REST API uses.
   *
   * @param name the decoded name in its exact case
   * @return the decoded value, empty text if it has none; empty if the name does not occur
   */
  public Optional<String> last(String name) {
    Parameters all = parameters();
    for (int i = all.names.length - 1; i >= 0; i--) {
      if (all.names[i].equals(name)) {
        return Optional.of(all.values[i]);
      }
    }
    return Optional.empty();
  }

  /**
   * All values of a name in order.
   *
   * @param name the decoded name in its exact case
   * @return the decoded values; empty if the name does not occur
   */
  public List<String> all(String name) {
    Parameters all = parameters();
    List<String> found = new ArrayList<>(2);
    for (int i = 0; i < all.names.length; i++) {
      if (all.names[i].equals(name)) {
        found.add(all.values[i]);
      }
    }
    return List.copyOf(found);
  }

  /**
   * How often a name occurs.
   *
   * @param name the decoded name in its exact case
   * @return 0 or more
   */
  public int count(String name) {
    int count = 0;
    for (String candidate : parameters().names) {
      count += candidate.equals(name) ? 1 : 0;
    }
    return count;
  }

  /**
   * All names, each once, in the order in which they first occur.
   *
   * @return the decoded names
   */
  public List<String> names() {
    List<String> distinct = new ArrayList<>();
    for (String name : parameters().names) {
      if (!distinct.contains(name)) {
        distinct.add(name);
      }
    }
    return List.copyOf(distinct);
  }

  /**
   * Calls back for each parameter in order, repeats included.
   *
   * @param action gets the decoded name and value
   */
  public void forEach(BiConsumer<? super String, ? super String> action) {
    Parameters all = parameters();
    for (int i = 0; i < all.names.length; i++) {
      action.accept(all.names[i], all.values[i]);
    }
  }

  /**
   * A copy in which a name has exactly one value, in the place where it first occurred, else at the end.
   *
   * @param name the decoded name
   * @param value the decoded value
   * @return the copy
   * @throws IllegalArgumentException if it would have more than {@value #MAX_PARAMETERS} parameters
   */
  public QueryString with(String name, String value) {
    Objects.requireNonNull(value, "value");
    int place = parameters().indexOf(name);
    if (place < 0) {
      return withAdded(name, value);
    }
    Edit edit = new Edit();
    Parameters all = parameters();
    for (int i = 0; i < all.names.length; i++) {
      if (i == place) {
        edit.add(name, value);
      } else if (!all.names[i].equals(name)) {
        edit.add(all.names[i], all.values[i]);
      }
    }
    return edit.done();
  }

  /**
   * A copy with one more parameter at the end.
   *
   * @param name the decoded name
   * @param value the decoded value
   * @return the copy
   * @throws IllegalArgumentException if it would have more than {@value #MAX_PARAMETERS} parameters
   */
  public QueryString withAdded(String name, String value) {
    Edit edit = new Edit();
    forEach(edit::add);
    edit.add(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
    return edit.done();
  }

  /**
   * A copy without a name.
   *
   * @param name the decoded name
   * @return the copy; this query if the name does not occur
   */
  public QueryString without(String name) {
    if (parameters().indexOf(name) < 0) {
      return this;
    }
    Edit edit = new Edit();
    forEach((other, value) -> {
      if (!other.equals(name)) {
        edit.add(other, value);
      }
    });
    return edit.done();
  }

  /**
   * The query written anew, for sending on: every name and value encoded, {@code &} between them.
   *
   * @return text without question mark; empty if there are no parameters
   */
  public String encoded() {
    StringBuilder out = new StringBuilder(raw.length() + 16);
    forEach((name, value) -> {
      if (out.length() > 0) {
        out.append('&');
      }
      out.append(PercentEncoding.encodeQueryComponent(name))
          .append('=')
          .append(PercentEncoding.encodeQueryComponent(value));
    });
    return out.toString();
  }

  /** Equal if names and values are the same in the same order, however they were written. */
  @Override
  public boolean equals(Object other) {
    return other instanceof QueryString query
        && Arrays.equals(parameters().names, query.parameters().names)
        && Arrays.equals(parameters().values, query.parameters().values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(parameters().names) + Arrays.hashCode(parameters().values);
  }

  /** The text that was read, which may hold a client's secrets: not for logs. */
  @Override
  public String toString() {
    return raw;
  }

  private static void refuseMoreThanAllowed(int count) {
    if (count > MAX_PARAMETERS) {
      throw new IllegalArgumentException(
          "expected a query of at most " + MAX_PARAMETERS + " parameters but was one of " + count);
    }
  }

  private Parameters parameters() {
    Parameters known = split;
    if (known == null) {
      known = split(raw, parameterCount(raw));
      split = known;
    }
    return known;
  }

  private static Parameters split(String raw, int count) {
    String[] names = new String[count];
    String[] values = new String[count];
    int next = 0;
    int from = 0;
    for (int at = 0; at <= raw.length(); at++) {
      if (at == raw.length() || separates(raw.charAt(at))) {
        if (at > from) {
          int equals = raw.indexOf('=', from);
          boolean valued = equals >= 0 && equals < at;
          names[next] = decode(raw.substring(from, valued ? equals : at));
          values[next++] = valued ? decode(raw.substring(equals + 1, at)) : "";
        }
        from = at + 1;
      }
    }
    return new Parameters(names, values);
  }

  private static int parameterCount(String raw) {
    int count = 0;
    for (int i = 0; i < raw.length(); i++) {
      if (!separates(raw.charAt(i)) && (i == 0 || separates(raw.charAt(i - 1)))) {
        count++;
      }
    }
    return count;
  }

  private static boolean separates(char c) {
    return c == '&' || c == ';';
  }

  private static String decode(String text) {
    String spaced = text.replace('+', ' ');
    int percent = spaced.indexOf('%');
    if (percent < 0) {
      return spaced;
    }
    StringBuilder out = new StringBuilder(spaced.length());
    int from = 0;
    while (percent >= 0) {
      int codePoint = PercentEncoding.codePointAt(spaced, percent);
      if (codePoint >= 0) {
        out.append(spaced, from, percent).appendCodePoint(codePoint);
        from = percent + PercentEncoding.encodedLength(codePoint);
      }
      percent = spaced.indexOf('%', Math.max(from, percent + 1));
    }
    return out.append(spaced, from, spaced.length()).toString();
  }

  /** Two arrays of one length; not changed once made. */
  private static final class Parameters {
    private final String[] names;
    private final String[] values;

    private Parameters(String[] names, String[] values) {
      this.names = names;
      this.values = values;
    }

    private int indexOf(String name) {
      for (int i = 0; i < names.length; i++) {
        if (names[i].equals(name)) {
          return i;
        }
      }
      return -1;
    }
  }

  /** Collects the parameters of a changed copy. */
  private static final class Edit {
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    private void add(String name, String value) {
      names.add(name);
      values.add(value);
    }

    private QueryString done() {
      refuseMoreThanAllowed(names.size());
      Parameters parameters =
          new Parameters(names.toArray(new String[0]), values.toArray(new String[0]));
      return new QueryString(new QueryString("", parameters).encoded(), parameters);
    }
  }
}
