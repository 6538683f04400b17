package io.apigw.api.authorize;

import io.apigw.api.Problem;
import io.apigw.api.ValueExpression;
import io.apigw.api.ValueExpression.RequestHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
  private final String issuer;
  private final List<String> audiences;
  private final @Nullable String jwksUri;
  private final ValueExpression identitySource;
  private final Duration clockSkew;
  private final Set<JwtAlgorithm> algorithms;
  private final boolean plainHttp;
  private final List<Problem> unreadableSource;
  private final List<Problem> problems;

  private JwtAuthorizer(Builder from) {
    name = from.name;
    issuer = from.issuer;
    audiences = List.copyOf(from.audiences);
    jwksUri = from.jwksUri;
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
    builder.issuer = issuer;
    builder.audiences.addAll(audiences);
    builder.jwksUri = jwksUri;
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
    return issuer;
  }

  /** Returns the audiences, one of which the token must name. */
  public List<String> audiences() {
    return audiences;
  }

  /** Returns where the issuer's keys are; empty for OIDC discovery. */
  public Optional<String> jwksUri() {
    return Optional.ofNullable(jwksUri);
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
  public String engineHint() {
    return "add .authorizers(StandardAuthorizers.create()) from apigw-auth";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JwtAuthorizer that
        && name.equals(that.name)
        && issuer.equals(that.issuer)
        && audiences.equals(that.audiences)
        && Objects.equals(jwksUri, that.jwksUri)
        && identitySource.equals(that.identitySource)
        && clockSkew.equals(that.clockSkew)
        && algorithms.equals(that.algorithms)
        && plainHttp == that.plainHttp
        && problems.equals(that.problems);
  }

  /** The same in every process, so without the algorithms: an enum's hash is not. */
  @Override
  public int hashCode() {
    return Objects.hash(
        name, issuer, audiences, jwksUri, identitySource.toString(), clockSkew, plainHttp);
  }

  /** Returns the kind, name and issuer. */
  @Override
  public String toString() {
    return "JWT authorizer '" + name + "' of " + issuer;
  }

  /** Collects what an authorizer asks of a token. Setters refuse null only. Not thread-safe. */
  public static final class Builder {

    private final String name;
    private String issuer = "";
    private final List<String> audiences = new ArrayList<>();
    private @Nullable String jwksUri;
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
      this.issuer = Objects.requireNonNull(issuer, "issuer");
      return this;
    }

    /** Adds audiences: the token must name one of them; 1 to 50, as in AWS. */
    public Builder audiences(String... audiences) {
      this.audiences.addAll(List.of(audiences));
      return this;
    }

    /** Sets where the issuer's keys are, under the rules of {@link #issuer}. Default: OIDC discovery. Ours. */
    public Builder jwksUri(String uri) {
      this.jwksUri = Objects.requireNonNull(uri, "uri");
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
