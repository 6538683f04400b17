package io.apigw.testkit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what other threads do, as only tests may; never for ever. */
final class Waits {

  static final int SECONDS = 10;

  private Waits() {}

  /** The value of a stage. */
  static <T> T valueOf(String what, CompletionStage<T> stage) {
    CompletableFuture<T> seen = new CompletableFuture<>();
    var unused = stage.whenComplete((value, fault) -> {
      if (fault != null) {
        seen.completeExceptionally(fault);
      } else if (value == null) {
        seen.completeExceptionally(new NullPointerException("it is null"));
      } else {
        seen.complete(value);
      }
    });
    return wait(what, seen);
  }

  private static <T> T wait(String what, CompletableFuture<T> future) {
    try {
      return future.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw new AssertionError(
          what + ": expected a value but its stage failed: " + failed.getCause(),
          failed.getCause());
    } catch (TimeoutException pending) {
      throw new AssertionError(
          what + ": expected within " + SECONDS
              + " s but it is not there; does it wait for a TestClock that stands still?",
          pending);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(what + ": interrupted while waiting for it", interrupted);
    }
  }
}
