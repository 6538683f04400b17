package io.apigw.runtime.monitor;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Lets one event a minute through and counts those in between. Thread-safe. */
public final class OncePerMinute {

  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
  private static final long NEVER = Long.MIN_VALUE;

  private final AtomicLong last = new AtomicLong(NEVER);
  private final AtomicLong events = new AtomicLong();

  /**
   * Notes an event.
   *
   * @param nanos the time now
   * @return 0 when it is not to be let through, else the number of events since the last that was, this one included
   */
  public long due(long nanos) {
    events.incrementAndGet();
    long before = last.get();
    boolean due = before == NEVER || nanos - before >= MINUTE;
    return due && last.compareAndSet(before, nanos) ? events.getAndSet(0) : 0;
  }
}
