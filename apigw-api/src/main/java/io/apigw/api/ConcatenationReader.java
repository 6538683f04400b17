package io.apigw.api;

import java.util.List;
import java.util.Optional;

/** Reads the parts of a mixed text one after another. */
record ConcatenationReader(List<ValueReader> parts, boolean missingIsEmpty) implements ValueReader {

  @Override
  public Optional<String> read(ValueSource source) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      Optional<String> part = parts.get(i).read(source);
      if (part.isPresent()) {
        out.append(part.get());
      } else if (!missingIsEmpty) {
        return part;
      }
    }
    return Optional.of(out.toString());
  }
}
