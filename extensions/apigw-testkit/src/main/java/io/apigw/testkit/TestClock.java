package io.apigw.testkit;

import io.apigw.api.Cancellable;
import io.apigw.api.GatewayClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands still until a test moves it. Timers run in {@link #advance}, in the order in which they are due,
 * on the thread of the test; a timer without delay runs at once. Thread-safe.
 *
 * <pre>{@code
 * TestClock clock = TestClock.at("2026-10-31T23:59:59Z");
 * Gateway gateway = Gateway.builder().clock(clock)…build();
 * clock.advance(Duration.ofSeconds(1));
 * }</pre>
 */
public final class TestClock implements GatewayClock {

  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private Instant wall;
  private long nanos;
  private long count;

  private TestClock(Instant start) {
    this.wall = start;
  }

  /**
   * Returns a clock that shows a time.
   *
   * @param instant the time, as {@link Instant#parse} reads it, for example {@code 2026-10-31T23:59:59Z}
   * @throws java.time.format.DateTimeParseException when the text is no such time
   */
  public static TestClock at(String instant) {
    return new TestClock(Instant.parse(instant));
  }

  /** Returns a clock that shows some time of a working day; for tests that do not care which. */
  public static TestClock create() {
    return at("2026-03-12T10:15:30Z");
  }

  @Override
  public synchronized Instant instant() {
    return wall;
  }

  @Override
  public synchronized long nanos() {
    return nanos;
  }

  @Override
  public Cancellable schedule(Runnable task, Duration delay) {
    Objects.requireNonNull(task, "task");
    if (delay.isZero() || delay.isNegative()) {
      task.run();
      return () -> {};
    }
    Timer timer = add(task, delay);
    return () -> remove(timer);
  }

  /**
   * Moves the time forward, and runs what becomes due on the way. What a task schedules runs too when it is due in that
   * time. Another thread that moves the clock waits until this one has.
   *
   * @param duration how far; zero or more
   * @throws RuntimeException what a task threw first, after all have run
   */
  public void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("duration: expected zero or more but was " + duration);
    }
    oneAtATime.lock();
    try {
      runUntil(nanos() + duration.toNanos());
    } finally {
      oneAtATime.unlock();
    }
  }

  /**
   * Sets the wall time as an administrator or a time server may, forward or back; elapsed time and timers do not notice.
   *
   * @param instant the time it shows from now on, as {@link Instant#parse} reads it
   */
  public synchronized void jumpTo(String instant) {
    this.wall = Instant.parse(instant);
  }

  /** Returns how many timers wait to become due; zero when all that was begun has been called off. */
  public synchronized int pendingTimers() {
    return timers.size();
  }

  private void runUntil(long end) {
    RuntimeException failure = null;
    for (Timer timer = next(end); timer != null; timer = next(end)) {
      try {
        timer.task.run();
      } catch (RuntimeException thrown) {
        failure = failure == null ? thrown : failure;
      }
    }
    moveTo(end);
    if (failure != null) {
      throw failure;
    }
  }

  private synchronized @Nullable Timer next(long end) {
    Timer first = timers.peek();
    if (first == null || first.due > end) {
      return null;
    }
    timers.remove(first);
    moveTo(first.due);
    return first;
  }

  private synchronized void moveTo(long time) {
    if (time > nanos) {
      wall = wall.plusNanos(time - nanos);
      nanos = time;
    }
  }

  private synchronized Timer add(Runnable task, Duration delay) {
    Timer timer = new Timer(task, nanos + delay.toNanos(), count++);
    timers.add(timer);
    return timer;
  }

  private synchronized void remove(Timer timer) {
    timers.remove(timer);
  }

  private static final class Timer implements Comparable<Timer> {

    private final Runnable task;
    private final long due;
    private final long number;

    Timer(Runnable task, long due, long number) {
      this.task = task;
      this.due = due;
      this.number = number;
    }

    @Override
    public int compareTo(Timer other) {
      int order = Long.compare(due, other.due);
      return order != 0 ? order : Long.compare(number, other.number);
    }
  }
}
