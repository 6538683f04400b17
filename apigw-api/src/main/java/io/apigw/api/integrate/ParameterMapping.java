package io.apigw.api.integrate;

import io.apigw.api.ApiKind;
import io.apigw.api.ValueExpression;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One change to a request on its way to a back end: what is done ({@link Operation}), where ({@link Location} and name)
 * and with which value. Immutable, with value equality; written in each API kind's own way:
 *
 * <pre>{@code
 * ParameterMapping.parse(ApiKind.REST, "integration.request.header.X-User", "context.authorizer.user");
 * ParameterMapping.parse(ApiKind.HTTP, "overwrite:header.X-User", "$context.authorizer.user");
 * ParameterMapping.parse(ApiKind.HTTP, "remove:querystring.debug", "''");
 * }</pre>
 *
 * <p>Headers that belong to the connection or to the gateway cannot be targets. HTTP APIs refuse them when they are
 * configured; REST APIs fail each request with 500 or drop them silently in AWS, which we refuse here too.
 */
public final class ParameterMapping {

  /** What a mapping does to its target. */
  public enum Operation {
    /** Adds a value to those that are there (HTTP APIs). */
    APPEND,
    /** Replaces all values (HTTP APIs). */
    OVERWRITE,
    /** Removes all values; there is no source (HTTP APIs). */
    REMOVE,
    /** Sets the value, or leaves the target out if the source has none (REST APIs). */
    SET
  }

  /** Which part of a request a mapping changes. */
  public enum Location {
    /** A header. */
    HEADER,
    /** A query parameter. */
    QUERYSTRING,
    /** The whole path in HTTP APIs; a variable of the URI in REST APIs. */
    PATH
  }

  private final Operation operation;
  private final Location location;
  private final String name;
  private final @Nullable ValueExpression source;

  private ParameterMapping(MappingTarget target, @Nullable ValueExpression source) {
    this.operation = target.operation();
    this.location = target.location();
    this.name = target.name();
    this.source = source;
  }

  /**
   * Reads a mapping as AWS writes it.
   *
   * @param kind REST: {@code integration.request.header.X}, {@code .querystring.X}, {@code .path.X}; HTTP:
   *     {@code append:header.X}, {@code overwrite:querystring.X}, {@code remove:header.X}, {@code overwrite:path}
   * @param target what is changed
   * @param source where the value comes from; {@code ''} for {@code remove}
   * @throws IllegalArgumentException if the target is unknown, reserved or of the other kind, or the source cannot be
   *     read
   */
  public static ParameterMapping parse(ApiKind kind, String target, String source) {
    MappingTarget parsed = MappingTarget.parse(kind, target);
    if (parsed.operation() != Operation.REMOVE) {
      return new ParameterMapping(parsed, MappingSource.parse(kind, source));
    }
    if (!source.isEmpty() && !source.equals("''")) {
      throw new IllegalArgumentException("expected '' as the value of a removal but was " + source);
    }
    return new ParameterMapping(parsed, null);
  }

  /** Returns what is done. */
  public Operation operation() {
    return operation;
  }

  /** Returns which part of the request is changed. */
  public Location location() {
    return location;
  }

  /** Returns the name of the header, query parameter or URI variable; empty if the whole path is replaced. */
  public String name() {
    return name;
  }

  /** Returns where the value comes from; empty for a removal. */
  public Optional<ValueExpression> source() {
    return Optional.ofNullable(source);
  }

  /** Returns the target as its API kind writes it, for example {@code overwrite:header.X-User}. */
  public String target() {
    return new MappingTarget(operation, location, name).text();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ParameterMapping that
        && operation == that.operation
        && location == that.location
        && name.equals(that.name)
        && Objects.equals(source, that.source);
  }

  @Override
  public int hashCode() {
    return Objects.hash(operation, location, name, source);
  }

  /** Returns target and source, for example {@code append:header.X = $request.path}. */
  @Override
  public String toString() {
    return target() + " = " + (source == null ? "''" : source.toString());
  }
}
