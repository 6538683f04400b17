package io.apigw.api.authorize;

import io.apigw.api.ApiKind;
import io.apigw.api.Problem;
import io.apigw.api.ValueExpression;
import io.apigw.api.ValueExpression.RequestHeader;
import io.apigw.api.shared.BoundedPattern;
import io.apigw.api.shared.Expect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * An authorizer of the host's own that looks at one header, of REST APIs only: AWS's Lambda authorizer of type TOKEN.
 * Immutable; equal are two of one name and the same settings, whatever they run.
 *
 * <p>The whole value of the header is the token, {@code Bearer } included. A call without it, or with two of them, is
 * refused with 401 without asking. A result is kept for calls with the same token, on all methods that use the
 * authorizer; a policy in it is held against each call anew.
 */
public final class TokenAuthorizer implements CustomAuthorizer {

  private static final String AUTHORIZATION = "method.request.header.Authorization";

  private final CustomSettings settings;
  private final @Nullable String validation;

  private TokenAuthorizer(CustomSettings settings, @Nullable String validation) {
    this.settings = settings;
    this.validation = validation;
  }

  /**
   * Returns an authorizer whose function runs on the request's thread and must not block.
   *
   * @param name its name, unique in an API
   * @param function decides
   */
  public static TokenAuthorizer of(String name, AuthorizerFunction function) {
    return of(name, new AuthorizerCode.InPlace(function));
  }

  /**
   * Returns an authorizer whose function may block.
   *
   * @param name its name, unique in an API
   * @param executor runs the function; stays the caller's to close
   * @param function decides
   */
  public static TokenAuthorizer of(String name, Executor executor, AuthorizerFunction function) {
    return of(name, new AuthorizerCode.Blocking(executor, function));
  }

  /**
   * Returns an authorizer whose function decides later.
   *
   * @param name its name, unique in an API
   * @param function decides
   */
  public static TokenAuthorizer async(String name, AsyncAuthorizerFunction function) {
    return of(name, new AuthorizerCode.Later(function));
  }

  /**
   * Returns an authorizer that is Lambda-shaped: AWS's event in, its answer out.
   *
   * @param name its name, unique in an API
   * @param function decides
   */
  public static TokenAuthorizer event(String name, EventFunction function) {
    return of(name, new AuthorizerCode.Event(function));
  }

  /**
   * Returns an authorizer that takes AWS's event as the body of a POST and answers 200 with Lambda's answer. Ours.
   *
   * @param name its name, unique in an API
   * @param url where it is, an absolute http(s) URL; called through the gateway's transport
   */
  public static TokenAuthorizer remote(String name, String url) {
    return of(name, new AuthorizerCode.Remote(url));
  }

  /** Returns a name that is bound to code when the gateway is built, by {@code Gateway.builder().bind(…)}. */
  public static TokenAuthorizer named(String name) {
    return of(name, new AuthorizerCode.Unbound());
  }

  /**
   * Returns this authorizer with another header. Default {@value #AUTHORIZATION}.
   *
   * @param source the header, such as {@code method.request.header.X-Token}
   */
  public TokenAuthorizer identitySource(String source) {
    return new TokenAuthorizer(
        settings.withSources(List.of(Objects.requireNonNull(source, "source"))), validation);
  }

  /**
   * Returns this authorizer with another time for which a result is good, 0 s to 3600 s; 0 keeps none. Default: 300 s,
   * as in AWS.
   */
  public TokenAuthorizer cacheTtl(Duration ttl) {
    return new TokenAuthorizer(settings.withTtl(ttl), validation);
  }

  /**
   * Returns this authorizer with a form that a token must have, or it is refused with 401 without asking. Default: any.
   *
   * @param regex a regular expression that the token must begin with; end it with {@code $} for the whole token. AWS:
   *     {@code identityValidationExpression}
   */
  public TokenAuthorizer validation(String regex) {
    return new TokenAuthorizer(settings, Objects.requireNonNull(regex, "regex"));
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
  public TokenAuthorizer boundTo(AuthorizerCode code) {
    return new TokenAuthorizer(settings.with(Objects.requireNonNull(code, "code")), validation);
  }

  @Override
  public List<ValueExpression> identitySources() {
    return settings.sources();
  }

  @Override
  public Duration cacheTtl() {
    return settings.cacheTtl();
  }

  /** Returns the form that a token must have; empty for any. */
  public Optional<String> validation() {
    return Optional.ofNullable(validation);
  }

  @Override
  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>(settings.problems());
    for (ValueExpression source : settings.sources()) {
      if (!(source instanceof RequestHeader)) {
        problems.add(
            Problem.expected("identitySource", "a header such as " + AUTHORIZATION, source));
      }
    }
    validation()
        .ifPresent(
            regex -> Expect.parses(problems, "validation", () -> BoundedPattern.compile(regex)));
    return List.copyOf(problems);
  }

  @Override
  public List<Problem> problemsIn(ApiKind kind) {
    return kind == ApiKind.REST
        ? List.of()
        : List.of(
            new Problem("", "expected a REQUEST authorizer in an HTTP API but was a TOKEN one"));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenAuthorizer that
        && settings.sameValue(that.settings)
        && Objects.equals(validation, that.validation);
  }

  @Override
  public int hashCode() {
    return 31 * settings.hashOfValue() + Objects.hashCode(validation);
  }

  /** Returns the kind and the name. */
  @Override
  public String toString() {
    return "TOKEN authorizer '" + settings.name() + "'";
  }

  private static TokenAuthorizer of(String name, AuthorizerCode code) {
    return new TokenAuthorizer(
        CustomSettings.of(name, code).withSources(List.of(AUTHORIZATION)), null);
  }
}
