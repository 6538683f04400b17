package io.apigw.api.engine;

import io.apigw.api.Problem;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * What an engine makes of a definition at deploy time: a ready step, or everything that is wrong.
 *
 * @param <T> the ready step
 */
public sealed interface Prepared<T> {

  /** Returns a ready step. */
  static <T> Prepared<T> ready(T step) {
    return new Ready<>(step);
  }

  /** Returns problems, with paths relative to the definition. */
  static <T> Prepared<T> faulty(List<Problem> problems) {
    return new Faulty<>(problems);
  }

  /** Returns what one of the two functions makes of this. */
  <R> R match(
      Function<? super T, ? extends R> onReady,
      Function<? super List<Problem>, ? extends R> onFaulty);

  /**
   * A ready step. One that is {@link AutoCloseable} is closed after the last request that uses it.
   *
   * @param step what the requests call
   * @param <T> its type
   */
  record Ready<T>(T step) implements Prepared<T> {

    /** Checks that the step is there. */
    public Ready {
      Objects.requireNonNull(step, "step");
    }

    @Override
    public <R> R match(
        Function<? super T, ? extends R> onReady,
        Function<? super List<Problem>, ? extends R> onFaulty) {
      return onReady.apply(step);
    }
  }

  /**
   * A definition that cannot be executed.
   *
   * @param problems at least one
   * @param <T> the type of the step that was wanted
   */
  record Faulty<T>(List<Problem> problems) implements Prepared<T> {

    /** Copies the list. */
    public Faulty {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("problems: expected at least one but was none");
      }
    }

    @Override
    public <R> R match(
        Function<? super T, ? extends R> onReady,
        Function<? super List<Problem>, ? extends R> onFaulty) {
      return onFaulty.apply(problems);
    }
  }
}
