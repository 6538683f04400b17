package io.apigw.runtime.integrate;

import io.apigw.api.Response;
import io.apigw.api.integrate.FunctionCall;
import io.apigw.api.integrate.HttpFunction;
import io.apigw.runtime.monitor.Recording;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.transform.Outgoing;
import io.apigw.runtime.transform.Returned;
import java.util.concurrent.atomic.AtomicBoolean;

/** A function on the request's own thread. One that held the thread is reported, once. */
final class InPlaceFunction implements Step<Outgoing, Returned> {

  private static final long HELD_NANOS = 50_000_000;

  private final HttpFunction function;
  private final FunctionSite site;
  private final AtomicBoolean reported = new AtomicBoolean();

  InPlaceFunction(HttpFunction function, FunctionSite site) {
    this.function = function;
    this.site = site;
  }

  @Override
  public Outcome<Returned> take(Outgoing outgoing) {
    FunctionCall call = site.call(outgoing);
    Outcome<Returned> outcome = run(call, outgoing);
    reportIfHeld(outgoing.admitted().routed().record());
    return outcome;
  }

  @SuppressWarnings(
      "ConstantConditions") // a user's function may return null whatever its type says
  private Outcome<Returned> run(FunctionCall call, Outgoing outgoing) {
    Response response;
    try {
      response = function.call(call);
    } catch (Throwable thrown) {
      restoreInterrupt(thrown);
      return site.failed(outgoing, thrown);
    }
    return response == null ? site.empty(outgoing) : site.answered(outgoing, response);
  }

  private void reportIfHeld(Recording record) {
    long held = record.integrationNanos();
    if (held > HELD_NANOS && reported.compareAndSet(false, true)) {
      site.log()
          .advise(
              record,
              "function " + site.name() + " held the request's thread for " + held / 1_000_000
                  + " ms; one that blocks is declared as function(executor, call -> …)");
    }
  }

  private static void restoreInterrupt(Throwable thrown) {
    if (thrown instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
  }
}
