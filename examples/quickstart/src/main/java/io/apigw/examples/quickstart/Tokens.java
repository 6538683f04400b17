package io.apigw.examples.quickstart;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/** Signs tokens as an identity provider would, with a key made at the start. */
final class Tokens {

  private final RSAKey key;

  private Tokens(RSAKey key) {
    this.key = key;
  }

  static Tokens create() throws JOSEException {
    return new Tokens(new RSAKeyGenerator(2048).keyID("quickstart").generate());
  }

  /** The public key, as a JWK set. */
  String keySet() {
    return new JWKSet(key.toPublicJWK()).toString();
  }

  /** A token for an hour. */
  String token(String issuer, String scope) {
    JWTClaimsSet claims = new JWTClaimsSet.Builder()
        .issuer(issuer)
        .audience("pets")
        .subject("ada")
        .claim("scope", scope)
        .expirationTime(Date.from(Instant.now().plus(Duration.ofHours(1))))
        .build();
    SignedJWT token = new SignedJWT(
        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
    try {
      token.sign(new RSASSASigner(key));
    } catch (JOSEException impossible) {
      throw new IllegalStateException("a fresh RSA key signs RS256", impossible);
    }
    return token.serialize();
  }
}
