package io.apigw.netty;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Waits for what happens on other threads, with a limit. */
final class Waiting {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private Waiting() {}

  static void until(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + LIMIT);
      }
      pause(2);
    }
  }

  /** Lets other threads go on for a moment. */
  static void pause(int millis) throws InterruptedException {
    boolean unused = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
  }

  /** Waits until a number has not changed for a while. */
  static void untilSteady(LongSupplier number) throws InterruptedException {
    long last = number.getAsLong();
    int quiet = 0;
    while (quiet < 20) {
      pause(10);
      long now = number.getAsLong();
      quiet = now == last ? quiet + 1 : 0;
      last = now;
    }
  }
}
