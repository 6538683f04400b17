package io.apigw.auth;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;

/**
 * Signatures on the curve Ed25519 by the JDK; Nimbus would need another library for them.
 *
 * @param key the public key
 */
record Ed25519(PublicKey key) implements SignatureCheck {

  private static final int KEY_BYTES = 32;
  private static final int SIGNATURE_BYTES = 64;
  private static final String NAME = "Ed25519";

  /**
   * Reads a public key.
   *
   * @param encoded the point's coordinate y, lowest byte first; its highest bit is the lowest of x
   */
  static Ed25519 of(byte[] encoded) throws GeneralSecurityException {
    if (encoded.length != KEY_BYTES) {
      throw new InvalidKeyException("expected 32 bytes but were " + encoded.length);
    }
    byte[] y = new byte[KEY_BYTES];
    for (int i = 0; i < KEY_BYTES; i++) {
      y[i] = encoded[KEY_BYTES - 1 - i];
    }
    boolean xOdd = (y[0] & 0x80) != 0;
    y[0] = (byte) (y[0] & 0x7f);
    EdECPoint point = new EdECPoint(xOdd, new BigInteger(1, y));
    return new Ed25519(KeyFactory.getInstance(NAME)
        .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point)));
  }

  @Override
  public boolean verify(JWSHeader header, byte[] signed, Base64URL signature)
      throws GeneralSecurityException {
    byte[] bytes = signature.decode();
    if (bytes.length != SIGNATURE_BYTES) {
      return false;
    }
    Signature verifier = Signature.getInstance(NAME);
    verifier.initVerify(key);
    verifier.update(signed);
    return verifier.verify(bytes);
  }
}
