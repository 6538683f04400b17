package io.apigw.benchmarks;

import io.apigw.api.monitor.AccessRecord;
import io.apigw.api.monitor.Metrics;

/**
 * Reads of each access record what a real sink reads, and keeps the record, so that no compiler can leave it out. Used by
 * one thread.
 */
public final class LastRecord implements Metrics {

  private AccessRecord last;
  private long records;
  private long checksum;

  /** Starts without a record. */
  @SuppressWarnings("NullAway.Init") // there is none before the first request
  public LastRecord() {}

  @Override
  public void record(AccessRecord record) {
    last = record;
    records++;
    checksum += record.routeKey().length()
        + record.status()
        + record.responseLength()
        + record.latency().toNanos();
  }

  long records() {
    return records;
  }

  @Override
  public String toString() {
    return records + " records, the last of " + last.routeKey() + ", checksum " + checksum;
  }
}
