package io.apigw.runtime.body;

import io.apigw.api.GatewayClock;
import io.apigw.runtime.monitor.Recording;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.throttle.Admitted;
import java.util.concurrent.Executor;

/** Where a gateway holds bodies in memory: one budget for all of them, and workers for the large ones. Thread-safe. */
public final class BodyRoom {

  private final BodyBudget budget;
  private final Executor workers;

  private BodyRoom(BodyBudget budget, Executor workers) {
    this.budget = budget;
    this.workers = workers;
  }

  /**
   * Makes the room of a gateway.
   *
   * @param most the most bytes that all bodies together may hold
   * @param clock says when an operator was last told that it is not enough
   * @param workers run what takes long because a body is large
   */
  public static BodyRoom of(long most, GatewayClock clock, Executor workers) {
    System.Logger logger = System.getLogger("io.apigw.body");
    return new BodyRoom(new BodyBudget(most, clock, logger), workers);
  }

  /** Takes the body into memory before a step; one that is there already passes by, if it is not over the limit. */
  public <R> Step<Admitted, R> collected(Step<Admitted, R> next) {
    return new Collecting<>(this, next);
  }

  /**
   * Takes the body into memory before a step whose work grows with it: that is done by a worker where the body is large,
   * and goes on on the request's thread.
   *
   * @param next what it hands on is there at once or a refusal, never later
   */
  public <R> Step<Admitted, R> worked(Step<Admitted, R> next) {
    return new Collecting<>(this, new Working<>(workers, next));
  }

  /** Makes a hold for a body that is kept until its request has ended. */
  public BodyHold hold(Recording record) {
    BodyHold hold = new BodyHold(budget);
    record.atEnd(hold::release);
    return hold;
  }
}
