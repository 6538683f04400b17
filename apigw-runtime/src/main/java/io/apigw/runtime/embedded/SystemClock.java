package io.apigw.runtime.embedded;

import io.apigw.api.Cancellable;
import io.apigw.api.GatewayClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The machine's time, and timers on one daemon thread of its own, {@code apigw-timer}, which is started with the first
 * of them. Closing it calls all timers off and ends the thread.
 */
public final class SystemClock implements GatewayClock, AutoCloseable {

  private static final Duration LONGEST = Duration.ofDays(365);

  private final ScheduledThreadPoolExecutor timer;

  private SystemClock(ScheduledThreadPoolExecutor timer) {
    this.timer = timer;
  }

  /** Returns a clock that has no thread yet. */
  public static SystemClock create() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(1, NamedThreads.named("apigw-timer"));
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return new SystemClock(timer);
  }

  @Override
  public Instant instant() {
    return Instant.now();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  /**
   * {@inheritDoc}
   *
   * @throws RejectedExecutionException when the clock is closed
   */
  @Override
  public Cancellable schedule(Runnable task, Duration delay) {
    Objects.requireNonNull(task, "task");
    Duration bounded = delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
    ScheduledFuture<?> scheduled = timer.schedule(
        new LoggingTask("a timer's task", task), bounded.toNanos(), TimeUnit.NANOSECONDS);
    return () -> scheduled.cancel(false);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
