package io.apigw.runtime.monitor;

import io.apigw.api.ApiKind;
import io.apigw.api.Problem;
import java.util.Optional;

/** Which names {@code $context} has, for whoever compiles an expression that asks for one. */
public final class ContextNames {

  private ContextNames() {}

  /**
   * Returns what is wrong with a name; empty when there is such a variable.
   *
   * @param kind the kind of API
   * @param path where the name stands
   * @param name the name without {@code $context.}
   */
  public static Optional<Problem> unknown(ApiKind kind, String path, String name) {
    ContextVariables variables = ContextVariables.of(kind);
    return variables.reader(name) == null
        ? Optional.of(Problem.expectedOneOf(path, variables.namesLike(name), name))
        : Optional.empty();
  }
}
