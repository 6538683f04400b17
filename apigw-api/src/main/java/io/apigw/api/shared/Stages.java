package io.apigw.api.shared;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Looks at a stage that may be complete already, without waiting; the one place that does.
 *
 * <p>Ask {@link #stateOf} first, then as it says {@link #valueOf} or {@link #faultOf}, or continue with the stage's
 * own callbacks while it is pending. A state other than pending is final, so nothing can change between the two
 * questions. For a {@link CompletableFuture} this allocates nothing; {@code CompletableFuture.completedStage} cannot
 * be asked itself and makes a small copy.
 *
 * <p>A stage of a foreign kind may refuse {@code toCompletableFuture()} by an exception, or answer null: it then
 * counts as pending, whatever it is.
 */
public final class Stages {

  private static final int MOST_WRAPPERS = 16;

  /** How far a stage has come. */
  public enum State {
    /** Not complete, or it cannot be seen. */
    PENDING,
    /** Complete with a value. */
    VALUE,
    /** Complete with null, which no interface of ours admits. */
    NOTHING,
    /** Complete with an exception, or cancelled. */
    FAILED
  }

  private Stages() {}

  /**
   * How far a stage has come.
   *
   * @param stage any stage
   * @return its state now
   */
  public static State stateOf(CompletionStage<?> stage) {
    try {
      CompletableFuture<?> future = stage.toCompletableFuture();
      if (future == null || !future.isDone()) {
        return State.PENDING;
      }
      if (future.isCompletedExceptionally()) {
        return State.FAILED;
      }
      return future.getNow(null) == null ? State.NOTHING : State.VALUE;
    } catch (RuntimeException refused) {
      return State.PENDING;
    }
  }

  /**
   * The value of a stage that has one.
   *
   * @param stage a stage in state {@link State#VALUE}
   * @param <T> the type of its value
   * @return the value
   * @throws IllegalStateException if the stage has none
   */
  public static <T> T valueOf(CompletionStage<T> stage) {
    T value = stage.toCompletableFuture().getNow(null);
    if (value == null) {
      throw new IllegalStateException("expected a stage with a value but was one without");
    }
    return value;
  }

  /**
   * Why a stage has failed.
   *
   * @param stage a stage in state {@link State#FAILED}
   * @return the exception itself, free of {@link CompletionException}s around it
   * @throws IllegalStateException if the stage has not failed
   */
  public static Throwable faultOf(CompletionStage<?> stage) {
    try {
      var unused = stage.toCompletableFuture().getNow(null);
    } catch (CompletionException | CancellationException failure) {
      return causeOf(failure);
    }
    throw new IllegalStateException("expected a failed stage but was one that has not failed");
  }

  /**
   * The exception that somebody threw, out of the wrappers that stages put around it.
   *
   * @param failure what a callback received
   * @return the exception without {@link CompletionException}s around it
   */
  public static Throwable causeOf(Throwable failure) {
    Throwable inner = failure;
    for (int i = 0; i < MOST_WRAPPERS && inner instanceof CompletionException; i++) {
      Throwable next = inner.getCause();
      if (next == null) {
        break;
      }
      inner = next;
    }
    return inner;
  }
}
