package io.apigw.runtime.outcome;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * What a step asks somebody who may answer later: an authorizer, a limiter's store, a back end.
 *
 * @param <C> what it is asked about
 * @param <A> the answer
 * @param <T> the step's output
 */
public interface Question<C, A, T> {

  /** Asks; runs on the request's thread. An exception or null is a fault. */
  CompletionStage<A> ask(C context) throws Exception;

  /** Goes on with the answer, on the request's thread. */
  Outcome<T> use(C context, A answer);

  /** Goes on after an exception, a failed stage, or null. */
  Outcome<T> fault(C context, Throwable fault);

  /** Goes on when the limit has passed; an answer that comes later is {@linkplain #unused dropped}. */
  Outcome<T> late(C context);

  /** Returns whether a timer is needed; not so where the party that is asked keeps the time itself. */
  default boolean timed(C context) {
    return true;
  }

  /** Returns how long the answer may take; asked only when it was not there at once, and a timer is needed. */
  Duration limit(C context);

  /** Frees what an answer holds that came too late; runs on whatever thread brought it. */
  default void unused(C context, A answer) {}
}
