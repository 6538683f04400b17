package io.apigw.runtime.outcome;

import io.apigw.api.Cancellable;
import io.apigw.api.RequestExecutor;
import io.apigw.testkit.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The executor of a request whose time and whose client a test moves. */
public final class ManualExecutor implements RequestExecutor {

  private final TestClock clock;
  private final List<Runnable> onCancel = new CopyOnWriteArrayList<>();

  public ManualExecutor(TestClock clock) {
    this.clock = clock;
  }

  /** Lets the client go. */
  public void cancel() {
    onCancel.forEach(Runnable::run);
    onCancel.clear();
  }

  @Override
  public void execute(Runnable task) {
    task.run();
  }

  @Override
  public Cancellable schedule(Runnable task, Duration delay) {
    return clock.schedule(task, delay);
  }

  @Override
  public void onCancel(Runnable task) {
    onCancel.add(task);
  }
}
