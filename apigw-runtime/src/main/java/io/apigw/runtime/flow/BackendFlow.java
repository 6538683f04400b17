package io.apigw.runtime.flow;

import io.apigw.runtime.outcome.Answer;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.throttle.Admitted;
import io.apigw.runtime.transform.Outgoing;
import io.apigw.runtime.transform.Returned;

/**
 * The ready steps between a method and its back end.
 *
 * @param transformRequest makes what goes out
 * @param integrate asks the back end
 * @param transformReply makes the answer of what came back
 */
public record BackendFlow(
    Step<Admitted, Outgoing> transformRequest,
    Step<Outgoing, Returned> integrate,
    Step<Returned, Answer> transformReply)
    implements Step<Admitted, Answer> {

  @Override
  public Outcome<Answer> take(Admitted admitted) {
    return RequestFlow.askBackend(admitted, this);
  }
}
