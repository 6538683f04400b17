package io.apigw.auth.fetch;

import io.apigw.api.Cancellable;
import io.apigw.api.RequestExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The executor for which something is fetched, as one fetch sees it: it can be cancelled, so that what hangs lets go of its connection. */
final class FetchExecutor implements RequestExecutor, Cancellable {

  private final RequestExecutor owner;
  private final List<Runnable> tasks = new ArrayList<>();
  private boolean cancelled;

  FetchExecutor(RequestExecutor owner) {
    this.owner = owner;
  }

  @Override
  public void execute(Runnable task) {
    owner.execute(task);
  }

  @Override
  public Cancellable schedule(Runnable task, Duration delay) {
    return owner.schedule(task, delay);
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
