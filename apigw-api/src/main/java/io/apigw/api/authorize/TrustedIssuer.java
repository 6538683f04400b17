package io.apigw.api.authorize;

import io.apigw.api.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who signs tokens, for whom, and with which keys. Immutable, with value equality. */
public final class TrustedIssuer {

  private final String issuer;
  private final List<String> audiences;
  private final @Nullable String jwksUri;
  private final @Nullable String keySet;

  private TrustedIssuer(
      String issuer, List<String> audiences, @Nullable String jwksUri, @Nullable String keySet) {
    this.issuer = Objects.requireNonNull(issuer, "issuer");
    this.audiences = List.copyOf(audiences);
    this.jwksUri = jwksUri;
    this.keySet = keySet;
  }

  /**
   * Returns an issuer whose keys are found by OIDC discovery at {@code {issuer}/.well-known/openid-configuration}.
   *
   * @param issuer an absolute http(s) URI; what a token's {@code iss} must equal, character for character
   * @param audiences one of which a token must name
   */
  public static TrustedIssuer of(String issuer, String... audiences) {
    return new TrustedIssuer(issuer, List.of(audiences), null, null);
  }

  /** Returns this issuer with keys that are fetched from an address, without discovery. Ours. */
  public TrustedIssuer jwksUri(String uri) {
    return new TrustedIssuer(issuer, audiences, Objects.requireNonNull(uri, "uri"), keySet);
  }

  /**
   * Returns this issuer with keys that are given here and never fetched. Ours.
   *
   * @param json a JWK set
   */
  public TrustedIssuer keySet(String json) {
    return new TrustedIssuer(issuer, audiences, jwksUri, Objects.requireNonNull(json, "json"));
  }

  /** Returns what a token's {@code iss} must equal. */
  public String issuer() {
    return issuer;
  }

  /** Returns the audiences, one of which a token must name. */
  public List<String> audiences() {
    return audiences;
  }

  /** Returns where the keys are; empty for discovery. */
  public Optional<String> jwksUri() {
    return Optional.ofNullable(jwksUri);
  }

  /** Returns the keys, a JWK set, where they are given. */
  public Optional<String> keySet() {
    return Optional.ofNullable(keySet);
  }

  TrustedIssuer andAudiences(List<String> more) {
    List<String> all = new ArrayList<>(audiences);
    all.addAll(more);
    return new TrustedIssuer(issuer, all, jwksUri, keySet);
  }

  TrustedIssuer named(String name) {
    return new TrustedIssuer(name, audiences, jwksUri, keySet);
  }

  List<Problem> problems(boolean plainHttp) {
    List<Problem> problems = new ArrayList<>(IssuerUrl.issuer(issuer, plainHttp));
    jwksUri().ifPresent(uri -> problems.addAll(IssuerUrl.jwksUri(uri, plainHttp)));
    if (jwksUri != null && keySet != null) {
      problems.add(new Problem("keySet", "expected either a key set or its address but was both"));
    }
    return problems;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TrustedIssuer that
        && issuer.equals(that.issuer)
        && audiences.equals(that.audiences)
        && Objects.equals(jwksUri, that.jwksUri)
        && Objects.equals(keySet, that.keySet);
  }

  @Override
  public int hashCode() {
    return Objects.hash(issuer, audiences, jwksUri, keySet);
  }

  /** Returns the issuer's name. */
  @Override
  public String toString() {
    return issuer;
  }
}
