package io.apigw.runtime.monitor;

import io.apigw.api.monitor.Metrics;

/** Who is told when a request has ended: the stage's access log and the gateway's metrics. */
@FunctionalInterface
public interface Monitor {

  /** Takes a finished record. Never throws. */
  void finished(Recording record);

  /** Returns the monitor that does nothing, always the same. */
  static Monitor none() {
    return NoMonitor.INSTANCE;
  }

  /** Returns a monitor that hands each record to a user's metrics; what they throw changes nothing. */
  static Monitor metrics(Metrics metrics) {
    return new GuardedMonitor("metrics", metrics::record);
  }

  /** Returns a monitor that tells this one first and then the next. */
  default Monitor and(Monitor next) {
    if (next == NoMonitor.INSTANCE) {
      return this;
    }
    return record -> {
      finished(record);
      next.finished(record);
    };
  }
}
