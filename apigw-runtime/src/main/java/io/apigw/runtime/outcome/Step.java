package io.apigw.runtime.outcome;

/**
 * One step of the request's way, ready to run: made when an API is deployed, held in a final field, shared by all
 * requests of a method. Never blocks.
 *
 * @param <T> what it takes
 * @param <R> what it makes
 */
@FunctionalInterface
public interface Step<T, R> {

  /** Takes the output of the step before. */
  Outcome<R> take(T value);
}
