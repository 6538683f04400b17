package io.apigw.api.shared;

import io.apigw.api.ByteSize;
import io.apigw.api.Problem;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * Checks values of a definition and notes what is wrong, so that rule, check and message are written once and cannot
 * disagree: {@code timeout: expected 50ms to 29s but was PT0S}.
 *
 * <p>Every check adds at most one problem to the list that it is given and tells whether the value was right.
 */
public final class Expect {

  private Expect() {}

  /**
   * A value with a rule of its own.
   *
   * @param problems where to note a problem
   * @param path where the value stands
   * @param rule the rule in words, such as {@code a name without blanks}
   * @param value the value, never a secret
   * @param holds whether a value keeps the rule
   * @param <T> the value's type
   * @return whether the value keeps the rule
   */
  public static <T> boolean that(
      List<Problem> problems, String path, String rule, T value, Predicate<? super T> holds) {
    boolean right = holds.test(value);
    if (!right) {
      problems.add(Problem.expected(path, rule, value));
    }
    return right;
  }

  /**
   * A duration within bounds.
   *
   * @param problems where to note a problem
   * @param path where the value stands
   * @param value the duration
   * @param min the shortest that is right
   * @param max the longest that is right
   * @return whether the value is right
   */
  public static boolean duration(
      List<Problem> problems, String path, Duration value, Duration min, Duration max) {
    return range(problems, path, value, new Range<>(min, max, shown(min) + " to " + shown(max)));
  }

  /**
   * A whole number within bounds.
   *
   * @param problems where to note a problem
   * @param path where the value stands
   * @param value the number
   * @param min the least that is right
   * @param max the greatest that is right
   * @return whether the value is right
   */
  public static boolean number(
      List<Problem> problems, String path, long value, long min, long max) {
    return range(problems, path, value, new Range<>(min, max, min + " to " + max));
  }

  /**
   * An amount of bytes within bounds.
   *
   * @param problems where to note a problem
   * @param path where the value stands
   * @param value the amount
   * @param min the least that is right
   * @param max the greatest that is right
   * @return whether the value is right
   */
  public static boolean size(
      List<Problem> problems, String path, ByteSize value, ByteSize min, ByteSize max) {
    return range(problems, path, value, new Range<>(min, max, min + " to " + max));
  }

  /**
   * A text of at least one and at most so many characters.
   *
   * @param problems where to note a problem
   * @param path where the value stands
   * @param value the text, never a secret
   * @param max the greatest length
   * @return whether the value is right
   */
  public static boolean length(List<Problem> problems, String path, String value, int max) {
    String rule = "1 to " + max + " characters";
    if (value.length() > max) {
      problems.add(Problem.expected(path, rule, value.length() + " characters"));
      return false;
    }
    return that(problems, path, rule, value, text -> !text.isEmpty());
  }

  /**
   * One of some names; the problem tells which comes near.
   *
   * @param problems where to note a problem
   * @param path where the value stands
   * @param value the name
   * @param names all names that are right, in the order in which to list them
   * @return whether the value is right
   */
  public static boolean oneOf(
      List<Problem> problems, String path, String value, Collection<String> names) {
    boolean right = names.contains(value);
    if (!right) {
      problems.add(Problem.expectedOneOf(path, names, value));
    }
    return right;
  }

  /**
   * Something that a {@code parse} or {@code of} accepts: what it throws becomes the problem.
   *
   * @param problems where to note a problem
   * @param path where the value stands
   * @param parse makes the value, or throws {@link IllegalArgumentException} and says why
   * @return whether it was made
   */
  public static boolean parses(List<Problem> problems, String path, Runnable parse) {
    try {
      parse.run();
      return true;
    } catch (IllegalArgumentException wrong) {
      problems.add(new Problem(path, String.valueOf(wrong.getMessage())));
      return false;
    }
  }

  /**
   * The message without a path, for what {@code of} and {@code parse} throw.
   *
   * @param rule the rule in words
   * @param actual the value, never a secret; cut after 200 characters
   * @return {@code expected <rule> but was <actual>}
   */
  public static String message(String rule, Object actual) {
    return Problem.expected("", rule, actual).message();
  }

  private static <T extends Comparable<T>> boolean range(
      List<Problem> problems, String path, T value, Range<T> range) {
    return that(problems, path, range.rule, value, range::contains);
  }

  /** As people write it where that is exact, else as Java does. */
  private static String shown(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 0 || !duration.equals(Duration.ofMillis(millis))) {
      return duration.toString();
    }
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }

  private record Range<T extends Comparable<T>>(T min, T max, String rule) {
    private boolean contains(T value) {
      return value.compareTo(min) >= 0 && value.compareTo(max) <= 0;
    }
  }
}
