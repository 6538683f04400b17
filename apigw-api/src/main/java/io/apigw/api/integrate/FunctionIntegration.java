package io.apigw.api.integrate;

import java.util.Objects;
import java.util.function.Function;

/**
 * A function of the host application answers. Equality sees the function's name only.
 *
 * @param function the function and its name
 */
public record FunctionIntegration(NamedFunction function) implements Integration {

  /** Refuses null. */
  public FunctionIntegration {
    Objects.requireNonNull(function, "function");
  }

  @Override
  public <R> R match(
      Function<? super FunctionIntegration, ? extends R> function,
      Function<? super HttpIntegration, ? extends R> http,
      Function<? super MockIntegration, ? extends R> mock) {
    return function.apply(this);
  }
}
