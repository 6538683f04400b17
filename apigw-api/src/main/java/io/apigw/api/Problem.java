package io.apigw.api;

import java.io.Serializable;
import java.util.Collection;
import java.util.Objects;

/**
 * One thing that is wrong in a definition, and where: {@code routes[GET /pets].timeout: expected 50ms to 29s but was
 * PT0S}. Each owner of a definition puts its own part in front of the path with {@link #under}.
 *
 * @param path where the problem is, such as {@code routes[GET /pets].timeout}; empty for the definition itself
 * @param message what is wrong; control characters in it are escaped
 */
public record Problem(String path, String message) implements Serializable {

  private static final int LONGEST_VALUE = 200;

  /**
   * Says what is wrong at a place.
   *
   * @param path where the problem is; empty for the definition itself
   * @param message what is wrong; control characters in it are escaped
   */
  public Problem {
    path = printable(Objects.requireNonNull(path, "path"));
    message = printable(Objects.requireNonNull(message, "message"));
  }

  /**
   * The usual problem: a value that breaks a rule.
   *
   * @param path where the value stands
   * @param rule what was expected, such as {@code 50ms to 29s}
   * @param actual the value that was found, never a secret; cut after 200 characters
   * @return the problem {@code expected <rule> but was <actual>}
   */
  public static Problem expected(String path, String rule, Object actual) {
    return new Problem(path, expectation(rule, actual));
  }

  /**
   * A name that is none of those that could stand there.
   *
   * @param path where the name stands
   * @param names all names that could stand there
   * @param actual the name that was found; cut after 200 characters
   * @return the problem, with the nearest of the names if one is near
   */
  public static Problem expectedOneOf(String path, Collection<String> names, String actual) {
    String rule = names.isEmpty() ? "nothing" : "one of " + String.join(", ", names);
    return new Problem(path, expectation(rule, actual) + NearNames.hint(names, actual));
  }

  /**
   * The same problem seen from the owner of the thing that has it.
   *
   * @param outer the owner's part of the path, such as {@code routes[GET /pets]}
   * @return the problem with the longer path
   */
  public Problem under(String outer) {
    if (outer.isEmpty() || path.isEmpty()) {
      return new Problem(outer + path, message);
    }
    return new Problem(outer + (path.startsWith("[") ? "" : ".") + path, message);
  }

  /**
   * The line that a reader sees.
   *
   * @return {@code <path>: <message>}, or the message alone if the path is empty
   */
  @Override
  public String toString() {
    return path.isEmpty() ? message : path + ": " + message;
  }

  static String expectation(String rule, Object actual) {
    return "expected " + rule + " but was " + shown(String.valueOf(actual));
  }

  /** A value as messages show it: of bounded length and on one line. */
  static String shown(String value) {
    if (value.isEmpty()) {
      return "empty";
    }
    if (value.length() <= LONGEST_VALUE) {
      return printable(value);
    }
    boolean splitsPair = Character.isHighSurrogate(value.charAt(LONGEST_VALUE - 1));
    return printable(value.substring(0, splitsPair ? LONGEST_VALUE - 1 : LONGEST_VALUE))
        + "… ("
        + value.length()
        + " characters)";
  }

  private static String printable(String text) {
    if (text.chars().allMatch(Problem::isPrintable)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.chars().forEach(c -> {
      if (isPrintable(c)) {
        out.append((char) c);
      } else {
        out.append(String.format("\\u%04x", c));
      }
    });
    return out.toString();
  }

  /** Also false for what turns the direction of text or breaks its line outside ASCII. */
  private static boolean isPrintable(int c) {
    return !Character.isISOControl(c)
        && c != 0x2028
        && c != 0x2029
        && !(c >= 0x202a && c <= 0x202e)
        && !(c >= 0x2066 && c <= 0x2069);
  }
}
