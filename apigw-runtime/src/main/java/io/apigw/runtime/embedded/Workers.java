package io.apigw.runtime.embedded;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The bounded pool for work that grows with a body: as many daemon threads as there are processors, {@code
 * apigw-worker-1} and so on, started when they are needed and ended after half a minute without work. When as many
 * tasks wait as may, whoever hands in one more runs it himself: he is slowed down instead of refused.
 */
public final class Workers implements Executor, AutoCloseable {

  private static final int MOST_WAITING = 1024;
  private static final int IDLE_SECONDS = 30;

  private final ThreadPoolExecutor pool;

  private Workers(ThreadPoolExecutor pool) {
    this.pool = pool;
  }

  /** Returns a pool that has no threads yet, of one for each processor at most. */
  public static Workers create() {
    return create(Runtime.getRuntime().availableProcessors(), MOST_WAITING);
  }

  static Workers create(int threads, int mostWaiting) {
    ThreadPoolExecutor pool = new ThreadPoolExecutor(
        threads,
        threads,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(mostWaiting),
        NamedThreads.numbered("apigw-worker-"),
        Workers::overflow);
    pool.allowCoreThreadTimeOut(true);
    return new Workers(pool);
  }

  /**
   * Runs a task on one of the pool's threads, or on the caller's when too many wait; what it throws is logged.
   *
   * @throws RejectedExecutionException when the pool is closed
   */
  @Override
  public void execute(Runnable task) {
    pool.execute(new LoggingTask("work on a body", task));
  }

  /** Takes no more tasks; those that were handed in are still done, and then the threads end. */
  @Override
  public void close() {
    pool.shutdown();
  }

  private static void overflow(Runnable task, ThreadPoolExecutor pool) {
    if (pool.isShutdown()) {
      throw new RejectedExecutionException("the gateway is closed");
    }
    task.run();
  }
}
