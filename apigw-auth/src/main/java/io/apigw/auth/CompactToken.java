package io.apigw.auth;

import io.apigw.api.JsonObject;
import io.apigw.auth.fetch.Checked;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A token in compact form, taken apart: three parts in base64url, each in the one spelling that its bytes have. So a
 * token has one spelling too, in caches as in lists of revoked ones.
 *
 * <p>The claims are not read before the signature has been found good.
 */
final class CompactToken {

  /** Longer than the headers of a request may be together in AWS. */
  static final int MAX_LENGTH = 16 * 1024;

  private static final Checked<CompactToken> MALFORMED = Checked.bad("the token is malformed");
  private static final Checked<CompactToken> TOO_LONG = Checked.bad("the token is too long");

  private final JsonObject header;
  private final byte[] claims;
  private final byte[] signed;
  private final String signature;

  private CompactToken(JsonObject header, byte[] claims, byte[] signed, String signature) {
    this.header = header;
    this.claims = claims;
    this.signed = signed;
    this.signature = signature;
  }

  static Checked<CompactToken> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return TOO_LONG;
    }
    int first = text.indexOf('.');
    int second = text.indexOf('.', first + 1);
    if (first < 0 || second < 0 || text.indexOf('.', second + 1) >= 0) {
      return MALFORMED;
    }
    Optional<byte[]> header = decode(text.substring(0, first));
    Optional<byte[]> claims = decode(text.substring(first + 1, second));
    String signature = text.substring(second + 1);
    if (header.isEmpty() || claims.isEmpty() || decode(signature).isEmpty()) {
      return MALFORMED;
    }
    byte[] signed = text.substring(0, second).getBytes(StandardCharsets.US_ASCII);
    return StrictJson.object(header.get())
        .map(object -> Checked.good(new CompactToken(object, claims.get(), signed, signature)))
        .orElse(MALFORMED);
  }

  /** The bytes, unless there are none or they have been spelled in another way than the usual. */
  private static Optional<byte[]> decode(String part) {
    byte[] ascii = part.getBytes(StandardCharsets.ISO_8859_1);
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(ascii);
      boolean canonical =
          Arrays.equals(Base64.getUrlEncoder().withoutPadding().encode(bytes), ascii);
      return canonical && bytes.length > 0 ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }

  JsonObject header() {
    return header;
  }

  /** The claims as they came; read only once the signature is known to be good. */
  byte[] claims() {
    return claims;
  }

  /** The bytes that were signed. */
  byte[] signed() {
    return signed;
  }

  /** The signature in base64url. */
  String signature() {
    return signature;
  }
}
