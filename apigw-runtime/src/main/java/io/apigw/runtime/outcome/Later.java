package io.apigw.runtime.outcome;

import io.apigw.api.respond.Rejection;
import io.apigw.api.shared.Stages;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An outcome that is not there yet. The steps after it are kept in their order and taken in one go when it is, so that a
 * stage is chained once, at the end, and not for each of them.
 *
 * @param <A> what the stage brings
 * @param <T> what the kept steps make of it
 */
final class Later<A, T> implements Outcome<T> {

  private final CompletionStage<Outcome<A>> stage;
  private final Rest<A, T> rest;

  private Later(CompletionStage<Outcome<A>> stage, Rest<A, T> rest) {
    this.stage = stage;
    this.rest = rest;
  }

  static <A> Outcome<A> of(CompletionStage<Outcome<A>> stage) {
    return new Later<A, A>(stage, outcome -> outcome);
  }

  @Override
  public <R> Outcome<R> then(Step<? super T, R> step) {
    return new Later<>(stage, new Kept<>(rest, step));
  }

  @Override
  public <R> CompletionStage<R> end(
      Function<? super T, ? extends CompletionStage<R>> onValue,
      Function<? super Rejection, ? extends CompletionStage<R>> onRefusal,
      Function<? super Throwable, ? extends CompletionStage<R>> onFault) {
    CompletableFuture<R> result = new CompletableFuture<>();
    var unused = stage.whenComplete((outcome, fault) -> {
      try {
        relay(ended(outcome, fault, onValue, onRefusal, onFault), result);
      } catch (Throwable thrown) {
        result.completeExceptionally(thrown);
      }
    });
    return result;
  }

  private <R> CompletionStage<R> ended(
      @Nullable Outcome<A> outcome,
      @Nullable Throwable fault,
      Function<? super T, ? extends CompletionStage<R>> onValue,
      Function<? super Rejection, ? extends CompletionStage<R>> onRefusal,
      Function<? super Throwable, ? extends CompletionStage<R>> onFault) {
    Outcome<T> last;
    try {
      last = outcome == null ? null : rest.after(outcome);
    } catch (Throwable ofAStep) {
      return onFault.apply(ofAStep);
    }
    return last == null
        ? onFault.apply(fault == null ? nothing() : Stages.causeOf(fault))
        : last.end(onValue, onRefusal, onFault);
  }

  private static <R> void relay(CompletionStage<R> stage, CompletableFuture<R> result) {
    if (Stages.stateOf(stage) == Stages.State.VALUE) {
      result.complete(Stages.valueOf(stage));
      return;
    }
    var unused = stage.whenComplete((value, fault) -> {
      if (fault == null) {
        result.complete(value);
      } else {
        result.completeExceptionally(fault);
      }
    });
  }

  private static Throwable nothing() {
    return new NullPointerException("expected an outcome but was null");
  }

  /** The steps that are kept. */
  private interface Rest<A, T> {

    Outcome<T> after(Outcome<A> outcome);
  }

  /** One more step. */
  private record Kept<A, S, T>(Rest<A, S> before, Step<? super S, T> step) implements Rest<A, T> {

    @Override
    public Outcome<T> after(Outcome<A> outcome) {
      return before.after(outcome).then(step);
    }
  }
}
