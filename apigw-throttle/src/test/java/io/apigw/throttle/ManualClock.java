package io.apigw.throttle;

import io.apigw.api.Cancellable;
import io.apigw.api.GatewayClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands until a test moves it; wall time and elapsed time move apart when told to. */
final class ManualClock implements GatewayClock {

  private final AtomicLong nanos;
  private volatile Instant wall = Instant.parse("2026-01-01T00:00:00Z");

  ManualClock(long nanos) {
    this.nanos = new AtomicLong(nanos);
  }

  ManualClock() {
    this(0);
  }

  void advance(Duration duration) {
    nanos.addAndGet(duration.toNanos());
    wall = wall.plus(duration);
  }

  void setWall(Instant instant) {
    wall = instant;
  }

  @Override
  public Instant instant() {
    return wall;
  }

  @Override
  public long nanos() {
    return nanos.get();
  }

  @Override
  public Cancellable schedule(Runnable task, Duration delay) {
    throw new UnsupportedOperationException("no limit needs a timer");
  }
}
