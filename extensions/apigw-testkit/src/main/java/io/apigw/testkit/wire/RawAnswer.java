package io.apigw.testkit.wire;

import java.util.List;

/**
 * What a server said, line by line.
 *
 * @param lines status line and header lines, in their order and casing
 * @param body its body as Latin-1
 */
public record RawAnswer(List<String> lines, String body) {

  /** Copies the list. */
  public RawAnswer {
    lines = List.copyOf(lines);
  }

  /**
   * Returns the status.
   *
   * @return its number
   */
  public int status() {
    return Integer.parseInt(lines.get(0).split(" ", 3)[1]);
  }

  /**
   * Returns the value of the only line of a name.
   *
   * @param name in any casing
   * @return empty when there is none
   * @throws AssertionError when there are several
   */
  public String field(String name) {
    return WireText.field(lines, name);
  }

  /**
   * Returns the values of all lines of a name.
   *
   * @param name in any casing
   * @return in order
   */
  public List<String> fields(String name) {
    return WireText.fields(lines, name);
  }

  @Override
  public String toString() {
    return String.join("\n", lines) + "\n\n" + body;
  }
}
