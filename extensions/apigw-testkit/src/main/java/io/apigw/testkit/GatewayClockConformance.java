package io.apigw.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Cancellable;
import io.apigw.api.GatewayClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What every {@link GatewayClock} does. A subclass gives the clock; one that stands still also says how its time passes.
 *
 * <pre>{@code
 * class MyClockConformanceTest extends GatewayClockConformance {
 *   @Override
 *   protected GatewayClock clock() {
 *     return clock;
 *   }
 * }
 * }</pre>
 */
public abstract class GatewayClockConformance {

  private static final Duration SHORT = Duration.ofMillis(20);

  /** For subclasses. */
  protected GatewayClockConformance() {}

  /**
   * Returns the clock, always the same one in a test.
   *
   * @return the clock
   */
  protected abstract GatewayClock clock();

  /**
   * Lets time pass; does nothing unless overridden, since most clocks move by themselves.
   *
   * @param duration how much
   */
  protected void pass(Duration duration) {}

  /** Elapsed time never goes back. */
  @Test
  protected void nanosNeverGoBack() {
    long before = clock().nanos();
    for (int i = 0; i < 10_000; i++) {
      long now = clock().nanos();
      assertThat(now - before).isNotNegative();
      before = now;
    }
  }

  /** A task runs once, not before its delay has passed. */
  @Test
  protected void aTaskRunsOnceAfterItsDelay() {
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch ran = new CountDownLatch(1);
    long start = clock().nanos();
    long[] end = new long[1];
    clock()
        .schedule(
            () -> {
              end[0] = clock().nanos();
              runs.incrementAndGet();
              ran.countDown();
            },
            SHORT);
    passUntil(ran, SHORT);
    assertThat(end[0] - start).isGreaterThanOrEqualTo(SHORT.toNanos());
    settle();
    assertThat(runs).hasValue(1);
  }

  /** A delay of zero or less means at once. */
  @Test
  protected void aTaskWithoutDelayRunsAtOnce() {
    CountDownLatch ran = new CountDownLatch(2);
    clock().schedule(ran::countDown, Duration.ZERO);
    clock().schedule(ran::countDown, Duration.ofSeconds(-1));
    passUntil(ran, Duration.ZERO);
  }

  /** Tasks run in the order in which they are due. */
  @Test
  protected void tasksRunInTheOrderInWhichTheyAreDue() {
    Queue<Integer> order = new ConcurrentLinkedQueue<>();
    CountDownLatch ran = new CountDownLatch(3);
    for (int i : new int[] {3, 1, 2}) {
      clock()
          .schedule(
              () -> {
                order.add(i);
                ran.countDown();
              },
              SHORT.multipliedBy(i));
    }
    passUntil(ran, SHORT.multipliedBy(3));
    assertThat(order).containsExactly(1, 2, 3);
  }

  /** A task that was called off does not run; calling it off again, or after it ran, does nothing. */
  @Test
  protected void aTaskThatWasCalledOffDoesNotRun() {
    AtomicInteger runs = new AtomicInteger();
    List<Cancellable> timers = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      timers.add(clock().schedule(runs::incrementAndGet, Duration.ofSeconds(1)));
    }
    timers.forEach(Cancellable::cancel);
    timers.forEach(Cancellable::cancel);
    CountDownLatch ran = new CountDownLatch(1);
    Cancellable done = clock().schedule(ran::countDown, SHORT);
    passUntil(ran, Duration.ofSeconds(2));
    done.cancel();
    settle();
    assertThat(runs).hasValue(0);
  }

  /** A task that throws does not keep later ones from running. */
  @Test
  protected void aTaskThatThrowsDoesNotStopOthers() {
    CountDownLatch ran = new CountDownLatch(1);
    clock()
        .schedule(
            () -> {
              throw new IllegalStateException("this exception belongs to a test");
            },
            SHORT);
    clock().schedule(ran::countDown, SHORT.multipliedBy(2));
    passUntil(ran, SHORT.multipliedBy(2));
  }

  /** A task may schedule another. */
  @Test
  protected void aTaskMayScheduleAnother() {
    CountDownLatch ran = new CountDownLatch(1);
    clock().schedule(() -> clock().schedule(ran::countDown, SHORT), SHORT);
    passUntil(ran, SHORT.multipliedBy(2));
  }

  /** Any thread may schedule and call off. */
  @Test
  protected void manyThreadsMayScheduleAtOnce() {
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch ran = new CountDownLatch(400);
    Threads.together(4, () -> {
      for (int i = 0; i < 100; i++) {
        clock().schedule(runs::incrementAndGet, Duration.ofSeconds(5)).cancel();
        clock().schedule(ran::countDown, SHORT);
      }
    });
    passUntil(ran, SHORT);
    assertThat(runs).hasValue(0);
  }

  private void passUntil(CountDownLatch latch, Duration duration) {
    try {
      pass(duration);
      assertThat(latch.await(Waits.SECONDS, TimeUnit.SECONDS))
          .as("the task has run")
          .isTrue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupted);
    }
  }

  /** Lets whatever else is due run: timers run in order, so what was due before this one has. */
  private void settle() {
    CountDownLatch settled = new CountDownLatch(1);
    clock().schedule(settled::countDown, SHORT);
    passUntil(settled, SHORT);
  }
}
