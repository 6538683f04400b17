package io.apigw.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the last value of a header, or all of them. */
record HeaderReader(MessageSide side, String name, boolean all, boolean exactCase)
    implements ValueReader {

  static HeaderReader of(MessageSide side, String name, boolean multi, ApiKind kind) {
    return new HeaderReader(side, name, multi || kind == ApiKind.HTTP, kind == ApiKind.REST);
  }

  @Override
  public Optional<String> read(ValueSource source) {
    Headers headers = side.headers(source);
    int last = before(headers, headers.size());
    if (last < 0) {
      return Optional.empty();
    }
    boolean single = !all || before(headers, last) < 0;
    return Optional.of(single ? headers.value(last) : String.join(",", values(headers)));
  }

  @Override
  public List<String> readAll(ValueSource source) {
    Headers headers = side.headers(source);
    if (all) {
      return values(headers);
    }
    int last = before(headers, headers.size());
    return last < 0 ? List.of() : List.of(headers.value(last));
  }

  private List<String> values(Headers headers) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < headers.size(); i++) {
      if (named(headers.name(i))) {
        values.add(headers.value(i));
      }
    }
    return List.copyOf(values);
  }

  private int before(Headers headers, int end) {
    int i = end - 1;
    while (i >= 0 && !named(headers.name(i))) {
      i--;
    }
    return i;
  }

  private boolean named(String candidate) {
    return exactCase ? candidate.equals(name) : candidate.equalsIgnoreCase(name);
  }
}
