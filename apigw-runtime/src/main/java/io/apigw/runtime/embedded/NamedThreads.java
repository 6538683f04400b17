package io.apigw.runtime.embedded;

import java.util.concurrent.ThreadFactory;

/**
 * Makes daemon threads that take nothing over from whoever happened to need them first: no context class loader and no
 * thread locals of a host's application, which they would keep from being unloaded.
 */
final class NamedThreads implements ThreadFactory {

  private final String name;

  NamedThreads(String name) {
    this.name = name;
  }

  @Override
  public Thread newThread(Runnable work) {
    Thread thread = new Thread(null, work, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(NamedThreads.class.getClassLoader());
    return thread;
  }
}
