package io.apigw.api;

/** A task that was scheduled and may be called off. */
@FunctionalInterface
public interface Cancellable {

  /** Calls the task off; does nothing when it ran, runs or was called off already. May be called on any thread. */
  void cancel();
}
