package io.apigw.runtime.embedded;

import io.apigw.api.Cancellable;
import io.apigw.api.GatewayClock;
import io.apigw.api.RequestExecutor;
import java.time.Duration;
import java.util.Objects;

/**
 * The gateway's own executor, for requests that no host made and for work that belongs to no single request: tasks run
 * where they are handed in, the gateway's clock is the timer, and nobody cancels anything.
 */
public final class Background implements RequestExecutor {

  private final GatewayClock clock;

  /** Makes an executor whose timer is a clock. */
  public Background(GatewayClock clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  @Override
  public void execute(Runnable task) {
    task.run();
  }

  @Override
  public Cancellable schedule(Runnable task, Duration delay) {
    return clock.schedule(task, delay);
  }

  /** Forgets the task: there is no client that could go away. */
  @Override
  public void onCancel(Runnable task) {
    Objects.requireNonNull(task, "task");
  }
}
