package io.apigw.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LeakChecksTest {

  /** Does nothing that stays. */
  public static final class Clean implements LeakChecks.Round {
    @Override
    public void run() {
      assertThat(getClass().getClassLoader().getName()).isEqualTo("round");
    }
  }

  /** Leaves a value of its own class with a thread that goes on. */
  public static final class Leaking implements LeakChecks.Round {

    private static final ThreadLocal<Leaking> KEPT = new ThreadLocal<>();

    @Override
    public void run() {
      KEPT.set(this);
    }
  }

  /** Fails. */
  public static final class Failing implements LeakChecks.Round {
    @Override
    public void run() {
      throw new IllegalStateException("of the round");
    }
  }

  @Test
  void threadsThatEndAreWaitedFor() throws Exception {
    AtomicInteger rounds = new AtomicInteger();
    LeakChecks.noThreadsStay(20, () -> {
      CountDownLatch begun = new CountDownLatch(1);
      new Thread(begun::countDown, "ends").start();
      begun.await();
      rounds.incrementAndGet();
    });
    assertThat(rounds).hasValue(20);
  }

  @Test
  void classesThatNothingHoldsAreUnloaded() throws Exception {
    LeakChecks.noClassesStay(5, Clean.class);
  }

  @Test
  void classesThatAThreadHoldsAreFound() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> LeakChecks.noClassesStay(3, Leaking.class))
        .withMessageContaining("expected all of 3 to be unloaded but 3 stay");
  }

  @Test
  void aRoundThatFailsFailsTheCheck() {
    assertThatThrownBy(() -> LeakChecks.noClassesStay(1, Failing.class)).hasMessage("of the round");
    assertThatThrownBy(() -> LeakChecks.noThreadsStay(1, () -> {
          throw new IllegalStateException("of the round");
        }))
        .hasMessage("of the round");
  }
}
