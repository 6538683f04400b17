package io.apigw.netty.lane;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A time by which something has to happen; made once and set again and again. It is due never early and at most about
 * a tenth of a second late. On its loop only.
 */
public final class Deadline {

  private final LoopTimers timers;
  private final Runnable action;

  /** Where it stands among those of the same slot; all of it the timers' own. */
  @Nullable
  Deadline previous;

  @Nullable
  Deadline next;

  int slot = LoopTimers.NOWHERE;
  long tick;

  /**
   * Makes a deadline that is not set.
   *
   * @param timers the timers of the loop
   * @param action run on the loop each time the deadline has passed; what it throws is logged
   */
  public Deadline(LoopTimers timers, Runnable action) {
    this.timers = timers;
    this.action = action;
  }

  /** Sets or moves the deadline, counted from now. */
  public void set(Duration delay) {
    setNanos(delay.toNanos());
  }

  /** Sets or moves the deadline, counted from now. */
  public void setNanos(long delay) {
    timers.set(this, delay);
  }

  /** Takes the deadline back. */
  public void clear() {
    timers.clear(this);
  }

  /** Returns whether the deadline is set and has not passed. */
  public boolean pending() {
    return slot != LoopTimers.NOWHERE;
  }

  void due() {
    action.run();
  }
}
