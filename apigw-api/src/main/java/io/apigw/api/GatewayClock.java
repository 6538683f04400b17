package io.apigw.api;

import java.time.Duration;
import java.time.Instant;

/**
 * The one source of time: wall time, elapsed time and timers. A gateway uses its system clock unless a test hands
 * in one of its own. Every method may be called on any thread.
 */
public interface GatewayClock {

  /** Returns the wall time, for dates in logs, tokens and quotas; it may jump. */
  Instant instant();

  /** Returns nanoseconds since an arbitrary origin; it never goes back. */
  long nanos();

  /**
   * Runs a task once after a delay, on a thread of the clock's choice. The task must not block.
   *
   * @param task what to run
   * @param delay how long to wait; zero or negative means at once
   * @return a handle that calls the task off
   */
  Cancellable schedule(Runnable task, Duration delay);
}
