package io.apigw.runtime.route;

import io.apigw.api.Cancellable;
import io.apigw.api.GatewayClock;
import java.time.Duration;
import java.time.Instant;

/** A clock that stands still until it is told to go on. */
final class StoppedClock implements GatewayClock {

  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private long nanos;

  @Override
  public Instant instant() {
    return START.plusNanos(nanos);
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public Cancellable schedule(Runnable task, Duration delay) {
    throw new UnsupportedOperationException("routing waits for nothing");
  }

  void advance(Duration duration) {
    nanos += duration.toNanos();
  }
}
