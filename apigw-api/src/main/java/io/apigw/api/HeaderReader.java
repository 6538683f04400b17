package io.apigw.api;

import java.util.List;
import java.util.Optional;

/**
 * Reads the last value of a header, or all of them. REST APIs compare names letter by letter, as AWS does; not so those
 * of an HTTP/2 client, which cannot write a name in other than lower case.
 */
record HeaderReader(MessageSide side, String name, boolean all, boolean exactCase)
    implements ValueReader {

  static HeaderReader of(MessageSide side, String name, boolean multi, ApiKind kind) {
    return new HeaderReader(side, name, multi || kind == ApiKind.HTTP, kind == ApiKind.REST);
  }

  @Override
  public Optional<String> read(ValueSource source) {
    Headers headers = side.headers(source);
    boolean exact = exact(source);
    int last = before(headers, headers.size(), exact);
    if (last < 0) {
      return Optional.empty();
    }
    boolean single = !all || before(headers, last, exact) < 0;
    return Optional.of(
        single ? headers.value(last) : String.join(",", values(headers, last, exact)));
  }

  @Override
  public List<String> readAll(ValueSource source) {
    Headers headers = side.headers(source);
    boolean exact = exact(source);
    int last = before(headers, headers.size(), exact);
    if (last < 0) {
      return List.of();
    }
    return all ? values(headers, last, exact) : List.of(headers.value(last));
  }

  private boolean exact(ValueSource source) {
    return exactCase
        && !(side == MessageSide.REQUEST && lowerCased(source.request().protocol()));
  }

  private static boolean lowerCased(String protocol) {
    return protocol.startsWith("HTTP/2") || protocol.startsWith("HTTP/3");
  }

  /** Most requests have one value. */
  private List<String> values(Headers headers, int last, boolean exact) {
    int more = before(headers, last, exact);
    if (more < 0) {
      return List.of(headers.value(last));
    }
    int count = 1;
    for (int i = more; i >= 0; i = before(headers, i, exact)) {
      count++;
    }
    String[] values = new String[count];
    for (int i = last; count > 0; i = before(headers, i, exact)) {
      values[--count] = headers.value(i);
    }
    return List.of(values);
  }

  private int before(Headers headers, int end, boolean exact) {
    int i = end - 1;
    while (i >= 0 && !named(headers.name(i), exact)) {
      i--;
    }
    return i;
  }

  private boolean named(String candidate, boolean exact) {
    return exact ? candidate.equals(name) : candidate.equalsIgnoreCase(name);
  }
}
