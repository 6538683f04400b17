package io.apigw.api.monitor;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An access log of a stage: which variables of each request are written, and where to. The gateway masks secrets,
 * escapes control characters, and cuts long values, so that an entry is always one line.
 *
 * <p>Two logs are equal when they write the same; where to is code and does not count.
 */
public final class AccessLog {

  private final Optional<String> format;
  private final List<String> variables;
  private final Consumer<String> sink;

  private AccessLog(Optional<String> format, List<String> variables, Consumer<String> sink) {
    this.format = format;
    this.variables = variables;
    this.sink = Objects.requireNonNull(sink, "sink");
  }

  /**
   * Returns a log of JSON objects, one a request.
   *
   * @param sink takes each entry; runs on the request's thread and must not block
   * @param variables names after {@code $context.}; AWS's own standard fields when none are given
   */
  public static AccessLog json(Consumer<String> sink, String... variables) {
    return new AccessLog(Optional.empty(), List.of(variables), sink);
  }

  /**
   * Returns a log in a format of one's own, as AWS has it.
   *
   * @param format text with {@code $context.…} variables; unset ones become {@code -}
   * @param sink takes each entry; runs on the request's thread and must not block
   */
  public static AccessLog of(String format, Consumer<String> sink) {
    return new AccessLog(Optional.of(format), List.of(), sink);
  }

  /** Returns the format; empty for a log of JSON objects. */
  public Optional<String> format() {
    return format;
  }

  /** Returns the names of the variables of a JSON log; empty for AWS's standard fields. */
  public List<String> variables() {
    return variables;
  }

  /** Returns what takes each entry. */
  public Consumer<String> sink() {
    return sink;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AccessLog that
        && that.format.equals(format)
        && that.variables.equals(variables);
  }

  @Override
  public int hashCode() {
    return Objects.hash(format, variables);
  }

  @Override
  public String toString() {
    return "AccessLog[" + format.orElse(variables.isEmpty() ? "json" : "json " + variables) + "]";
  }
}
