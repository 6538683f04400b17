package io.apigw.api;

import java.util.List;
import java.util.Optional;

/** Reads the last value of a query parameter, or all of them. */
record QueryReader(String name, boolean all) implements ValueReader {

  @Override
  public Optional<String> read(ValueSource source) {
    QueryString query = source.request().query();
    if (!all || query.count(name) < 2) {
      return query.last(name);
    }
    return Optional.of(String.join(",", query.all(name)));
  }

  @Override
  public List<String> readAll(ValueSource source) {
    QueryString query = source.request().query();
    return all ? query.all(name) : query.last(name).map(List::of).orElse(List.of());
  }
}
