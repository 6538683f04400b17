package io.apigw.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import io.apigw.api.authorize.JwtAlgorithm;
import io.apigw.auth.fetch.Checked;
import java.security.GeneralSecurityException;
import java.util.Set;

/**
 * A public key of an issuer and the algorithms it may be used with: the key decides on them, never the token.
 *
 * @param id its name in the key set
 * @param algorithms what it may verify
 * @param verifier for this key
 */
record VerificationKey(String id, Set<JwtAlgorithm> algorithms, SignatureCheck verifier) {

  private static final String INVALID = "the token does not have a valid signature";

  /** Whether a token was signed by this key as its header says. */
  Checked<CompactToken> verify(CompactToken token, TokenHeader header) {
    if (!algorithms.contains(header.algorithm())) {
      return Checked.bad(INVALID);
    }
    JWSHeader jws = new JWSHeader(JWSAlgorithm.parse(header.algorithm().name()));
    try {
      boolean valid = verifier.verify(jws, token.signed(), new Base64URL(token.signature()));
      return valid ? Checked.good(token) : Checked.bad(INVALID);
    } catch (JOSEException | GeneralSecurityException malformed) {
      return Checked.bad(INVALID);
    }
  }
}
