package io.apigw.api.definition;

import io.apigw.api.ApiKind;
import io.apigw.api.DefinitionException;
import io.apigw.api.Problem;
import io.apigw.api.authorize.PolicyDocument;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A REST API: methods on resources, with validation, caching and mocks (AWS's {@code apigateway}). Immutable, with value
 * equality, in which the order of methods and the code of functions do not count.
 *
 * <pre>{@code
 * RestApi orders = RestApi.builder("orders")
 *     .method("GET /orders/{orderId}", m -> m
 *         .cache(Duration.ofMinutes(5), "method.request.path.orderId")
 *         .proxy("http://orders.internal:8080/orders/{orderId}"))
 *     .build();
 * }</pre>
 */
public final class RestApi implements Api {

  private final String id;
  private final String name;
  private final @Nullable Cors cors;
  private final List<RestMethod> methods;
  private final List<RestMethod> written;
  private final boolean defaultEndpointDisabled;
  private final boolean methodOverrideIgnored;
  private final @Nullable PolicyDocument policy;

  private RestApi(
      Builder from, @Nullable Cors cors, List<RestMethod> methods, List<RestMethod> written) {
    this.id = from.id;
    this.name = from.name;
    this.cors = cors;
    this.defaultEndpointDisabled = from.defaultEndpointDisabled;
    this.methodOverrideIgnored = from.methodOverrideIgnored;
    this.policy = from.policy;
    this.methods = List.copyOf(methods);
    this.written = List.copyOf(written);
  }

  /**
   * Returns a builder of an API without methods; it needs at least one.
   *
   * @param id 1 to 64 letters, digits, hyphens and underscores; see {@link Api#id()}
   */
  public static Builder builder(String id) {
    return new Builder(Objects.requireNonNull(id, "id"));
  }

  /**
   * Returns a builder that starts with all of this API; a method declared with one of its keys replaces that method, and
   * what {@code cors(…)} added is made anew for the resources there are then.
   */
  public Builder toBuilder() {
    Builder builder = new Builder(id);
    builder.name = name;
    builder.kept = cors;
    builder.defaultEndpointDisabled = defaultEndpointDisabled;
    builder.methodOverrideIgnored = methodOverrideIgnored;
    builder.policy = policy;
    written.forEach(builder.methods::keep);
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
    return ApiKind.REST;
  }

  @Override
  public boolean defaultEndpointDisabled() {
    return defaultEndpointDisabled;
  }

  /** Returns whether {@code X-HTTP-Method-Override} is left unread. */
  public boolean methodOverrideIgnored() {
    return methodOverrideIgnored;
  }

  /** Returns who may call what, by a policy of the API itself; empty for none. */
  public Optional<PolicyDocument> policy() {
    return Optional.ofNullable(policy);
  }

  /** Returns the methods in the order declared, then those that {@link Builder#cors} stands for. */
  public List<RestMethod> methods() {
    return methods;
  }

  /** Returns the {@link #methods()}. */
  @Override
  public List<RestMethod> routes() {
    return methods;
  }

  @Override
  public <R> R match(
      Function<? super HttpApi, ? extends R> http, Function<? super RestApi, ? extends R> rest) {
    return rest.apply(this);
  }

  /** Returns whether the other has the same identity and methods, whether written or made by {@code cors(…)}. */
  @Override
  public boolean equals(Object other) {
    return other instanceof RestApi that
        && id.equals(that.id)
        && name.equals(that.name)
        && defaultEndpointDisabled == that.defaultEndpointDisabled
        && methodOverrideIgnored == that.methodOverrideIgnored
        && Objects.equals(policy, that.policy)
        && new HashSet<>(methods).equals(new HashSet<>(that.methods));
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        id, name, defaultEndpointDisabled, methodOverrideIgnored, policy, new HashSet<>(methods));
  }

  /** Returns kind, id and the number of methods. */
  @Override
  public String toString() {
    return "REST API '" + id + "' with " + methods.size()
        + (methods.size() == 1 ? " method" : " methods");
  }

  /** Collects an API. Setters refuse null only. Not thread-safe. */
  public static final class Builder {

    private final String id;
    private String name;
    private @Nullable Cors kept;
    private Cors.@Nullable Builder cors;
    private boolean defaultEndpointDisabled;
    private boolean methodOverrideIgnored;
    private @Nullable PolicyDocument policy;
    private final RouteTable<RestMethod> methods = new RouteTable<>(ApiKind.REST);

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
     * Leaves the header {@code X-HTTP-Method-Override} unread. Default: it replaces the verb before routing, as in AWS, so
     * that authorizer, throttle and policy see the verb that is meant.
     */
    public Builder ignoreMethodOverride() {
      this.methodOverrideIgnored = true;
      return this;
    }

    /**
     * Sets who may call what: AWS's resource policy, up to 8192 characters. Default: none, and everybody may call what its
     * authorizer lets them. Needs an engine, {@code Gateway.builder().authorizers(…)}; what is wrong with the policy is said
     * when the API is deployed.
     *
     * <p>With a policy a method without authorizer lets in only what the policy allows; so does one whose authorizer knows
     * callers but not what they may do (JWT, user pools). A custom authorizer's own policy and this one are taken together:
     * what either denies is refused, the function then not even asked where it is this one; else one of them has to allow.
     * Preflights are calls too.
     *
     * @param policy its resources may be short: {@code execute-api:/prod/GET/orders/*}
     */
    public Builder policy(PolicyDocument policy) {
      this.policy = Objects.requireNonNull(policy, "policy");
      return this;
    }

    /**
     * Adds to every resource that has no OPTIONS method one with a mock that answers preflights, as AWS's console does;
     * {@code ANY} counts as none. Default: none.
     *
     * <p>That is all it does: a REST API has no CORS of its own. Functions and back ends must send
     * {@code Access-Control-Allow-Origin} themselves, and the gateway's own errors carry no CORS headers, so a browser
     * hides a 401 or 429 from the page. The answer is the same for all, so only one origin (or {@code *}) can be named.
     * Default of the methods: those of the resource; of the headers: the five that AWS's console fills in.
     */
    public Builder cors(Consumer<? super Cors.Builder> cors) {
      Cors.Builder builder = Cors.builder();
      cors.accept(builder);
      this.cors = builder;
      return this;
    }

    /**
     * Adds a method. The same key twice is a problem; a key of the API that the builder began with replaces its method.
     *
     * @param methodKey such as {@code GET /orders/{orderId}} or {@code ANY /files/{proxy+}}; see {@link RouteKey}
     * @param method says what answers, and what must hold before
     */
    public Builder method(String methodKey, Consumer<? super RestMethod.Builder> method) {
      RestMethod.Builder builder =
          new RestMethod.Builder(id, Objects.requireNonNull(methodKey, "methodKey"));
      method.accept(builder);
      methods.declare(methodKey, builder::build);
      return this;
    }

    /**
     * Returns the API.
     *
     * @throws DefinitionException with all that is wrong
     */
    public RestApi build() {
      List<Problem> problems = new ArrayList<>();
      ApiProblems.identity(id, name, problems);
      Optional<Cors> built =
          cors == null ? Optional.ofNullable(kept) : CorsDraft.build(cors, problems);
      built.ifPresent(configured -> Preflights.check(configured, problems));
      RouteTable<RestMethod> table = methods.copy();
      int written = table.size();
      built.ifPresent(configured -> Preflights.declare(id, configured, table));
      List<RestMethod> all = table.build("methods", problems);
      if (written == 0) {
        problems.add(Problem.expected("methods", "at least one", "none"));
      }
      ApiProblems.authorizers(ApiKind.REST, all, problems);
      ApiProblems.models(all, problems);
      if (!problems.isEmpty()) {
        throw new DefinitionException("REST API '" + id + "'", problems);
      }
      return new RestApi(this, built.orElse(null), all, all.subList(0, written));
    }
  }
}
