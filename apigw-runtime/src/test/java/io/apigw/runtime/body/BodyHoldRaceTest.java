package io.apigw.runtime.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.testkit.TestClock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Bytes that are lent come back once, whoever gives them back when; and never are more lent than there are. */
class BodyHoldRaceTest {

  private static final int MOST = 10_000;
  private static final int THREADS = 4;
  private static final int ROUNDS = 2_000;
  private static final long SEED = 20_261_125;

  private final BodyBudget budget =
      new BodyBudget(MOST, TestClock.create(), System.getLogger("io.apigw.body.test"));

  @Test
  void allIsThereAgainInTheEnd() throws Exception {
    AtomicLong held = new AtomicLong();
    AtomicLong most = new AtomicLong();
    inParallel(random -> {
      BodyHold hold = new BodyHold(budget);
      int bytes = 1 + random.nextInt(MOST / 2);
      if (hold.lend(bytes)) {
        most.accumulateAndGet(held.addAndGet(bytes), Math::max);
        held.addAndGet(-bytes);
        hold.giveBack(random.nextInt(bytes + 1));
      }
      hold.release();
      hold.release();
    });

    assertThat(most.get()).as("seed " + SEED).isBetween(1L, (long) MOST);
    assertThat(new BodyHold(budget).lend(MOST)).isTrue();
    assertThat(new BodyHold(budget).lend(1)).isFalse();
  }

  @Test
  void memoryThatIsAskedForWhileItIsReleasedIsNotLost() throws Exception {
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      for (int round = 0; round < ROUNDS; round++) {
        BodyHold hold = new BodyHold(budget);
        CyclicBarrier start = new CyclicBarrier(2);
        Future<Boolean> lending = threads.submit(() -> {
          start.await();
          return hold.lend(MOST);
        });
        start.await();
        hold.release();
        boolean unused = lending.get(10, TimeUnit.SECONDS);
        BodyHold whole = new BodyHold(budget);
        assertThat(whole.lend(MOST)).as("round " + round).isTrue();
        whole.release();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private interface Work {

    void run(SplittableRandom random);
  }

  private static void inParallel(Work work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        SplittableRandom random = new SplittableRandom(SEED + thread);
        running.add(threads.submit(() -> {
          for (int round = 0; round < ROUNDS; round++) {
            work.run(random);
          }
        }));
      }
      for (Future<?> each : running) {
        each.get(30, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
