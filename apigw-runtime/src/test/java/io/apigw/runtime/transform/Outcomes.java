package io.apigw.runtime.transform;

import io.apigw.api.respond.Rejection;
import io.apigw.runtime.outcome.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Looks into outcomes that are there. */
public final class Outcomes {

  private Outcomes() {}

  /** Returns the value; fails if it is a refusal, a fault, or not there yet. */
  public static <T> T value(Outcome<T> outcome) {
    CompletionStage<T> end = outcome.end(
        CompletableFuture::completedFuture,
        rejection -> CompletableFuture.failedFuture(new AssertionError("refused: " + rejection)),
        CompletableFuture::failedFuture);
    return now(end);
  }

  /** Returns why it was refused; fails if it was not, or is not decided yet. */
  public static Rejection refusal(Outcome<?> outcome) {
    CompletionStage<Rejection> end = outcome.end(
        value -> CompletableFuture.failedFuture(new AssertionError("not refused: " + value)),
        CompletableFuture::completedFuture,
        CompletableFuture::failedFuture);
    return now(end);
  }

  /** Returns whether it is decided. */
  public static boolean decided(Outcome<?> outcome) {
    return outcome
        .end(
            value -> CompletableFuture.completedFuture(true),
            rejection -> CompletableFuture.completedFuture(true),
            fault -> CompletableFuture.completedFuture(true))
        .toCompletableFuture()
        .isDone();
  }

  private static <T> T now(CompletionStage<T> stage) {
    CompletableFuture<T> future = stage.toCompletableFuture();
    if (!future.isDone()) {
      throw new AssertionError("not there yet");
    }
    return future.join();
  }
}
