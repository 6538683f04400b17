package io.apigw.runtime.embedded;

import java.net.http.HttpClient;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tasks of a JDK client on a few threads, and ends them together with the thread that the client has made for
 * itself: on JDK 17 that one would stay until the garbage collector has found the client. It is known by its name when
 * it hands a task in, and ends when it is interrupted.
 */
final class JdkThreads implements Executor {

  private static final int THREADS = 16;
  private static final long IDLE_SECONDS = 10;

  private final ThreadPoolExecutor pool;
  private volatile String selectorName = "";
  private volatile @Nullable Thread selector;

  JdkThreads() {
    pool = new ThreadPoolExecutor(
        THREADS,
        THREADS,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        NamedThreads.numbered("apigw-transport-"));
    pool.allowCoreThreadTimeOut(true);
  }

  /** Says whose threads these are; the client's number is in its text: {@code HttpClientImpl@1f2e3d(7)}. */
  void serve(HttpClient client) {
    String text = client.toString();
    String number = text.substring(text.lastIndexOf('(') + 1).replace(")", "");
    selectorName = "HttpClient-" + number + "-SelectorManager";
  }

  @Override
  public void execute(Runnable task) {
    if (selector == null && Thread.currentThread().getName().equals(selectorName)) {
      selector = Thread.currentThread();
    }
    pool.execute(task);
  }

  /** Ends the threads; tasks that were handed in before still run. */
  void end() {
    pool.shutdown();
    Thread clients = selector;
    if (clients != null) {
      clients.interrupt();
    }
  }
}
