package io.apigw.runtime.integrate;

import io.apigw.api.JsonEngine;
import io.apigw.api.integrate.HttpTransport;
import io.apigw.api.integrate.MockIntegration;
import io.apigw.api.integrate.NamedFunction;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.transform.Outgoing;
import io.apigw.runtime.transform.Returned;
import java.time.Duration;

/** Makes the steps that ask what stands behind a method: a function, an HTTP back end, or nobody. */
public final class IntegrateStep {

  private IntegrateStep() {}

  /**
   * Asks a function of the host, where the function wants to run.
   *
   * @param function the function that is run
   * @param json reads the bodies it asks for
   * @param timeout how long the answer may take
   * @throws IllegalArgumentException when there is no code behind the name
   */
  public static Step<Outgoing, Returned> function(
      NamedFunction function, JsonEngine json, Duration timeout) {
    FunctionSite site = new FunctionSite(function.name(), json, timeout, IntegrationLog.SYSTEM);
    return function.<Step<Outgoing, Returned>>match(
        onRequestThread -> new InPlaceFunction(onRequestThread, site),
        (executor, blocking) ->
            new LaterFunction(BlockingFunction.ofBlocking(executor, blocking), site),
        async -> new LaterFunction(async, site),
        () -> {
          throw new IllegalArgumentException(
              "function: expected code behind the name but was " + function.name());
        });
  }

  /**
   * Sends the request on the wire to its back end.
   *
   * @param transport the way out
   */
  public static Step<Outgoing, Returned> http(HttpTransport transport) {
    return new BackendCall(transport, IntegrationLog.SYSTEM);
  }

  /**
   * Answers always the same.
   *
   * @param mock the answer
   */
  public static Step<Outgoing, Returned> mock(MockIntegration mock) {
    return new MockAnswer(mock);
  }
}
