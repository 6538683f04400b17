package io.apigw.api;

import java.util.List;
import java.util.Optional;

/** Answers with the same text for every request, and allocates nothing for it. */
final class LiteralReader implements ValueReader {

  private final Optional<String> text;
  private final List<String> texts;

  LiteralReader(String text) {
    this.text = Optional.of(text);
    this.texts = List.of(text);
  }

  @Override
  public Optional<String> read(ValueSource source) {
    return text;
  }

  @Override
  public List<String> readAll(ValueSource source) {
    return texts;
  }
}
