package io.apigw.api.authorize;

import io.apigw.api.ApiKind;
import io.apigw.api.Request;
import io.apigw.api.RequestExecutor;
import io.apigw.api.ValueSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What an authorizer is asked with: the routed request and what its route demands. Thread-safe. */
public final class AuthorizerCall {

  private final ValueSource source;
  private final ApiKind kind;
  private final List<String> scopes;
  private final RequestExecutor executor;

  private AuthorizerCall(
      ValueSource source, ApiKind kind, List<String> scopes, RequestExecutor executor) {
    this.source = source;
    this.kind = kind;
    this.scopes = scopes;
    this.executor = executor;
  }

  /**
   * Returns the call that a gateway makes. Tests of an authorizer use {@link #builder}.
   *
   * @param source what the route knows of the request
   * @param kind the kind of API, on which some answers depend
   * @param scopes the scopes that the route names, of which a token needs one; not copied
   * @param executor the request's thread and timer
   */
  public static AuthorizerCall of(
      ValueSource source, ApiKind kind, List<String> scopes, RequestExecutor executor) {
    return new AuthorizerCall(
        Objects.requireNonNull(source, "source"),
        Objects.requireNonNull(kind, "kind"),
        Objects.requireNonNull(scopes, "scopes"),
        Objects.requireNonNull(executor, "executor"));
  }

  /** Returns a builder for an authorizer's own test. */
  public static Builder builder(Request request) {
    return new Builder(request);
  }

  /** Returns the request as it came; its body has not been read. */
  public Request request() {
    return source.request();
  }

  /** Returns what expressions are read from, for identity sources. */
  public ValueSource source() {
    return source;
  }

  /** Returns the kind of API. */
  public ApiKind kind() {
    return kind;
  }

  /** Returns the scopes that the route names; a token needs at least one of them, unless there are none. */
  public List<String> scopes() {
    return scopes;
  }

  /** Returns the request's thread and timer, for work that outlives the call. */
  public RequestExecutor executor() {
    return executor;
  }

  /**
   * Returns the ARN of the method or route that is called, its path in one spelling whatever the client's was: escapes
   * of characters that need none are resolved, and there is no slash at the end.
   */
  public String methodArn() {
    return MethodArn.canonical(source.context("methodArn").orElse(""));
  }

  /** Returns a variable of the route's path, if the route has it. */
  public Optional<String> pathParameter(String name) {
    return source.pathParameter(name);
  }

  /** Returns a variable of the stage, if the stage has it. */
  public Optional<String> stageVariable(String name) {
    return source.stageVariable(name);
  }

  /** Returns the first value of a header. */
  public Optional<String> header(String name) {
    return request().header(name);
  }

  /** Returns the last value of a query parameter, decoded. */
  public Optional<String> queryParameter(String name) {
    return request().queryParameter(name);
  }

  /** Makes a call for an authorizer's own test. Not thread-safe. */
  public static final class Builder {

    private final Request request;
    private final Map<String, String> pathParameters = new LinkedHashMap<>();
    private final Map<String, String> stageVariables = new LinkedHashMap<>();
    private final Map<String, String> context = new LinkedHashMap<>();
    private ApiKind kind = ApiKind.HTTP;
    private List<String> scopes = List.of();

    private Builder(Request request) {
      this.request = Objects.requireNonNull(request, "request");
    }

    /** Sets a variable of the path. */
    public Builder pathParameter(String name, String value) {
      pathParameters.put(name, value);
      return this;
    }

    /** Sets a variable of the stage. */
    public Builder stageVariable(String name, String value) {
      stageVariables.put(name, value);
      return this;
    }

    /** Sets a variable of {@code $context}, for example {@code methodArn}. */
    public Builder context(String name, String value) {
      context.put(name, value);
      return this;
    }

    /** Sets the kind of API; HTTP unless set. */
    public Builder kind(ApiKind apiKind) {
      this.kind = Objects.requireNonNull(apiKind, "apiKind");
      return this;
    }

    /** Sets the scopes that the route names; none unless set. */
    public Builder scopes(String... names) {
      this.scopes = List.of(names);
      return this;
    }

    /** Returns the call. */
    public AuthorizerCall build() {
      ValueSource source = ValueSource.of(request, pathParameters, stageVariables, context);
      return AuthorizerCall.of(source, kind, scopes, request.executor());
    }
  }
}
