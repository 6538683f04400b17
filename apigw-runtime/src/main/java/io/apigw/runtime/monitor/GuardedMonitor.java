package io.apigw.runtime.monitor;

import io.apigw.api.GatewayClock;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/**
 * Calls a user's code with each record. What it throws is logged, at most once a minute, and changes nothing: the
 * response is on its way already.
 */
final class GuardedMonitor implements Monitor {

  private final String name;
  private final Consumer<? super Recording> action;
  private final Logger logger;
  private final OncePerMinute quiet = new OncePerMinute();

  GuardedMonitor(String name, Consumer<? super Recording> action) {
    this(name, action, System.getLogger(Monitor.class.getName()));
  }

  GuardedMonitor(String name, Consumer<? super Recording> action, Logger logger) {
    this.name = name;
    this.action = action;
    this.logger = logger;
  }

  @Override
  public void finished(Recording record) {
    try {
      action.accept(record);
    } catch (Throwable thrown) {
      report(record.clock(), thrown);
    }
  }

  private void report(GatewayClock clock, Throwable thrown) {
    long failures = quiet.due(clock.nanos());
    if (failures > 0) {
      logger.log(
          Level.WARNING,
          name + " failed for " + failures + (failures == 1 ? " request" : " requests")
              + " since the last such line",
          LoggedFault.of(thrown));
    }
  }
}
