package io.apigw.auth.policy;

import io.apigw.api.authorize.AccessRequest;
import java.util.List;

/**
 * One key of a statement's condition.
 *
 * @param key the condition key in lower case
 * @param quantifier how many of the request's values must fit
 * @param negated whether a value fits when it is none of the policy's
 * @param ifExists whether the condition holds when the request has no such key
 * @param tests the policy's values
 */
record Condition(
    String key, Quantifier quantifier, boolean negated, boolean ifExists, List<ValueTest> tests) {

  /** How many of the request's values must fit. */
  enum Quantifier {
    ONE,
    ALL,
    ANY,
    /** None is looked at: whether there are any is the question. */
    PRESENCE
  }

  /** Says whether a value of the request is this one of the policy's. */
  @FunctionalInterface
  interface ValueTest {
    boolean matches(String value, AccessRequest request);
  }

  Condition {
    tests = List.copyOf(tests);
  }

  boolean holds(AccessRequest request) {
    List<String> values = request.condition(key);
    if (quantifier == Quantifier.PRESENCE) {
      return anyTest(values.isEmpty() ? "true" : "false", request);
    }
    if (values.isEmpty()) {
      return ifExists || quantifier == Quantifier.ALL || (negated && quantifier == Quantifier.ONE);
    }
    return switch (quantifier) {
      case ALL -> allFit(values, request);
      case ANY -> anyFits(values, request);
      default -> negated ? allFit(values, request) : anyFits(values, request);
    };
  }

  private boolean allFit(List<String> values, AccessRequest request) {
    for (String value : values) {
      if (anyTest(value, request) == negated) {
        return false;
      }
    }
    return true;
  }

  private boolean anyFits(List<String> values, AccessRequest request) {
    for (String value : values) {
      if (anyTest(value, request) != negated) {
        return true;
      }
    }
    return false;
  }

  private boolean anyTest(String value, AccessRequest request) {
    for (ValueTest test : tests) {
      if (test.matches(value, request)) {
        return true;
      }
    }
    return false;
  }
}
