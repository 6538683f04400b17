package io.apigw.api.integrate;

import io.apigw.api.ApiKind;
import io.apigw.api.DefinitionException;
import io.apigw.api.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP back end answers: the request is passed on to a URI, changed only where a mapping says so, and the reply is
 * passed back (AWS's HTTP_PROXY). Immutable, with value equality.
 *
 * <pre>{@code
 * .proxy("http://pets.internal:8080/pets/{petId}", http -> http
 *     .requestParameter("overwrite:header.X-Caller", "$context.authorizer.claims.sub"))
 * }</pre>
 */
public final class HttpIntegration implements Integration {

  private final ApiKind kind;
  private final UriTemplate uri;
  private final @Nullable String method;
  private final List<ParameterMapping> requestParameters;

  private HttpIntegration(
      ApiKind kind,
      UriTemplate uri,
      @Nullable String method,
      Collection<ParameterMapping> requestParameters) {
    this.kind = kind;
    this.uri = uri;
    this.method = method;
    this.requestParameters = List.copyOf(requestParameters);
  }

  /**
   * Returns a builder of a pass-through to a URI.
   *
   * @param kind the kind of the API it is for: it decides how mappings are written
   * @param uri see {@link UriTemplate}
   */
  public static Builder builder(ApiKind kind, String uri) {
    return new Builder(Objects.requireNonNull(kind, "kind"), UriTemplate.parse(uri));
  }

  /** Returns a builder that starts with all of this integration. */
  public Builder toBuilder() {
    Builder builder = new Builder(kind, uri);
    builder.method = method;
    requestParameters.forEach(mapping -> builder.requestParameters.put(mapping.target(), mapping));
    return builder;
  }

  /** Returns where requests go. */
  public UriTemplate uri() {
    return uri;
  }

  /** Returns the method that the back end is called with; empty for the client's own. */
  public Optional<String> method() {
    return Optional.ofNullable(method);
  }

  /** Returns the changes to the request, in the order declared. */
  public List<ParameterMapping> requestParameters() {
    return requestParameters;
  }

  @Override
  public <R> R match(
      Function<? super FunctionIntegration, ? extends R> function,
      Function<? super HttpIntegration, ? extends R> http,
      Function<? super MockIntegration, ? extends R> mock) {
    return http.apply(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HttpIntegration that
        && kind == that.kind
        && uri.equals(that.uri)
        && Objects.equals(method, that.method)
        && requestParameters.equals(that.requestParameters);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, uri, method, requestParameters);
  }

  @Override
  public String toString() {
    return "proxy to " + uri;
  }

  /** Collects how requests are passed on. Setters refuse null only. Not thread-safe. */
  public static final class Builder {

    private static final Pattern METHOD = Pattern.compile("[A-Z][A-Z-]{0,31}");

    private final ApiKind kind;
    private final UriTemplate uri;
    private @Nullable String method;
    private final Map<String, ParameterMapping> requestParameters = new LinkedHashMap<>();
    private final Map<String, Problem> unreadable = new LinkedHashMap<>();

    private Builder(ApiKind kind, UriTemplate uri) {
      this.kind = kind;
      this.uri = uri;
    }

    /**
     * Sets the method that the back end is called with, such as {@code POST}. Default, and meant by {@code ANY}: the
     * client's own.
     */
    public Builder method(String method) {
      this.method = Objects.requireNonNull(method, "method").equals("ANY") ? null : method;
      return this;
    }

    /**
     * Changes the request on its way. The same target again replaces the mapping.
     *
     * @param target as the API's kind writes it: {@code overwrite:header.X} in an HTTP API,
     *     {@code integration.request.header.X} in a REST API; see {@link ParameterMapping#parse}
     * @param source where the value comes from, such as {@code $request.querystring.q} or
     *     {@code method.request.querystring.q}
     */
    public Builder requestParameter(String target, String source) {
      Objects.requireNonNull(target, "target");
      Objects.requireNonNull(source, "source");
      requestParameters.remove(target);
      unreadable.remove(target);
      try {
        requestParameters.put(target, ParameterMapping.parse(kind, target, source));
      } catch (IllegalArgumentException e) {
        String path = "requestParameters[" + target + "]";
        unreadable.put(target, new Problem(path, String.valueOf(e.getMessage())));
      }
      return this;
    }

    /**
     * Returns the integration.
     *
     * @throws DefinitionException with all that is wrong: the URI, the method, the mappings
     */
    public HttpIntegration build() {
      List<Problem> problems = new ArrayList<>();
      uri.problems().forEach(problem -> problems.add(problem.under("uri")));
      if (method != null && !METHOD.matcher(method).matches()) {
        problems.add(Problem.expected("method", "a method in upper case", method));
      }
      problems.addAll(unreadable.values());
      if (!problems.isEmpty()) {
        throw new DefinitionException("proxy to " + uri, problems);
      }
      return new HttpIntegration(kind, uri, method, requestParameters.values());
    }
  }
}
