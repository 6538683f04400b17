package io.apigw.runtime.deploy;

import io.apigw.api.engine.Prepared;
import io.apigw.api.monitor.AccessLog;
import io.apigw.runtime.monitor.AccessLogMonitor;
import io.apigw.runtime.monitor.Monitor;
import java.util.Optional;
import java.util.function.Function;

/** Makes who is told when a request has ended: the gateway's metrics, then the access log. */
final class MonitorCompiler {

  private final Engines.Observers observers;

  MonitorCompiler(Engines.Observers observers) {
    this.observers = observers;
  }

  /** For requests of a stage: its own access log, else the gateway's. */
  Monitor of(Declared declared, Findings findings) {
    return monitor(
        declared.stage().accessLog().or(observers::accessLog),
        log -> AccessLogMonitor.prepare(log, declared.api().kind()),
        findings);
  }

  /** For requests that found no API or no stage. */
  Monitor ofNoRoute(Findings findings) {
    return monitor(observers.accessLog(), AccessLogMonitor::prepareUnrouted, findings);
  }

  private Monitor monitor(
      Optional<AccessLog> accessLog,
      Function<AccessLog, Prepared<Monitor>> prepare,
      Findings findings) {
    Monitor metrics = observers.metrics().map(Monitor::metrics).orElse(Monitor.none());
    return accessLog
        .map(log -> prepare.apply(log).<Monitor>match(ready -> ready, faults -> {
          findings.under("accessLog").addAll(faults);
          return Monitor.none();
        }))
        .map(metrics::and)
        .orElse(metrics);
  }
}
