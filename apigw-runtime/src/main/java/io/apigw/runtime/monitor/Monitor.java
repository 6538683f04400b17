package io.apigw.runtime.monitor;

/** Who is told when a request has ended: the stage's access log and the gateway's metrics. */
@FunctionalInterface
public interface Monitor {

  /** Takes a finished record. Never throws. */
  void finished(Recording record);
}
