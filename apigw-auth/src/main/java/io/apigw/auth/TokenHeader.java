package io.apigw.auth;

import io.apigw.api.JsonObject;
import io.apigw.api.authorize.JwtAlgorithm;
import io.apigw.auth.fetch.Checked;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a token says about its signature, and all that is believed of it: an algorithm among those allowed and the name
 * of a key. A key or the address of one is not believed but refused, and so is whatever would have to be understood.
 *
 * @param algorithm how it is said to be signed
 * @param keyId the name of the key
 */
record TokenHeader(JwtAlgorithm algorithm, String keyId) {

  private static final List<String> REFUSED =
      List.of("crit", "b64", "zip", "jwk", "jku", "x5c", "x5u");
  private static final int MAX_KEY_ID = 1024;

  static Checked<TokenHeader> read(JsonObject header, Set<JwtAlgorithm> allowed) {
    Optional<JwtAlgorithm> algorithm =
        Json.text(header, "alg").flatMap(TokenHeader::algorithm).filter(allowed::contains);
    if (algorithm.isEmpty()) {
      return Checked.bad("the token is signed by an algorithm that is not allowed");
    }
    if (REFUSED.stream().anyMatch(name -> Json.has(header, name))) {
      return Checked.bad("the token has a header parameter that is not allowed");
    }
    Optional<String> keyId =
        Json.text(header, "kid").filter(kid -> !kid.isEmpty() && kid.length() <= MAX_KEY_ID);
    return keyId
        .map(kid -> Checked.good(new TokenHeader(algorithm.get(), kid)))
        .orElse(Checked.bad("the token has no key id"));
  }

  private static Optional<JwtAlgorithm> algorithm(String name) {
    for (JwtAlgorithm algorithm : JwtAlgorithm.values()) {
      if (algorithm.name().equals(name)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }
}
