package io.apigw.runtime.body;

import io.apigw.api.Body;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.route.CompiledStage;
import io.apigw.runtime.throttle.Admitted;

/** Takes the request's body into memory before the next step. */
final class Collecting<R> implements Step<Admitted, R> {

  private final BodyRoom room;
  private final Step<Admitted, R> next;

  Collecting(BodyRoom room, Step<Admitted, R> next) {
    this.room = room;
    this.next = next;
  }

  @Override
  public Outcome<R> take(Admitted admitted) {
    Body body = admitted.body();
    long most = most(admitted);
    if (body.lengthOr(0) > most) {
      return tooLarge();
    }
    return body.streamed()
        ? Outcome.when(
            admitted, new Collection<>(room.hold(admitted.routed().record()), most, next))
        : next.take(admitted);
  }

  static <R> Outcome<R> tooLarge() {
    return Outcome.refused(Rejection.of(GatewayResponseType.REQUEST_TOO_LARGE));
  }

  private static long most(Admitted admitted) {
    CompiledStage stage = admitted.routed().stage();
    return Math.min(stage.collectedLimit(), stage.payloadLimit());
  }
}
