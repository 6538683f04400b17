package io.apigw.api.definition;

import io.apigw.api.ApiKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Which requests a route takes, written as AWS writes it: {@code GET /pets/{petId}}, {@code ANY /files/{proxy+}}, and in
 * HTTP APIs {@code $default} for all that no other route takes.
 *
 * <p>A path's segments are literal text, a variable that takes one whole segment, or, as the last, a greedy variable that
 * takes one or more. Paths are case-sensitive. Immutable; two keys are equal if their texts are.
 */
public final class RouteKey {

  /** The key of the route that takes what no other takes, in HTTP APIs. */
  public static final String DEFAULT = "$default";

  /** The verb that stands for all of {@link #VERBS}. */
  public static final String ANY = "ANY";

  /** The verbs a key may name, besides {@link #ANY}. */
  public static final List<String> VERBS =
      List.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

  /** One part of a path, between slashes. */
  public sealed interface Segment {

    /** Returns the segment as a key writes it. */
    String text();
  }

  /**
   * A segment that must be there character for character, undecoded.
   *
   * @param text the segment; empty only after the last slash of an HTTP API's key such as {@code GET /pets/}
   */
  public record Literal(String text) implements Segment {}

  /**
   * A variable that takes one segment.
   *
   * @param name the name in the braces
   */
  public record Parameter(String name) implements Segment {
    @Override
    public String text() {
      return "{" + name + "}";
    }
  }

  /**
   * A variable that takes the rest of the path, at least one segment. Always the last.
   *
   * @param name the name in the braces, without the plus sign
   */
  public record Greedy(String name) implements Segment {
    @Override
    public String text() {
      return "{" + name + "+}";
    }
  }

  private final String text;
  private final String verb;
  private final List<Segment> segments;

  RouteKey(String text, String verb, List<Segment> segments) {
    this.text = text;
    this.verb = verb;
    this.segments = List.copyOf(segments);
  }

  /**
   * Reads a key.
   *
   * @param kind REST APIs take segments of {@code A-Z a-z 0-9 . _ , : -}, neither a slash at the end nor {@code $default};
   *     HTTP APIs take any character of a URI's path
   * @param text a verb or {@code ANY}, a space and a path; or {@code $default}
   * @throws IllegalArgumentException if the text is no key of that kind; the message says what was expected
   */
  public static RouteKey parse(ApiKind kind, String text) {
    return RouteKeyParser.parse(
        Objects.requireNonNull(kind, "kind"), Objects.requireNonNull(text, "text"));
  }

  /** Returns the verb, or {@link #ANY}; {@code ANY} for {@code $default}. */
  public String verb() {
    return verb;
  }

  /** Returns whether every verb is taken that no route of the same path names. */
  public boolean anyVerb() {
    return verb.equals(ANY);
  }

  /** Returns whether this is {@code $default}, which takes all that no other route takes. */
  public boolean catchAll() {
    return text.equals(DEFAULT);
  }

  /** Returns the path with its variables, such as {@code /pets/{petId}}; empty for {@code $default}. */
  public String path() {
    return catchAll() ? "" : text.substring(verb.length() + 1);
  }

  /** Returns the path's segments; none for {@code /} and for {@code $default}. */
  public List<Segment> segments() {
    return segments;
  }

  /** Returns the names of the path's variables from left to right. */
  public List<String> variables() {
    List<String> names = new ArrayList<>();
    for (Segment segment : segments) {
      if (segment instanceof Parameter parameter) {
        names.add(parameter.name());
      } else if (segment instanceof Greedy greedy) {
        names.add(greedy.name());
      }
    }
    return List.copyOf(names);
  }

  /** Returns whether both keys take the very same requests: they differ in the names of variables at most. */
  public boolean sameShape(RouteKey other) {
    return verb.equals(other.verb) && shape().equals(other.shape());
  }

  /** The path without the names of its variables. */
  String shape() {
    return catchAll() ? DEFAULT : shape(segments.size());
  }

  /** The path of the first segments without the names of their variables. */
  String shape(int count) {
    StringBuilder shape = new StringBuilder();
    for (Segment segment : segments.subList(0, count)) {
      shape.append('/');
      if (segment instanceof Literal literal) {
        shape.append(literal.text());
      } else {
        shape.append(segment instanceof Greedy ? "{+}" : "{}");
      }
    }
    return shape.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RouteKey that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Returns the key as AWS writes it. */
  @Override
  public String toString() {
    return text;
  }
}
