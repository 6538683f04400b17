package io.apigw.runtime.outcome;

import io.apigw.api.respond.Rejection;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * What a step hands on: a value, a refusal, or either of them later. A step's own output type is its own outcome, so
 * that nothing is allocated to go on, and a refusal passes every later step without an exception.
 *
 * @param <T> the step's output
 */
public sealed interface Outcome<T> permits Value, Refused, Later {

  /** Goes on with the next step, if there is a value to go on with. */
  <R> Outcome<R> then(Step<? super T, R> step);

  /**
   * Ends the way: makes one result of whatever this is, now or later.
   *
   * @param onValue for a value
   * @param onRefusal for a refusal
   * @param onFault for a fault that came later
   * @param <R> the result
   * @return the result; fails only when one of the functions throws
   */
  <R> CompletionStage<R> end(
      Function<? super T, ? extends CompletionStage<R>> onValue,
      Function<? super Rejection, ? extends CompletionStage<R>> onRefusal,
      Function<? super Throwable, ? extends CompletionStage<R>> onFault);

  /** Refuses the request. */
  static <T> Outcome<T> refused(Rejection rejection) {
    return new Refused<>(rejection);
  }

  /**
   * Asks what answers with a stage, and goes on with the answer: at once when it is there already, else on the
   * request's own thread when it comes, unless the question's limit passes first.
   *
   * @param context what the question is asked about
   * @param question the step object itself, so that nothing is captured
   */
  static <C extends Owned, A, T> Outcome<T> when(C context, Question<C, A, T> question) {
    return Waiting.on(context, question);
  }
}
