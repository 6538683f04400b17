package io.apigw.runtime.deploy;

import io.apigw.api.DefinitionException;
import io.apigw.api.Problem;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All that is wrong with what is to be deployed, each said once and with its path. Not thread-safe. */
public final class Findings {

  private final Set<Problem> problems;
  private final String path;

  private Findings(Set<Problem> problems, String path) {
    this.problems = problems;
    this.path = path;
  }

  /** Returns no findings yet. */
  public static Findings none() {
    return new Findings(new LinkedHashSet<>(), "");
  }

  /** Returns the same findings, where what is added from now on stands under one more part of the path. */
  Findings under(String part) {
    return new Findings(problems, path.isEmpty() ? part : path + "." + part);
  }

  /** Adds a problem, its path relative to here. */
  public void add(Problem problem) {
    problems.add(path.isEmpty() ? problem : problem.under(path));
  }

  /** Adds problems, their paths relative to here. */
  public void addAll(Collection<Problem> more) {
    more.forEach(this::add);
  }

  /**
   * Adds that an engine is missing: a problem of the gateway, wherever it is needed.
   *
   * @param setter the setter of the gateway's builder that takes the engine
   * @param need what needs it
   * @param hint the line to add and the module it comes from
   */
  void missingEngine(String setter, String need, String hint) {
    problems.add(new Problem(
        setter, "expected an engine for the " + need + " of " + path + " but was none; " + hint));
  }

  /** Returns whether nothing is wrong. */
  public boolean isEmpty() {
    return problems.isEmpty();
  }

  /**
   * Throws when anything is wrong.
   *
   * @param title what the problems are in
   * @throws DefinitionException with all problems
   */
  public void throwIfAny(String title) {
    if (!problems.isEmpty()) {
      throw new DefinitionException(title, List.copyOf(problems));
    }
  }
}
