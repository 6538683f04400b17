package io.apigw.testkit;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * An answer that a fake gives when a test says so: until then whoever asked waits. Thread-safe.
 *
 * @param <T> the answer
 */
public final class LaterAnswer<T> {

  private final CompletableFuture<T> stage = new CompletableFuture<>();

  LaterAnswer() {}

  /**
   * Gives the answer, on this thread.
   *
   * @param answer what whoever asked gets
   */
  public void give(T answer) {
    stage.complete(Objects.requireNonNull(answer, "answer"));
  }

  /**
   * Fails instead, on this thread.
   *
   * @param fault what whoever asked gets
   */
  public void fail(Throwable fault) {
    stage.completeExceptionally(Objects.requireNonNull(fault, "fault"));
  }

  CompletionStage<T> stage() {
    return stage;
  }
}
