package io.apigw.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.apigw.api.JsonObject;
import io.apigw.api.authorize.JwtAlgorithm;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPublicKey;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one entry of a key set: only public RSA, EC and Ed25519 keys for signatures, with a name, neither weak nor costly. */
final class PublicKeys {

  private static final int MIN_MODULUS_BITS = 2048;
  private static final int MAX_MODULUS_BITS = 8192;
  private static final int MAX_EXPONENT_BITS = 64;
  private static final int MAX_TEXT = 4096;

  /** A private or secret key that somebody published is known to all. */
  private static final List<String> PRIVATE = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

  private static final Set<JwtAlgorithm> RSA =
      Set.copyOf(EnumSet.range(JwtAlgorithm.RS256, JwtAlgorithm.PS512));
  private static final Map<String, JwtAlgorithm> CURVES =
      Map.of("P-256", JwtAlgorithm.ES256, "P-384", JwtAlgorithm.ES384, "P-521", JwtAlgorithm.ES512);

  private PublicKeys() {}

  /** The key, if it can be used. */
  static Optional<VerificationKey> read(JsonObject jwk) {
    Optional<String> id = text(jwk, "kid");
    if (id.isEmpty()
        || PRIVATE.stream().anyMatch(name -> Json.has(jwk, name))
        || !forSignatures(jwk)) {
      return Optional.empty();
    }
    try {
      return switch (text(jwk, "kty").orElse("")) {
        case "RSA" -> rsa(id.get(), jwk);
        case "EC" -> ec(id.get(), jwk);
        case "OKP" -> ed25519(id.get(), jwk);
        default -> Optional.empty();
      };
    } catch (JOSEException | GeneralSecurityException | RuntimeException malformed) {
      return Optional.empty(); // Nimbus throws several kinds for parts that make no key
    }
  }

  private static boolean forSignatures(JsonObject jwk) {
    boolean use = !Json.has(jwk, "use") || text(jwk, "use").equals(Optional.of("sig"));
    return use && (!Json.has(jwk, "key_ops") || Json.texts(jwk, "key_ops").contains("verify"));
  }

  private static Optional<VerificationKey> rsa(String id, JsonObject jwk) throws JOSEException {
    Optional<String> modulus = text(jwk, "n");
    Optional<String> exponent = text(jwk, "e");
    if (modulus.isEmpty() || exponent.isEmpty()) {
      return Optional.empty();
    }
    RSAPublicKey key = new RSAKey.Builder(
            new Base64URL(modulus.get()), new Base64URL(exponent.get()))
        .build()
        .toRSAPublicKey();
    if (!sound(key.getModulus(), key.getPublicExponent())) {
      return Optional.empty();
    }
    return algorithms(jwk, RSA)
        .map(may -> new VerificationKey(id, may, new RSASSAVerifier(key)::verify));
  }

  private static boolean sound(BigInteger modulus, BigInteger exponent) {
    int bits = modulus.bitLength();
    return bits >= MIN_MODULUS_BITS
        && bits <= MAX_MODULUS_BITS
        && exponent.testBit(0)
        && exponent.compareTo(BigInteger.TWO) > 0
        && exponent.bitLength() <= MAX_EXPONENT_BITS;
  }

  private static Optional<VerificationKey> ec(String id, JsonObject jwk) throws JOSEException {
    String curve = text(jwk, "crv").orElse("");
    JwtAlgorithm algorithm = CURVES.get(curve);
    Optional<String> x = text(jwk, "x");
    Optional<String> y = text(jwk, "y");
    if (algorithm == null || x.isEmpty() || y.isEmpty()) {
      return Optional.empty();
    }
    ECKey key = new ECKey.Builder(
            Curve.parse(curve), new Base64URL(x.get()), new Base64URL(y.get()))
        .build();
    ECDSAVerifier verifier = new ECDSAVerifier(key);
    return algorithms(jwk, Set.of(algorithm))
        .map(may -> new VerificationKey(id, may, verifier::verify));
  }

  private static Optional<VerificationKey> ed25519(String id, JsonObject jwk)
      throws GeneralSecurityException {
    Optional<String> x = text(jwk, "x");
    if (x.isEmpty() || !text(jwk, "crv").equals(Optional.of("Ed25519"))) {
      return Optional.empty();
    }
    SignatureCheck verifier = Ed25519.of(new Base64URL(x.get()).decode());
    return algorithms(jwk, Set.of(JwtAlgorithm.EdDSA))
        .map(may -> new VerificationKey(id, may, verifier));
  }

  /** What a key of its kind may verify, or the one algorithm that its entry names. */
  private static Optional<Set<JwtAlgorithm>> algorithms(
      JsonObject jwk, Set<JwtAlgorithm> ofItsKind) {
    if (!Json.has(jwk, "alg")) {
      return Optional.of(ofItsKind);
    }
    String named = text(jwk, "alg").orElse("");
    return ofItsKind.stream()
        .filter(algorithm -> algorithm.name().equals(named))
        .findFirst()
        .map(Set::of);
  }

  private static Optional<String> text(JsonObject jwk, String name) {
    return Json.text(jwk, name).filter(text -> !text.isEmpty() && text.length() <= MAX_TEXT);
  }
}
