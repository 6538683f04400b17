package io.apigw.auth.custom;

import io.apigw.api.ApiKind;
import io.apigw.api.JsonEngine;
import io.apigw.api.ValueReader;
import io.apigw.api.authorize.AuthorizerCall;
import io.apigw.api.authorize.CustomAuthorizer;
import io.apigw.api.authorize.TokenAuthorizer;
import io.apigw.api.shared.BoundedPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a call must have before anybody is asked. Names of headers are read in whatever case. */
final class IdentitySources {

  private final List<ValueReader> readers;
  private final boolean single;
  private final Optional<BoundedPattern> validation;

  private IdentitySources(
      List<ValueReader> readers, boolean single, Optional<BoundedPattern> validation) {
    this.readers = readers;
    this.single = single;
    this.validation = validation;
  }

  /** Of a definition without problems. */
  static IdentitySources of(CustomAuthorizer definition, JsonEngine json) {
    List<ValueReader> readers = definition.identitySources().stream()
        .map(source -> source.reader(ApiKind.HTTP, json))
        .toList();
    Optional<String> regex =
        definition instanceof TokenAuthorizer token ? token.validation() : Optional.empty();
    return new IdentitySources(
        readers, definition instanceof TokenAuthorizer, regex.map(BoundedPattern::compile));
  }

  boolean isEmpty() {
    return readers.isEmpty();
  }

  /** The values; empty if one is missing, or a token is not what it must be. */
  Optional<Identity> read(AuthorizerCall call) {
    List<List<String>> values = new ArrayList<>(readers.size());
    for (ValueReader reader : readers) {
      List<String> all = reader.readAll(call.source());
      if (all.isEmpty() || all.stream().anyMatch(String::isBlank)) {
        return Optional.empty();
      }
      values.add(all);
    }
    return single && !acceptable(values.get(0))
        ? Optional.empty()
        : Optional.of(new Identity(call.kind(), values));
  }

  /** Of two tokens a back end may believe the other. A form that is not decided upon in time is the wrong one. */
  private boolean acceptable(List<String> tokens) {
    return tokens.size() == 1
        && (validation.isEmpty()
            || validation.get().lookingAt(tokens.get(0)) == BoundedPattern.Match.MATCH);
  }
}
