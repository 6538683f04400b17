package io.apigw.api.integrate;

import io.apigw.api.ApiKind;
import io.apigw.api.Availability;
import io.apigw.api.ValueExpression;

/** The right side of a request's mapping: what its API kind can write, and what is known before the back end is asked. */
final class MappingSource {

  private MappingSource() {}

  static ValueExpression parse(ApiKind kind, String source) {
    ValueExpression value =
        kind == ApiKind.HTTP ? ValueExpression.parseMapped(source) : ValueExpression.parse(source);
    String written = value.write(kind); // refuses what the kind cannot write
    if (value.availability() == Availability.REPLY) {
      throw new IllegalArgumentException(
          "expected a value known before the back end answers but was " + written);
    }
    if (written.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "expected a value without control characters but was " + written);
    }
    return value;
  }
}
