package io.apigw.api.integrate;

import io.apigw.api.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The URI of a back end, with places for values of the request and of the stage:
 *
 * <pre>{@code
 * http://pets.internal:8080/pets/{petId}?view={view}
 * https://${stageVariables.backend}/orders/{proxy}
 * }</pre>
 *
 * <p>{@code {name}} is a variable of the route (REST: or a mapped {@code integration.request.path.name}).
 * {@code ${stageVariables.name}} may stand anywhere but in the scheme and is filled in when the API is deployed. Only http
 * and https; neither user info nor fragment. AWS's syntax; unlike AWS, what cannot be read is a problem when the API is
 * built.
 *
 * <p>Immutable. Two templates are equal if their texts are.
 */
public final class UriTemplate {

  /** Which part of the URI a piece belongs to: it decides how values are encoded and checked. */
  public enum Position {
    /** Host and port; a request's value may have letters, digits, dots and hyphens only. */
    AUTHORITY,
    /** The path, with its leading slash. */
    PATH,
    /** The query, without its question mark. */
    QUERY
  }

  /** A piece of a template. */
  public sealed interface Part {

    /** Returns which part of the URI the piece belongs to. */
    Position position();
  }

  /**
   * Text that is sent as it stands.
   *
   * @param text never empty
   * @param position where
   */
  public record Text(String text, Position position) implements Part {}

  /**
   * A value of the request.
   *
   * @param name the name in the braces
   * @param position where
   */
  public record PathVariable(String name, Position position) implements Part {}

  /**
   * A value of the stage; none is left in a resolved template.
   *
   * @param name the stage variable's name
   * @param position where
   */
  public record StageVariable(String name, Position position) implements Part {}

  private final String text;
  private final String scheme;
  private final List<Part> parts;
  private final List<Problem> problems;

  private UriTemplate(String text, String scheme, List<Part> parts, List<Problem> problems) {
    this.text = text;
    this.scheme = scheme;
    this.parts = List.copyOf(parts);
    this.problems = List.copyOf(problems);
  }

  /**
   * Reads a template. Never fails: what is wrong stands in {@link #problems()}, so that it is reported together with all
   * else that is wrong in an API.
   */
  public static UriTemplate parse(String text) {
    UriTemplateParser parser = new UriTemplateParser(Objects.requireNonNull(text, "text"));
    parser.parse();
    return new UriTemplate(text, parser.scheme(), parser.parts(), parser.problems());
  }

  /** Returns {@code http} or {@code https}; empty if there is a problem with it. */
  public String scheme() {
    return scheme;
  }

  /** Returns the pieces after the scheme: those of the authority, of the path, of the query. */
  public List<Part> parts() {
    return parts;
  }

  /** Returns the pieces of one position, in order. */
  public List<Part> parts(Position position) {
    return parts.stream().filter(part -> part.position() == position).toList();
  }

  /** Returns what is wrong; empty if nothing is. The paths are empty. */
  public List<Problem> problems() {
    return problems;
  }

  /** Returns the names of the request's values in the template. */
  public Set<String> variables() {
    Set<String> names = new LinkedHashSet<>();
    for (Part part : parts) {
      if (part instanceof PathVariable variable) {
        names.add(variable.name());
      }
    }
    return names;
  }

  /** Returns the names of the stage variables in the template. */
  public Set<String> stageVariables() {
    Set<String> names = new LinkedHashSet<>();
    for (Part part : parts) {
      if (part instanceof StageVariable variable) {
        names.add(variable.name());
      }
    }
    return names;
  }

  /** Returns where the back end listens; empty if that depends on a value or there is a problem. */
  public Optional<Origin> origin() {
    List<Part> authority = parts(Position.AUTHORITY);
    return problems.isEmpty() && authority.size() == 1 && authority.get(0) instanceof Text whole
        ? Optional.of(UriAuthority.origin(scheme, whole.text()))
        : Optional.empty();
  }

  /**
   * Returns this template with the stage's values in place, at deploy.
   *
   * @param variables the stage variables
   * @return a template without stage variables; its {@link #problems()} name the variables that are not set, and values
   *     that do not make a URI ({@code host[:port]} in the authority)
   */
  public UriTemplate resolve(Map<String, String> variables) {
    if (stageVariables().isEmpty()) {
      return this;
    }
    List<Problem> unresolved = new ArrayList<>(problems);
    StringBuilder resolved = new StringBuilder(scheme).append("://");
    Position last = Position.AUTHORITY;
    for (Part part : parts) {
      if (part.position() == Position.QUERY && last != Position.QUERY) {
        resolved.append('?');
      }
      last = part.position();
      if (part instanceof Text constant) {
        resolved.append(constant.text());
      } else if (part instanceof PathVariable variable) {
        resolved.append('{').append(variable.name()).append('}');
      } else if (part instanceof StageVariable variable) {
        resolved.append(StageVariableValue.of(variable, variables, unresolved));
      }
    }
    return unresolved.isEmpty()
        ? parse(resolved.toString())
        : new UriTemplate(text, scheme, parts, unresolved);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UriTemplate that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Returns the text as it was given. */
  @Override
  public String toString() {
    return text;
  }
}
