package io.apigw.runtime.integrate;

import io.apigw.api.Response;
import io.apigw.api.integrate.AsyncHttpFunction;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.outcome.Question;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.transform.Outgoing;
import io.apigw.runtime.transform.Returned;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** A function that answers later, by its own means or because it runs on an executor. */
final class LaterFunction
    implements Step<Outgoing, Returned>, Question<Outgoing, Response, Returned> {

  private final AsyncHttpFunction function;
  private final FunctionSite site;

  LaterFunction(AsyncHttpFunction function, FunctionSite site) {
    this.function = function;
    this.site = site;
  }

  @Override
  public Outcome<Returned> take(Outgoing outgoing) {
    return Outcome.when(outgoing, this);
  }

  @Override
  public CompletionStage<Response> ask(Outgoing outgoing) throws Exception {
    return function.call(site.call(outgoing));
  }

  @Override
  public Outcome<Returned> use(Outgoing outgoing, Response response) {
    return site.answered(outgoing, response);
  }

  @Override
  public Outcome<Returned> fault(Outgoing outgoing, Throwable fault) {
    return site.failed(outgoing, fault);
  }

  @Override
  public Outcome<Returned> late(Outgoing outgoing) {
    return site.late(outgoing);
  }

  @Override
  public Duration limit(Outgoing outgoing) {
    return site.timeout();
  }

  @Override
  public void unused(Outgoing outgoing, Response response) {
    response.body().discard();
  }
}
