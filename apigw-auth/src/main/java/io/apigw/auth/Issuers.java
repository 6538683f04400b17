package io.apigw.auth;

import io.apigw.auth.fetch.Checked;
import java.util.Map;
import java.util.Optional;

/**
 * The issuers that an authorizer trusts. Which of several a token is of it says itself, before it is known to be true: what
 * it says only selects whose keys and rules have to confirm it.
 *
 * @param byName keys and rules of each
 */
record Issuers(Map<String, Trusted> byName) {

  private static final Checked<Trusted> UNKNOWN =
      Checked.bad("the token does not have a valid issuer");

  /**
   * An issuer.
   *
   * @param keys what it signs with
   * @param rules what its tokens must say
   */
  record Trusted(Keys keys, JwtRules rules) {}

  Issuers {
    byName = Map.copyOf(byName);
  }

  Checked<Trusted> of(CompactToken token) {
    if (byName.size() == 1) {
      return Checked.good(byName.values().iterator().next());
    }
    Optional<String> named =
        StrictJson.object(token.claims()).flatMap(claims -> Json.text(claims, "iss"));
    return named
        .flatMap(name -> Optional.ofNullable(byName.get(name)))
        .map(Checked::good)
        .orElse(UNKNOWN);
  }
}
