package io.apigw.api;

import java.time.Duration;
import java.util.Objects;

/** The executor of requests that no host made; the gateway replaces it before anything is scheduled. */
enum InPlaceExecutor implements RequestExecutor {
  INSTANCE;

  @Override
  public void execute(Runnable task) {
    task.run();
  }

  @Override
  public Cancellable schedule(Runnable task, Duration delay) {
    Objects.requireNonNull(task, "task");
    throw new IllegalStateException(
        "a request without a host has no timer of its own; the gateway's is used");
  }

  @Override
  public void onCancel(Runnable task) {
    Objects.requireNonNull(task, "task");
  }
}
