package io.apigw.runtime.route;

import io.apigw.api.Headers;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.runtime.outcome.Answer;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.outcome.Step;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The only step of the method that stands for none. A REST API treats such a request as one that must be signed, as AWS
 * does: 403 either way, with another text when there is an {@code Authorization} header that is no signature. A signature
 * itself is not looked at here, so that AWS's 404 for a validly signed request does not come about.
 */
final class Unmatched implements Step<Routed, Answer> {

  private static final Rejection MISSING =
      Rejection.of(GatewayResponseType.MISSING_AUTHENTICATION_TOKEN);
  private static final String SIGNATURE = "AWS4-HMAC-SHA256";

  @Override
  public Outcome<Answer> take(Routed routed) {
    Headers headers = routed.request().headers();
    int authorization = routed.stage().rest() ? headers.indexOf("Authorization", 0) : -1;
    return Outcome.refused(
        authorization < 0 || headers.value(authorization).startsWith(SIGNATURE)
            ? MISSING
            : incomplete(headers.value(authorization)));
  }

  private static Rejection incomplete(String authorization) {
    return Rejection.of(
        GatewayResponseType.INCOMPLETE_SIGNATURE,
        "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with"
            + " Base64): '" + hashed(authorization) + "'.");
  }

  private static String hashed(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.ISO_8859_1));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing); // every Java has it
    }
  }
}
