package io.apigw.integration;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;

/** An identity provider on a socket: discovery, keys, tokens; and it can have an outage. */
final class Issuer implements AutoCloseable {

  private final RSAKey key;
  private final Backend server;
  private final AtomicInteger keyFetches = new AtomicInteger();
  private volatile boolean down;

  private Issuer(RSAKey key) throws IOException {
    this.key = key;
    this.server = Backend.start(this::answer);
  }

  static Issuer start() throws IOException, JOSEException {
    return new Issuer(new RSAKeyGenerator(2048).keyID("first").generate());
  }

  String url() {
    return server.url();
  }

  /** From now on it answers 503 to everything, or no longer. */
  void down(boolean outage) {
    this.down = outage;
  }

  int keyFetches() {
    return keyFetches.get();
  }

  /** A token for the audience {@code pets}, for an hour of real time. */
  String token(String subject, String scope) throws JOSEException {
    return token(subject, scope, "first", Duration.ofHours(1));
  }

  String token(String subject, String scope, String keyId, Duration life) throws JOSEException {
    JWTClaimsSet claims = new JWTClaimsSet.Builder()
        .issuer(url())
        .audience("pets")
        .subject(subject)
        .claim("scope", scope)
        .issueTime(Date.from(Instant.now().minusSeconds(60)))
        .expirationTime(Date.from(Instant.now().plus(life)))
        .build();
    SignedJWT token =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build(), claims);
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private String answer(Backend.Received request) {
    if (down) {
      return Backend.reply(503, "");
    }
    if (request.target().equals("/.well-known/openid-configuration")) {
      return json("{\"issuer\":\"" + url() + "\",\"jwks_uri\":\"" + url() + "/keys\"}");
    }
    keyFetches.incrementAndGet();
    return json(new JWKSet(key.toPublicJWK()).toString());
  }

  private static String json(String text) {
    return Backend.reply(200, text, "Content-Type: application/json");
  }
}
