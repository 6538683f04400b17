package io.apigw.api.authorize;

import io.apigw.api.ApiKind;
import io.apigw.api.Problem;
import io.apigw.api.ValueExpression;
import io.apigw.api.ValueExpression.RequestHeader;
import io.apigw.api.shared.BoundedPattern;
import io.apigw.api.shared.Expect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets in the users of a user pool, of REST APIs only: AWS's authorizer of type COGNITO_USER_POOLS. Any OIDC issuer may be
 * the pool. Immutable, with value equality.
 *
 * <p>A method without scopes takes ID tokens, one with scopes takes access tokens, which must have one of them. {@code
 * token_use} tells the two apart; a token of an issuer that does not write it is an access token if it has scopes.
 * Everything else is refused with 401.
 */
public final class CognitoAuthorizer implements Authorizer {

  private static final String AUTHORIZATION = "method.request.header.Authorization";

  private final String name;
  private final List<TrustedIssuer> pools;
  private final String source;
  private final @Nullable String audiencePattern;
  private final boolean plainHttp;

  private CognitoAuthorizer(
      String name,
      List<TrustedIssuer> pools,
      String source,
      @Nullable String audiencePattern,
      boolean plainHttp) {
    this.name = Objects.requireNonNull(name, "name");
    this.pools = List.copyOf(pools);
    this.source = Objects.requireNonNull(source, "source");
    this.audiencePattern = audiencePattern;
    this.plainHttp = plainHttp;
  }

  /**
   * Returns an authorizer that takes the token, bare or after {@code Bearer}, from the header {@code Authorization}.
   *
   * @param name its name, unique in an API
   * @param issuers of the pools, such as {@code https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc}; the token's
   *     {@code iss} selects one
   */
  public static CognitoAuthorizer of(String name, String... issuers) {
    return of(name, Arrays.stream(issuers).map(TrustedIssuer::of).toArray(TrustedIssuer[]::new));
  }

  /**
   * Returns an authorizer of pools whose keys may be elsewhere than discovery says. Audiences do not count here.
   *
   * @param name its name, unique in an API
   * @param pools whose users are let in
   */
  public static CognitoAuthorizer of(String name, TrustedIssuer... pools) {
    return new CognitoAuthorizer(name, List.of(pools), AUTHORIZATION, null, false);
  }

  /**
   * Returns this authorizer with another header.
   *
   * @param header such as {@code method.request.header.X-Token}
   */
  public CognitoAuthorizer identitySource(String header) {
    return new CognitoAuthorizer(name, pools, header, audiencePattern, plainHttp);
  }

  /**
   * Returns this authorizer with a form that a token's {@code aud} must begin with; a token without {@code aud}, as access
   * tokens are, is refused then. Default: any. AWS: {@code identityValidationExpression}
   *
   * @param regex a regular expression
   */
  public CognitoAuthorizer audiencePattern(String regex) {
    return new CognitoAuthorizer(
        name, pools, source, Objects.requireNonNull(regex, "regex"), plainHttp);
  }

  /** Returns this authorizer with issuers allowed that are reached without TLS. Default: loopback only. Ours. */
  public CognitoAuthorizer allowPlainHttp() {
    return new CognitoAuthorizer(name, pools, source, audiencePattern, true);
  }

  @Override
  public String name() {
    return name;
  }

  /** Returns whose users are let in. */
  public List<TrustedIssuer> pools() {
    return pools;
  }

  /**
   * Returns the header that the token is in.
   *
   * @throws IllegalStateException if what was given is none, which {@link #problems()} says
   */
  public ValueExpression identitySource() {
    return header()
        .orElseThrow(
            () -> new IllegalStateException("identitySource: expected a header but was " + source));
  }

  /** Returns the form that a token's {@code aud} must begin with; empty for any. */
  public Optional<String> audiencePattern() {
    return Optional.ofNullable(audiencePattern);
  }

  /** Returns whether keys may be fetched without TLS from hosts other than loopback. */
  public boolean plainHttpAllowed() {
    return plainHttp;
  }

  @Override
  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>(JwtAuthorizerProblems.name(name));
    if (pools.isEmpty()) {
      problems.add(Problem.expected("pools", "at least one", "none"));
    }
    problems.addAll(JwtAuthorizerProblems.issuers("pools", pools, plainHttp));
    if (header().isEmpty()) {
      problems.add(Problem.expected("identitySource", "a header such as " + AUTHORIZATION, source));
    }
    audiencePattern()
        .ifPresent(regex ->
            Expect.parses(problems, "audiencePattern", () -> BoundedPattern.compile(regex)));
    return List.copyOf(problems);
  }

  @Override
  public List<Problem> problemsIn(ApiKind kind) {
    return kind == ApiKind.REST
        ? List.of()
        : List.of(
            new Problem("", "expected a JWT authorizer in an HTTP API but was a user pool's"));
  }

  @Override
  public String engineHint() {
    return "add .authorizers(StandardAuthorizers.create()) from apigw-auth";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CognitoAuthorizer that
        && name.equals(that.name)
        && pools.equals(that.pools)
        && source.equals(that.source)
        && Objects.equals(audiencePattern, that.audiencePattern)
        && plainHttp == that.plainHttp;
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, pools, source, audiencePattern, plainHttp);
  }

  /** Returns the kind, name and pools. */
  @Override
  public String toString() {
    return "user pool authorizer '" + name + "' of " + pools;
  }

  private Optional<ValueExpression> header() {
    try {
      ValueExpression read = ValueExpression.parse(source);
      return read instanceof RequestHeader header && !header.multi()
          ? Optional.of(read)
          : Optional.empty();
    } catch (IllegalArgumentException noExpression) {
      return Optional.empty();
    }
  }
}
