package io.apigw.api.authorize;

import io.apigw.api.ApiKind;
import io.apigw.api.Problem;
import io.apigw.api.ValueExpression;
import io.apigw.api.ValueExpression.RequestHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Lets in callers with a signed token (JWT) of one issuer, made for one of the audiences. Immutable, with value equality.
 *
 * <pre>{@code
 * JwtAuthorizer login = JwtAuthorizer.of("login", "https://id.example.com/", "pets");
 * }</pre>
 *
 * <p>The issuer's keys are found by OIDC discovery at {@code {issuer}/.well-known/openid-configuration} unless a
 * {@link Builder#jwksUri JWKS URI} is given. Neither {@code of} nor {@code build} fails for a wrong value: the API that
 * uses the authorizer reports its {@link #problems()} with all others.
 */
public final class JwtAuthorizer implements Authorizer {

  private final String name;
  private final List<TrustedIssuer> issuers;
  private final ValueExpression identitySource;
  private final Duration clockSkew;
  private final Set<JwtAlgorithm> algorithms;
  private final boolean plainHttp;
  private final List<Problem> unreadableSource;
  private final List<Problem> problems;

  private JwtAuthorizer(Builder from) {
    name = from.name;
    issuers = List.copyOf(from.issuers);
    identitySource = from.identitySource;
    clockSkew = from.clockSkew;
    algorithms = Set.copyOf(from.algorithms);
    plainHttp = from.plainHttp;
    unreadableSource = from.unreadableSource;
    problems = JwtAuthorizerProblems.of(this, unreadableSource);
  }

  /**
   * Returns an authorizer that takes the token from the header {@code Authorization}.
   *
   * @param name its name, unique in an API
   * @param issuer what the token's {@code iss} must equal, character for character: a slash at the end counts
   * @param audience what the token's {@code aud} must contain
   * @param more further audiences, any of which will do
   */
  public static JwtAuthorizer of(String name, String issuer, String audience, String... more) {
    return builder(name).issuer(issuer).audiences(audience).audiences(more).build();
  }

  /**
   * Returns a builder of an authorizer that still needs an issuer and an audience.
   *
   * @param name its name, unique in an API
   */
  public static Builder builder(String name) {
    return new Builder(Objects.requireNonNull(name, "name"));
  }

  /** Returns a builder that starts with all of this authorizer. */
  public Builder toBuilder() {
    Builder builder = new Builder(name);
    builder.issuers.clear();
    builder.issuers.addAll(issuers);
    builder.identitySource = identitySource;
    builder.unreadableSource = unreadableSource;
    builder.clockSkew = clockSkew;
    builder.algorithms = algorithms;
    builder.plainHttp = plainHttp;
    return builder;
  }

  @Override
  public String name() {
    return name;
  }

  /** Returns what the token's {@code iss} must equal, character for character. */
  public String issuer() {
    return issuers.get(0).issuer();
  }

  /** Returns the audiences, one of which the token must name. */
  public List<String> audiences() {
    return issuers.get(0).audiences();
  }

  /** Returns where the issuer's keys are; empty for OIDC discovery. */
  public Optional<String> jwksUri() {
    return issuers.get(0).jwksUri();
  }

  /** Returns all issuers: first the one that {@link #issuer()}, {@link #audiences()} and {@link #jwksUri()} are of. */
  public List<TrustedIssuer> issuers() {
    return issuers;
  }

  /** Returns where the token is: a header or a query parameter. */
  public ValueExpression identitySource() {
    return identitySource;
  }

  /** Returns how far the issuer's clock may be off when a token's times are checked. */
  public Duration clockSkew() {
    return clockSkew;
  }

  /** Returns the algorithms that a token may be signed with. */
  public Set<JwtAlgorithm> algorithms() {
    return algorithms;
  }

  /** Returns whether keys may be fetched without TLS from hosts other than loopback. */
  public boolean plainHttpAllowed() {
    return plainHttp;
  }

  @Override
  public List<Problem> problems() {
    return problems;
  }

  @Override
  public List<Problem> problemsIn(ApiKind kind) {
    return kind == ApiKind.HTTP && issuers.size() > 1
        ? List.of(Problem.expected("issuers", "one in an HTTP API", issuers.size()))
        : List.of();
  }

  @Override
  public String engineHint() {
    return "add .authorizers(StandardAuthorizers.create()) from apigw-auth";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JwtAuthorizer that
        && name.equals(that.name)
        && issuers.equals(that.issuers)
        && identitySource.equals(that.identitySource)
        && clockSkew.equals(that.clockSkew)
        && algorithms.equals(that.algorithms)
        && plainHttp == that.plainHttp
        && problems.equals(that.problems);
  }

  /** The same in every process, so without the algorithms: an enum's hash is not. */
  @Override
  public int hashCode() {
    return Objects.hash(name, issuers, identitySource.toString(), clockSkew, plainHttp);
  }

  /** Returns the kind, name and issuer. */
  @Override
  public String toString() {
    return "JWT authorizer '" + name + "' of " + issuer();
  }

  /** Collects what an authorizer asks of a token. Setters refuse null only. Not thread-safe. */
  public static final class Builder {

    private final String name;
    private final List<TrustedIssuer> issuers = new ArrayList<>(List.of(TrustedIssuer.of("")));
    private ValueExpression identitySource = new RequestHeader("Authorization", false);
    private List<Problem> unreadableSource = List.of();
    private Duration clockSkew = Duration.ZERO;
    private Set<JwtAlgorithm> algorithms =
        Set.of(JwtAlgorithm.RS256, JwtAlgorithm.RS384, JwtAlgorithm.RS512);
    private boolean plainHttp;

    private Builder(String name) {
      this.name = name;
    }

    /**
     * Sets the issuer, an absolute http(s) URI without query and fragment. Required. Plain http is a problem unless the
     * host is loopback or {@link #allowPlainHttp()} is set.
     *
     * @param issuer what the token's {@code iss} must equal, character for character
     */
    public Builder issuer(String issuer) {
      issuers.set(0, issuers.get(0).named(issuer));
      return this;
    }

    /** Adds audiences: the token must name one of them; 1 to 50, as in AWS. */
    public Builder audiences(String... audiences) {
      issuers.set(0, issuers.get(0).andAudiences(List.of(audiences)));
      return this;
    }

    /** Sets where the issuer's keys are, under the rules of {@link #issuer}. Default: OIDC discovery. Ours. */
    public Builder jwksUri(String uri) {
      issuers.set(0, issuers.get(0).jwksUri(uri));
      return this;
    }

    /** Sets the issuer's keys, a JWK set, which are never fetched then. Default: OIDC discovery. Ours. */
    public Builder keySet(String json) {
      issuers.set(0, issuers.get(0).keySet(json));
      return this;
    }

    /**
     * Adds further issuers, each with audiences and keys of its own; a token's {@code iss} selects one. Only in REST APIs,
     * as in AWS. Default: none.
     */
    public Builder alsoTrust(TrustedIssuer... others) {
      issuers.addAll(List.of(others));
      return this;
    }

    /**
     * Sets where the token is. Default {@code $request.header.Authorization}. The value may be the bare token or
     * {@code Bearer <token>}.
     *
     * @param expression a header or a query parameter, such as {@code $request.querystring.token}
     */
    public Builder identitySource(String expression) {
      Objects.requireNonNull(expression, "expression");
      try {
        this.identitySource = ValueExpression.parse(expression);
        this.unreadableSource = List.of();
      } catch (IllegalArgumentException e) {
        this.unreadableSource =
            List.of(new Problem("identitySource", String.valueOf(e.getMessage())));
      }
      return this;
    }

    /**
     * Sets how far the issuer's clock may be off when {@code exp}, {@code nbf} and {@code iat} are checked, up to 10
     * minutes. Default 0 s, as AWS documents none. Ours.
     */
    public Builder clockSkew(Duration skew) {
      this.clockSkew = Objects.requireNonNull(skew, "skew");
      return this;
    }

    /** Sets the algorithms that a token may be signed with, replacing the default RS256, RS384 and RS512. Ours. */
    public Builder algorithms(JwtAlgorithm... algorithms) {
      this.algorithms = Set.copyOf(List.of(algorithms));
      return this;
    }

    /** Allows an issuer or JWKS URI without TLS on any host, as inside a private network. Default: loopback only. Ours. */
    public Builder allowPlainHttp() {
      this.plainHttp = true;
      return this;
    }

    /** Returns the authorizer. Never fails: what is wrong stands in its {@link JwtAuthorizer#problems()}. */
    public JwtAuthorizer build() {
      return new JwtAuthorizer(this);
    }
  }
}
