package io.apigw.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.apigw.api.Response;
import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The allocation budget of {@code design.md} §6. Bytes are counted by the JVM for each thread: unlike times they are the same
 * on every machine, so that a build may fail for them.
 */
class AllocationBudgetTest {

  /** Every route of {@link FlowPath#ANY_OF_10000} once. */
  private static final int REQUESTS = 10_000;

  /** Compilers find out what need not be allocated: done when so many rounds have brought nothing. */
  private static final int ROUNDS_WITHOUT_GAIN = 30;

  /** On a busy machine the compilers come late: a path over its budget is asked so often before it fails. */
  private static final int MOST_ROUNDS = 2_000;

  private static final Map<FlowPath, Long> MEASURED = new EnumMap<>(FlowPath.class);
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** What nobody keeps, a compiler may leave out. */
  private @Nullable CompletionStage<Response> last;

  @BeforeAll
  static void bytesAreCounted() {
    assertThat(THREADS.isThreadAllocatedMemorySupported()).isTrue();
    THREADS.setThreadAllocatedMemoryEnabled(true);
  }

  @AfterAll
  static void printTable() {
    System.out.println("bytes per request:");
    MEASURED.forEach((path, bytes) ->
        System.out.printf("  %-50s %5d of %5d%n", path.title(), bytes, path.budget()));
  }

  @ParameterizedTest
  @EnumSource
  void requestStaysWithinItsBudget(FlowPath path) {
    long least = Long.MAX_VALUE;
    int gained = 0;
    try (Traffic traffic = path.open()) {
      for (int round = 0; round < MOST_ROUNDS && !settled(path, least, round - gained); round++) {
        long bytes = bytesPerRequest(traffic);
        gained = bytes < least ? round : gained;
        least = Math.min(least, bytes);
      }
    }
    assertThat(last).isNotNull();
    MEASURED.put(path, least);
    assertThat(least).as(path.title()).isLessThanOrEqualTo(path.budget());
  }

  private static boolean settled(FlowPath path, long least, int roundsWithoutGain) {
    return least <= path.budget() && roundsWithoutGain >= ROUNDS_WITHOUT_GAIN;
  }

  private long bytesPerRequest(Traffic traffic) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < REQUESTS; i++) {
      last = traffic.send();
    }
    return (THREADS.getCurrentThreadAllocatedBytes() - before) / REQUESTS;
  }
}
