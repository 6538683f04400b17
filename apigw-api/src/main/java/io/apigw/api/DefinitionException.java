package io.apigw.api;

import java.util.List;
import java.util.Objects;

/**
 * A definition that cannot be built or deployed, with all its problems at once.
 *
 * <p>The message has a first line such as {@code 3 problems in HTTP API 'pets'} and then one line, indented by two
 * blanks, for each problem.
 */
public final class DefinitionException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String title;
  private final Problem[] problems;

  /**
   * Reports the problems of one definition.
   *
   * @param title what has the problems, such as {@code HTTP API 'pets'}
   * @param problems what is wrong, in the order in which the message lists it
   * @throws IllegalArgumentException if there is no problem: then there is nothing to throw
   */
  public DefinitionException(String title, List<Problem> problems) {
    super(message(title, problems));
    this.title = title;
    this.problems = problems.toArray(new Problem[0]);
  }

  /**
   * What has the problems.
   *
   * @return for example {@code HTTP API 'pets'}
   */
  public String title() {
    return title;
  }

  /**
   * All that is wrong.
   *
   * @return at least one problem, in the order of the message
   */
  public List<Problem> problems() {
    return List.of(problems);
  }

  private static String message(String title, List<Problem> problems) {
    Objects.requireNonNull(title, "title");
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("expected at least one problem in " + title);
    }
    StringBuilder out = new StringBuilder();
    out.append(problems.size()).append(problems.size() == 1 ? " problem in " : " problems in ");
    out.append(title);
    problems.forEach(problem -> out.append("\n  ").append(problem));
    return out.toString();
  }
}
