package io.apigw.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signatures that no private key has made. */
final class ForgedSignatures {

  private static final BigInteger P256_ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private ForgedSignatures() {}

  static byte[] of(String how, String content) {
    return switch (how) {
      case "nothing" -> new byte[0];
      case "zeros" -> new byte[256];
      case "ff" -> filled(256, 0xff);
      case "one" -> one();
      case "short" -> filled(71, 0x30);
      case "long" -> filled(257, 1);
      case "psychic" -> new byte[64];
      case "order" -> order();
      default -> hmac(publicKey(how), content);
    };
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static byte[] one() {
    byte[] bytes = new byte[256];
    bytes[255] = 1;
    return bytes;
  }

  private static byte[] order() {
    byte[] n = Arrays.copyOfRange(P256_ORDER.toByteArray(), 1, 33);
    byte[] both = Arrays.copyOf(n, 64);
    System.arraycopy(n, 0, both, 32, 32);
    return both;
  }

  /** The public key in the forms that a confused verifier may take for a secret. */
  private static byte[] publicKey(String how) {
    try {
      RSAKey jwk = (RSAKey) TestTokens.key("rsa1");
      RSAPublicKey key = jwk.toRSAPublicKey();
      return switch (how) {
        case "HS256 der" -> key.getEncoded();
        case "HS256 pem" ->
          ("-----BEGIN PUBLIC KEY-----\n"
                  + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
                  + "\n-----END PUBLIC KEY-----\n")
              .getBytes(StandardCharsets.US_ASCII);
        case "HS256 modulus" -> key.getModulus().toByteArray();
        case "HS256 jwk" -> jwk.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
        default -> throw new IllegalArgumentException(how);
      };
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(byte[] key, String content) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(content.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
