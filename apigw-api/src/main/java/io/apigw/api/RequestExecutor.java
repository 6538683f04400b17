package io.apigw.api;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * The thread that owns a request, as the host sees it: an event loop, or a container's thread one at a time. All
 * steps of a request run on it one after another, so they need no locks.
 *
 * <p>Hosts implement it; whoever starts work that outlives the call registers with {@link #onCancel}.
 */
public interface RequestExecutor extends Executor {

  /**
   * Returns the executor of a request that no host made: tasks run where they are handed in, and the gateway puts
   * its own timer in its place.
   */
  static RequestExecutor inPlace() {
    return InPlaceExecutor.INSTANCE;
  }

  /**
   * Runs a task on the thread that owns the request; at once when the caller is on it already and the host allows.
   * May be called on any thread, also after the request has ended.
   */
  @Override
  void execute(Runnable task);

  /**
   * Runs a task once on the request's thread after a delay. May be called on any thread.
   *
   * @param task what to run
   * @param delay how long to wait
   * @return a handle that calls the task off
   */
  Cancellable schedule(Runnable task, Duration delay);

  /**
   * Registers a task that is run once when the client has gone or the request's time is up; at once when that
   * happened already. After a request has ended normally the task is forgotten. May be called on any thread.
   */
  void onCancel(Runnable task);
}
