package io.apigw.runtime.flow;

import io.apigw.api.Cancellable;
import io.apigw.api.GatewayClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/** A clock that can be broken. */
final class BrokenClock implements GatewayClock {

  private final GatewayClock clock;
  private final AtomicBoolean broken = new AtomicBoolean();

  BrokenClock(GatewayClock clock) {
    this.clock = clock;
  }

  void breakDown() {
    broken.set(true);
  }

  void repair() {
    broken.set(false);
  }

  @Override
  public Instant instant() {
    return clock.instant();
  }

  @Override
  public long nanos() {
    if (broken.get()) {
      throw new IllegalStateException("no time");
    }
    return clock.nanos();
  }

  @Override
  public Cancellable schedule(Runnable task, Duration delay) {
    return clock.schedule(task, delay);
  }
}
