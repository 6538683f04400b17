package io.apigw.api.authorize;

import io.apigw.api.ApiKind;
import io.apigw.api.Problem;
import io.apigw.api.ValueExpression;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * An authorizer of the host's own that looks at the whole request: AWS's Lambda authorizer of type REQUEST. Immutable;
 * equal are two of one name and the same settings, whatever they run.
 *
 * <pre>{@code
 * RequestAuthorizer tenants = RequestAuthorizer.of("tenants", call ->
 *         call.header("X-Tenant").map(Decision::allow).orElse(Decision.unauthorized()))
 *     .identitySources("method.request.header.X-Tenant")
 *     .cacheTtl(Duration.ofMinutes(5));
 * }</pre>
 *
 * <p>The function is asked for each call, unless there are {@linkplain #identitySources identity sources}: then its
 * result is kept for all routes that use the authorizer, and a policy in it is held against each call anew.
 */
public final class RequestAuthorizer implements CustomAuthorizer {

  private final CustomSettings settings;
  private final EventFormat format;
  private final boolean simpleResponses;

  private RequestAuthorizer(CustomSettings settings, EventFormat format, boolean simpleResponses) {
    this.settings = settings;
    this.format = format;
    this.simpleResponses = simpleResponses;
  }

  /**
   * Returns an authorizer whose function runs on the request's thread and must not block.
   *
   * @param name its name, unique in an API
   * @param function decides
   */
  public static RequestAuthorizer of(String name, AuthorizerFunction function) {
    return of(name, new AuthorizerCode.InPlace(function));
  }

  /**
   * Returns an authorizer whose function may block.
   *
   * @param name its name, unique in an API
   * @param executor runs the function; stays the caller's to close
   * @param function decides
   */
  public static RequestAuthorizer of(String name, Executor executor, AuthorizerFunction function) {
    return of(name, new AuthorizerCode.Blocking(executor, function));
  }

  /**
   * Returns an authorizer whose function decides later.
   *
   * @param name its name, unique in an API
   * @param function decides
   */
  public static RequestAuthorizer async(String name, AsyncAuthorizerFunction function) {
    return of(name, new AuthorizerCode.Later(function));
  }

  /**
   * Returns an authorizer that is Lambda-shaped: AWS's event in, its answer out.
   *
   * @param name its name, unique in an API
   * @param function decides
   */
  public static RequestAuthorizer event(String name, EventFunction function) {
    return of(name, new AuthorizerCode.Event(function));
  }

  /**
   * Returns an authorizer that takes AWS's event as the body of a POST and answers 200 with Lambda's answer. Ours.
   *
   * @param name its name, unique in an API
   * @param url where it is, an absolute http(s) URL; called through the gateway's transport
   */
  public static RequestAuthorizer remote(String name, String url) {
    return of(name, new AuthorizerCode.Remote(url));
  }

  /** Returns a name that is bound to code when the gateway is built, by {@code Gateway.builder().bind(…)}. */
  public static RequestAuthorizer named(String name) {
    return of(name, new AuthorizerCode.Unbound());
  }

  /**
   * Returns this authorizer with other identity sources: values that a call must have, all of them and not empty, or it
   * is refused with 401 without asking. They are the key under which results are kept. Default: none.
   *
   * @param sources headers, query parameters, stage variables and variables of the request's context, such as
   *     {@code method.request.header.X-Tenant} or {@code $context.routeKey}; at most 10
   */
  public RequestAuthorizer identitySources(String... sources) {
    return with(settings.withSources(List.of(sources)));
  }

  /**
   * Returns this authorizer with another time for which a result is good, 0 s to 3600 s; 0 keeps none. Default: 300 s,
   * as in AWS, and 0 without identity sources.
   */
  public RequestAuthorizer cacheTtl(Duration ttl) {
    return with(settings.withTtl(ttl));
  }

  /**
   * Returns this authorizer with the event that its Lambda-shaped code gets in an HTTP API. Default: {@link
   * EventFormat#V2}. A REST API has one format only.
   */
  public RequestAuthorizer eventFormat(EventFormat format) {
    return new RequestAuthorizer(
        settings, Objects.requireNonNull(format, "format"), simpleResponses);
  }

  /**
   * Returns this authorizer with Lambda-shaped code that answers {@code {"isAuthorized": true}} in place of a policy.
   * Only in HTTP APIs, with {@link EventFormat#V2}. Default: a policy.
   */
  public RequestAuthorizer simpleResponses() {
    return new RequestAuthorizer(settings, format, true);
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public AuthorizerCode code() {
    return settings.code();
  }

  @Override
  public RequestAuthorizer boundTo(AuthorizerCode code) {
    return with(settings.with(Objects.requireNonNull(code, "code")));
  }

  @Override
  public List<ValueExpression> identitySources() {
    return settings.sources();
  }

  @Override
  public Duration cacheTtl() {
    return settings.cacheTtl();
  }

  /** Returns the event that Lambda-shaped code gets in an HTTP API. */
  public EventFormat eventFormat() {
    return format;
  }

  /** Returns whether Lambda-shaped code answers {@code isAuthorized} in place of a policy. */
  public boolean respondsSimply() {
    return simpleResponses;
  }

  @Override
  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>(settings.problems());
    if (simpleResponses && format == EventFormat.V1) {
      problems.add(Problem.expected("simpleResponses", "event format 2.0", "1.0"));
    }
    return List.copyOf(problems);
  }

  @Override
  public List<Problem> problemsIn(ApiKind kind) {
    return simpleResponses && kind != ApiKind.HTTP
        ? List.of(new Problem("simpleResponses", "expected an HTTP API but was a REST API"))
        : List.of();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RequestAuthorizer that
        && settings.sameValue(that.settings)
        && format == that.format
        && simpleResponses == that.simpleResponses;
  }

  @Override
  public int hashCode() {
    return 31 * settings.hashOfValue() + format.name().hashCode() + (simpleResponses ? 1 : 0);
  }

  /** Returns the kind and the name. */
  @Override
  public String toString() {
    return "REQUEST authorizer '" + settings.name() + "'";
  }

  private static RequestAuthorizer of(String name, AuthorizerCode code) {
    return new RequestAuthorizer(CustomSettings.of(name, code), EventFormat.V2, false);
  }

  private RequestAuthorizer with(CustomSettings other) {
    return new RequestAuthorizer(other, format, simpleResponses);
  }
}
