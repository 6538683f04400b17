package io.apigw.runtime.embedded;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes daemon threads that take nothing over from whoever happened to need them first: no context class loader and no
 * thread locals of a host's application, which they would keep from being unloaded.
 */
final class NamedThreads {

  private NamedThreads() {}

  /** Names the one thread. */
  static ThreadFactory named(String name) {
    return work -> thread(work, name);
  }

  /** Names the first thread with 1 at the end, the second with 2. */
  static ThreadFactory numbered(String prefix) {
    AtomicInteger count = new AtomicInteger();
    return work -> thread(work, prefix + count.incrementAndGet());
  }

  private static Thread thread(Runnable work, String name) {
    Thread thread = new Thread(null, work, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(NamedThreads.class.getClassLoader());
    return thread;
  }
}
