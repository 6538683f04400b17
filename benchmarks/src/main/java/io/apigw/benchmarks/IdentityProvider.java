package io.apigw.benchmarks;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.RequestExecutor;
import io.apigw.api.integrate.HttpTransport;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.api.integrate.TransportResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An identity provider without a network: it signs tokens, and as a transport answers every request with its key set. */
public final class IdentityProvider implements HttpTransport {

  /** Who has issued the tokens. */
  public static final String ISSUER = "https://id.example.com/";

  /** Where the keys are. */
  public static final String KEYS = "https://id.example.com/keys";

  private final RSAKey key;

  private IdentityProvider(RSAKey key) {
    this.key = key;
  }

  /** Returns a provider with a key of its own. */
  public static IdentityProvider create() {
    try {
      return new IdentityProvider(new RSAKeyGenerator(2048).keyID("benchmark").generate());
    } catch (JOSEException failure) {
      throw new IllegalStateException("the JDK makes RSA keys", failure);
    }
  }

  /**
   * Returns a token of the usual size, good for a day.
   *
   * @param audience for whom it is
   * @param scope what it allows, separated by blanks
   */
  public String token(String audience, String scope) {
    Instant now = Instant.now();
    JWTClaimsSet claims = new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience(audience)
        .subject(UUID.randomUUID().toString())
        .jwtID(UUID.randomUUID().toString())
        .claim("scope", scope)
        .claim("email", "ada@example.com")
        .issueTime(Date.from(now.minusSeconds(60)))
        .expirationTime(Date.from(now.plus(Duration.ofDays(1))))
        .build();
    SignedJWT token = new SignedJWT(
        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
    try {
      token.sign(new RSASSASigner(key));
    } catch (JOSEException failure) {
      throw new IllegalStateException("a fresh RSA key signs RS256", failure);
    }
    return token.serialize();
  }

  @Override
  public CompletionStage<TransportResult> send(TransportRequest request, RequestExecutor executor) {
    request.body().discard();
    return CompletableFuture.completedStage(new TransportResult.Reply(
        200,
        Headers.of("Content-Type", "application/json"),
        Body.json(new JWKSet(key.toPublicJWK()).toString())));
  }
}
