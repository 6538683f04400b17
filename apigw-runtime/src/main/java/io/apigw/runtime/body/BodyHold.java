package io.apigw.runtime.body;

import io.apigw.api.shared.BodyCollector;
import java.util.concurrent.atomic.AtomicLong;

/** What one body holds of the gateway's budget, until it is given back. Thread-safe. */
public final class BodyHold implements BodyCollector.Lender {

  private final BodyBudget budget;
  private final AtomicLong held = new AtomicLong();
  private volatile boolean refused;
  private volatile boolean released;

  BodyHold(BodyBudget budget) {
    this.budget = budget;
  }

  @Override
  public boolean lend(int more) {
    if (!budget.lend(more)) {
      refused = true;
      return false;
    }
    held.addAndGet(more);
    if (released) {
      release();
    }
    return !released;
  }

  @Override
  public void giveBack(int less) {
    long before = held.getAndUpdate(have -> Math.max(have - less, 0));
    budget.giveBack(Math.min(before, less));
  }

  /** Returns whether the body was refused memory. */
  boolean refused() {
    return refused;
  }

  /** Gives all of it back, and whatever may still be asked for; may be called more than once. */
  public void release() {
    released = true;
    budget.giveBack(held.getAndSet(0));
  }
}
