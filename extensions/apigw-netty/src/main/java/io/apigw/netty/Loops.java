package io.apigw.netty;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.RejectedExecutionException;

/** How tasks come to a connection's thread. */
final class Loops {

  private Loops() {}

  /** Runs a task at once on the loop, later from any other thread; in place when the loop has ended. */
  static void run(EventExecutor loop, Runnable task) {
    if (loop.inEventLoop()) {
      task.run();
      return;
    }
    try {
      loop.execute(task);
    } catch (RejectedExecutionException loopHasEnded) {
      task.run();
    }
  }
}
