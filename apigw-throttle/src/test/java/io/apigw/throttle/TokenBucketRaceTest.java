package io.apigw.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.throttle.Permit;
import io.apigw.api.throttle.Rate;
import io.apigw.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenBucketRaceTest {

  private static final int THREADS = 200;

  @ParameterizedTest
  @ValueSource(strings = {"", "one client"})
  void twoHundredThreadsGetTheBurstAndTheRateAndNoMore(String key) throws InterruptedException {
    TestClock clock = TestClock.create();
    TokenBucketLimiter limiter =
        new TokenBucketLimiter(BucketMaker.of(Rate.perSecond(5).burst(10), clock), 10);
    AtomicInteger granted = new AtomicInteger();
    AtomicBoolean over = new AtomicBoolean();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Thread thread = new Thread(() -> {
        while (!over.get()) {
          if (limiter.acquire(key).toCompletableFuture().join().equals(Permit.granted())) {
            granted.incrementAndGet();
          }
        }
      });
      threads.add(thread);
      thread.start();
    }
    waitFor(granted, 10); // a key's bucket begins with its first request, and is full at most
    for (int second = 1; second <= 10; second++) {
      for (int step = 0; step < 1_000; step++) {
        clock.advance(Duration.ofMillis(1));
      }
      waitFor(granted, 10 + 5 * second);
    }
    over.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(granted.get()).isEqualTo(10 + 5 * 10);
  }

  private static void waitFor(AtomicInteger granted, int expected) {
    long end = System.nanoTime() + 20_000_000_000L;
    while (granted.get() < expected && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
