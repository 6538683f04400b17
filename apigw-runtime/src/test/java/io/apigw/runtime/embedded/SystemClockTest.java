package io.apigw.runtime.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.apigw.testkit.LeakChecks;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SystemClockTest {

  @Test
  void showsTheMachinesTime() {
    try (SystemClock clock = SystemClock.create()) {
      assertThat(clock.instant()).isCloseTo(Instant.now(), within(10, ChronoUnit.SECONDS));
    }
  }

  @Test
  void aClockWithoutTimersHasNoThread() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (SystemClock clock = SystemClock.create()) {
      assertThat(clock.nanos()).isLessThanOrEqualTo(clock.nanos());
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(thread -> thread.getName().equals("apigw-timer"))
          .isSubsetOf(before);
    }
  }

  @Test
  void timersRunOnADaemonThreadThatHoldsNothingOfItsMaker() throws Exception {
    Thread.currentThread().setContextClassLoader(new ClassLoader() {});
    try (SystemClock clock = SystemClock.create()) {
      CompletableFuture<Thread> thread = new CompletableFuture<>();
      clock.schedule(() -> thread.complete(Thread.currentThread()), Duration.ZERO);
      Thread timer = thread.get(10, TimeUnit.SECONDS);
      assertThat(timer.getName()).isEqualTo("apigw-timer");
      assertThat(timer.isDaemon()).isTrue();
      assertThat(timer.getContextClassLoader()).isSameAs(SystemClock.class.getClassLoader());
    } finally {
      Thread.currentThread().setContextClassLoader(SystemClockTest.class.getClassLoader());
    }
  }

  @Test
  void closingEndsTheThreadAndCallsTimersOff() throws Exception {
    AtomicBoolean ran = new AtomicBoolean();
    LeakChecks.noThreadsStay(100, () -> {
      try (SystemClock clock = SystemClock.create()) {
        CountDownLatch begun = new CountDownLatch(1);
        clock.schedule(begun::countDown, Duration.ofNanos(1));
        clock.schedule(() -> ran.set(true), Duration.ofHours(1));
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
      }
    });
    assertThat(ran).isFalse();
  }

  @Test
  void aClosedClockRefusesTimers() {
    SystemClock clock = SystemClock.create();
    clock.close();
    clock.close();
    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(() -> clock.schedule(() -> {}, Duration.ofSeconds(1)));
  }

  @Test
  void aDelayBeyondAllTimeIsAccepted() {
    try (SystemClock clock = SystemClock.create()) {
      clock.schedule(() -> {}, Duration.ofSeconds(Long.MAX_VALUE)).cancel();
    }
  }
}
