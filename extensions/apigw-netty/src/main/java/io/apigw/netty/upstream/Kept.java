package io.apigw.netty.upstream;

import io.apigw.api.integrate.TransportResult.Failure;
import io.apigw.api.integrate.TransportResult.Kind;
import io.apigw.netty.lane.Deadline;

/** A reply that is whole while its connection has gone: it waits to be taken, for a time. */
final class Kept implements Open {

  private final Call call;
  private final LoopClient client;
  private final Deadline limit;

  Kept(Call call, ReplyBody body, LoopClient client) {
    this.call = call;
    this.client = client;
    this.limit = new Deadline(client.timers(), () -> shut(body.standstill()));
    client.keep(this);
    limit.set(client.limits().body());
    if (client.loop().isShuttingDown()) {
      shut("the event loop has ended"); // with its timers
    }
  }

  @Override
  public void shut(String reason) {
    end();
    call.fail(new Failure(Kind.TIMEOUT, reason));
  }

  /** Hears that the reply was taken. */
  void end() {
    limit.clear();
    client.forget(this);
  }
}
