package io.apigw.api.definition;

import io.apigw.api.DefinitionException;
import io.apigw.api.Problem;
import java.util.List;
import java.util.Optional;

/** Builds a CORS configuration as part of an API. */
final class CorsDraft {

  private CorsDraft() {}

  static Optional<Cors> build(Cors.Builder cors, List<Problem> problems) {
    try {
      return Optional.of(cors.build());
    } catch (DefinitionException e) {
      e.problems().forEach(problem -> problems.add(problem.under("cors")));
      return Optional.empty();
    }
  }
}
