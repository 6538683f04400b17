package io.apigw.api.integrate;

import java.util.function.Function;

/** What answers a route once a request has passed all checks. A value with value equality. */
public sealed interface Integration permits FunctionIntegration, HttpIntegration, MockIntegration {

  /**
   * Returns what one of the functions makes of this integration, chosen by its kind.
   *
   * @param function for code of the host
   * @param http for an HTTP back end
   * @param mock for a fixed answer
   * @param <R> the result
   */
  <R> R match(
      Function<? super FunctionIntegration, ? extends R> function,
      Function<? super HttpIntegration, ? extends R> http,
      Function<? super MockIntegration, ? extends R> mock);
}
