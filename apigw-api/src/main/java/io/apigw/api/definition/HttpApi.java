package io.apigw.api.definition;

import io.apigw.api.ApiKind;
import io.apigw.api.DefinitionException;
import io.apigw.api.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP API: routes to functions and back ends, with little in between (AWS's {@code apigatewayv2}). Immutable, with
 * value equality, in which the order of routes and the code of functions do not count.
 *
 * <pre>{@code
 * HttpApi pets = HttpApi.builder("pets")
 *     .route("GET /pets/{petId}", r -> r.proxy("http://pets.internal:8080/pets/{petId}"))
 *     .route("$default", r -> r.function(call -> Response.of(404)))
 *     .build();
 * }</pre>
 */
public final class HttpApi implements Api {

  private final String id;
  private final String name;
  private final @Nullable Cors cors;
  private final List<HttpRoute> routes;
  private final boolean defaultEndpointDisabled;

  private HttpApi(
      String id,
      String name,
      @Nullable Cors cors,
      List<HttpRoute> routes,
      boolean defaultEndpointDisabled) {
    this.id = id;
    this.name = name;
    this.cors = cors;
    this.routes = List.copyOf(routes);
    this.defaultEndpointDisabled = defaultEndpointDisabled;
  }

  /**
   * Returns a builder of an API without routes.
   *
   * @param id 1 to 64 letters, digits, hyphens and underscores; see {@link Api#id()}
   */
  public static Builder builder(String id) {
    return new Builder(Objects.requireNonNull(id, "id"));
  }

  /** Returns a builder that starts with all of this API; a route declared with one of its keys replaces that route. */
  public Builder toBuilder() {
    Builder builder = new Builder(id);
    builder.name = name;
    builder.kept = cors;
    builder.defaultEndpointDisabled = defaultEndpointDisabled;
    routes.forEach(builder.routes::keep);
    return builder;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ApiKind kind() {
    return ApiKind.HTTP;
  }

  /** Returns the CORS configuration; empty if the back ends see to it themselves. */
  public Optional<Cors> cors() {
    return Optional.ofNullable(cors);
  }

  @Override
  public boolean defaultEndpointDisabled() {
    return defaultEndpointDisabled;
  }

  @Override
  public List<HttpRoute> routes() {
    return routes;
  }

  @Override
  public <R> R match(
      Function<? super HttpApi, ? extends R> http, Function<? super RestApi, ? extends R> rest) {
    return http.apply(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HttpApi that
        && id.equals(that.id)
        && name.equals(that.name)
        && Objects.equals(cors, that.cors)
        && defaultEndpointDisabled == that.defaultEndpointDisabled
        && new HashSet<>(routes).equals(new HashSet<>(that.routes));
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, name, cors, defaultEndpointDisabled, new HashSet<>(routes));
  }

  /** Returns kind, id and the number of routes. */
  @Override
  public String toString() {
    return "HTTP API '" + id + "' with " + routes.size()
        + (routes.size() == 1 ? " route" : " routes");
  }

  /** Collects an API. Setters refuse null only. Not thread-safe. */
  public static final class Builder {

    private final String id;
    private String name;
    private @Nullable Cors kept;
    private Cors.@Nullable Builder cors;
    private boolean defaultEndpointDisabled;
    private final RouteTable<HttpRoute> routes = new RouteTable<>(ApiKind.HTTP);

    private Builder(String id) {
      this.id = id;
      this.name = id;
    }

    /** Sets the name for people. Default: the id. */
    public Builder name(String name) {
      this.name = Objects.requireNonNull(name, "name");
      return this;
    }

    /**
     * Takes the API off its default endpoint, the host whose first label is its id; it answers only where a stage maps a
     * domain to it, and there must be one. Default: the endpoint is there. AWS: {@code disableExecuteApiEndpoint}.
     */
    public Builder disableDefaultEndpoint() {
      this.defaultEndpointDisabled = true;
      return this;
    }

    /**
     * Lets the gateway answer preflights and write the CORS headers on every answer, refusals included; those of back
     * ends are taken off. Default: no CORS. Replaces an earlier configuration.
     */
    public Builder cors(Consumer<? super Cors.Builder> cors) {
      Cors.Builder builder = Cors.builder();
      cors.accept(builder);
      this.cors = builder;
      return this;
    }

    /**
     * Adds a route. The same key twice is a problem; a key of the API that the builder began with replaces its route.
     *
     * @param routeKey such as {@code GET /pets/{petId}}, {@code ANY /files/{proxy+}}, {@code $default}; see
     *     {@link RouteKey}
     * @param route says what answers, and what must hold before
     */
    public Builder route(String routeKey, Consumer<? super HttpRoute.Builder> route) {
      HttpRoute.Builder builder =
          new HttpRoute.Builder(id, Objects.requireNonNull(routeKey, "routeKey"));
      route.accept(builder);
      routes.declare(routeKey, builder::build);
      return this;
    }

    /**
     * Returns the API.
     *
     * @throws DefinitionException with all that is wrong
     */
    public HttpApi build() {
      List<Problem> problems = new ArrayList<>();
      ApiProblems.identity(id, name, problems);
      Optional<Cors> built =
          cors == null ? Optional.ofNullable(kept) : CorsDraft.build(cors, problems);
      List<HttpRoute> all = routes.build("routes", problems);
      ApiProblems.authorizers(ApiKind.HTTP, all, problems);
      if (!problems.isEmpty()) {
        throw new DefinitionException("HTTP API '" + id + "'", problems);
      }
      return new HttpApi(id, name, built.orElse(null), all, defaultEndpointDisabled);
    }
  }
}
