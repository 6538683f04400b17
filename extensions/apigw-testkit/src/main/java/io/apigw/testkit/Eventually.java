package io.apigw.testkit;

import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Waits for what other threads and processes do, as only tests may; never for ever. */
public final class Eventually {

  private static final int PAUSE_MILLIS = 5;
  private static final int ATTEMPTS = 4_000;
  private static final int QUIET_PAUSES = 100;

  private Eventually() {}

  /**
   * Waits until a condition holds, up to about 20 seconds.
   *
   * @param what what is waited for, for the message
   * @param condition asked every few milliseconds
   * @throws AssertionError when it does not hold in time
   */
  public static void holds(String what, BooleanSupplier condition) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (condition.getAsBoolean()) {
        return;
      }
      pause(PAUSE_MILLIS);
    }
    throw new AssertionError(what + ": expected in time but it did not happen");
  }

  /**
   * Waits for the value of a stage, up to 10 seconds.
   *
   * @param <T> its type
   * @param what what is waited for, for the message
   * @param stage the stage
   * @return its value
   * @throws AssertionError when the stage fails, has a null or does not complete in time
   */
  public static <T> T valueOf(String what, CompletionStage<T> stage) {
    return Waits.valueOf(what, Objects.requireNonNull(stage, "stage"));
  }

  /**
   * Waits until a number has stood still for half a second.
   *
   * @param number asked every few milliseconds
   * @return where it stands
   * @throws AssertionError when it does not stand still within about 20 seconds
   */
  public static long standstillOf(LongSupplier number) {
    long last = number.getAsLong();
    int quiet = 0;
    for (int attempt = 0; attempt < ATTEMPTS && quiet < QUIET_PAUSES; attempt++) {
      pause(PAUSE_MILLIS);
      long now = number.getAsLong();
      quiet = now == last ? quiet + 1 : 0;
      last = now;
    }
    if (quiet < QUIET_PAUSES) {
      throw new AssertionError("expected a standstill but it goes on at " + last);
    }
    return last;
  }

  /**
   * Lets other threads go on for a while.
   *
   * @param millis how long
   */
  public static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting", stopped);
    }
  }
}
