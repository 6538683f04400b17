package io.apigw.runtime.outcome;

import io.apigw.api.respond.Rejection;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The output of a step, which is its own outcome.
 *
 * @param <T> the class itself
 */
public non-sealed interface Value<T extends Value<T>> extends Outcome<T> {

  /** Returns this. */
  T self();

  @Override
  default <R> Outcome<R> then(Step<? super T, R> step) {
    return step.take(self());
  }

  @Override
  default <R> CompletionStage<R> end(
      Function<? super T, ? extends CompletionStage<R>> onValue,
      Function<? super Rejection, ? extends CompletionStage<R>> onRefusal,
      Function<? super Throwable, ? extends CompletionStage<R>> onFault) {
    return onValue.apply(self());
  }
}
