package io.apigw.runtime.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.apigw.testkit.LeakChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkersTest {

  @Test
  void workIsDoneOnNamedDaemonThreads() throws Exception {
    try (Workers workers = Workers.create(2, 10)) {
      Set<Thread> threads = ConcurrentHashMap.newKeySet();
      CountDownLatch both = new CountDownLatch(2);
      for (int i = 0; i < 2; i++) {
        workers.execute(() -> {
          threads.add(Thread.currentThread());
          both.countDown();
          await(both);
        });
      }
      await(both);
      assertThat(threads)
          .extracting(Thread::getName)
          .containsExactlyInAnyOrder("apigw-worker-1", "apigw-worker-2");
      assertThat(threads).allMatch(Thread::isDaemon);
    }
  }

  @Test
  void aPoolWithoutWorkHasNoThread() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (Workers workers = Workers.create()) {
      assertThat(workers).isNotNull();
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(thread -> thread.getName().startsWith("apigw-worker"))
          .isSubsetOf(before);
    }
  }

  @Test
  void whoeverHandsInTooMuchDoesItHimself() {
    CountDownLatch release = new CountDownLatch(1);
    try (Workers workers = Workers.create(1, 1)) {
      workers.execute(() -> await(release));
      workers.execute(() -> {});
      List<Thread> threads = new ArrayList<>();
      workers.execute(() -> threads.add(Thread.currentThread()));
      assertThat(threads).containsExactly(Thread.currentThread());
      release.countDown();
    }
  }

  @Test
  void workThatThrowsHarmsNobody() {
    CountDownLatch done = new CountDownLatch(1);
    try (Workers workers = Workers.create(1, 10)) {
      workers.execute(() -> {
        throw new IllegalStateException("this exception belongs to a test");
      });
      workers.execute(done::countDown);
      await(done);
    }
  }

  @Test
  void closingEndsTheThreadsAfterTheirWork() throws Exception {
    CountDownLatch done = new CountDownLatch(50);
    LeakChecks.noThreadsStay(50, () -> {
      try (Workers workers = Workers.create()) {
        workers.execute(done::countDown);
      }
    });
    assertThat(done.getCount()).isZero();
  }

  @Test
  void aClosedPoolRefusesWork() {
    Workers workers = Workers.create();
    workers.close();
    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(() -> workers.execute(() -> {}));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }
}
