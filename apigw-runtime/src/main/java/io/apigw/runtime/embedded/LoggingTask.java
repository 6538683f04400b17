package io.apigw.runtime.embedded;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** A task on a thread of the gateway's own, where nobody else would see that it has failed. */
final class LoggingTask implements Runnable {

  private static final Logger LOGGER = System.getLogger(LoggingTask.class.getName());

  private final String name;
  private final Runnable task;

  LoggingTask(String name, Runnable task) {
    this.name = name;
    this.task = task;
  }

  @Override
  public void run() {
    try {
      task.run();
    } catch (Throwable thrown) {
      LOGGER.log(Level.ERROR, name + " failed", thrown);
    }
  }
}
