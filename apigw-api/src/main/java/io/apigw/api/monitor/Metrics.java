package io.apigw.api.monitor;

/** Counts and times what happened to requests. Given to {@code Gateway.builder().metrics(…)}. Thread-safe. */
@FunctionalInterface
public interface Metrics {

  /**
   * Takes one finished request. Runs on the request's thread and must not block; an exception is logged and changes
   * nothing for the client.
   *
   * @param record what happened
   */
  void record(AccessRecord record);
}
