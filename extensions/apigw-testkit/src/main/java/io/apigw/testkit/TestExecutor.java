package io.apigw.testkit;

import io.apigw.api.Cancellable;
import io.apigw.api.GatewayClock;
import io.apigw.api.RequestExecutor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The thread that owns a request, run by a test: tasks wait until {@link #runAll}, and the client goes when the test says
 * {@link #cancel}. Timers are those of a clock. Thread-safe.
 */
public final class TestExecutor implements RequestExecutor {

  private final GatewayClock clock;
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final List<Runnable> onCancel = new ArrayList<>();
  private boolean cancelled;
  private boolean stopped;

  private TestExecutor(GatewayClock clock) {
    this.clock = clock;
  }

  /**
   * Returns an executor.
   *
   * @param clock whose timers it uses
   * @return the executor
   */
  public static TestExecutor create(GatewayClock clock) {
    return new TestExecutor(Objects.requireNonNull(clock, "clock"));
  }

  /**
   * Runs the tasks that wait, in order, and those that they hand in, on this thread.
   *
   * @return how many have run
   */
  public int runAll() {
    int count = 0;
    for (Runnable task = next(); task != null; task = next()) {
      task.run();
      count++;
    }
    return count;
  }

  /**
   * Returns how many tasks wait.
   *
   * @return the number
   */
  public synchronized int waiting() {
    return tasks.size();
  }

  /** Says that the client has gone: runs what was registered for that, once, on this thread. */
  public void cancel() {
    takeOnCancel().forEach(Runnable::run);
  }

  /** Refuses tasks from now on, as an event loop does that has ended. */
  public synchronized void stop() {
    stopped = true;
  }

  @Override
  public synchronized void execute(Runnable task) {
    Objects.requireNonNull(task, "task");
    if (stopped) {
      throw new RejectedExecutionException("the test has stopped this executor");
    }
    tasks.add(task);
  }

  @Override
  public Cancellable schedule(Runnable task, Duration delay) {
    Objects.requireNonNull(task, "task");
    return clock.schedule(() -> execute(task), delay);
  }

  @Override
  public void onCancel(Runnable task) {
    Objects.requireNonNull(task, "task");
    if (kept(task)) {
      return;
    }
    task.run();
  }

  private synchronized boolean kept(Runnable task) {
    return !cancelled && onCancel.add(task);
  }

  private synchronized List<Runnable> takeOnCancel() {
    List<Runnable> taken = cancelled ? List.of() : List.copyOf(onCancel);
    cancelled = true;
    onCancel.clear();
    return taken;
  }

  private synchronized @Nullable Runnable next() {
    return tasks.poll();
  }
}
