package io.apigw.auth;

import io.apigw.api.Cancellable;
import io.apigw.api.RequestExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The gateway's background as one fetch sees it: it can be cancelled, so that what hangs lets go of its connection. */
final class FetchExecutor implements RequestExecutor, Cancellable {

  private final RequestExecutor background;
  private final List<Runnable> tasks = new ArrayList<>();
  private boolean cancelled;

  FetchExecutor(RequestExecutor background) {
    this.background = background;
  }

  @Override
  public void execute(Runnable task) {
    background.execute(task);
  }

  @Override
  public Cancellable schedule(Runnable task, Duration delay) {
    return background.schedule(task, delay);
  }

  @Override
  public void onCancel(Runnable task) {
    synchronized (tasks) {
      if (!cancelled) {
        tasks.add(task);
        return;
      }
    }
    task.run();
  }

  @Override
  public void cancel() {
    List<Runnable> all;
    synchronized (tasks) {
      cancelled = true;
      all = List.copyOf(tasks);
      tasks.clear();
    }
    all.forEach(Runnable::run);
  }
}
