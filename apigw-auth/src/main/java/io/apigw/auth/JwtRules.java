package io.apigw.auth;

import io.apigw.api.JsonObject;
import io.apigw.api.authorize.TrustedIssuer;
import io.apigw.api.shared.BoundedPattern;
import io.apigw.auth.fetch.Checked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;

/** What the claims of a token must be, in AWS's order: issuer, audience, times. */
final class JwtRules {

  /** The end of the year 9999: seconds beyond are no date that anyone means. */
  private static final double LAST_SECOND = 253_402_300_799.0;

  private static final String ISSUER = "the token does not have a valid issuer";
  private static final String AUDIENCE = "the token does not have a valid audience";
  private static final String NO_EXPIRY = "the token does not have a valid expiry";
  static final String EXPIRED = "the token has expired";
  private static final String NOT_YET = "the token is not valid yet";

  private final String issuer;
  private final Predicate<JsonObject> audience;
  private final TokenKinds kinds;
  private final long skewMillis;

  private JwtRules(String issuer, Predicate<JsonObject> audience, TokenKinds kinds, Duration skew) {
    this.issuer = issuer;
    this.audience = audience;
    this.kinds = kinds;
    this.skewMillis = skew.toMillis();
  }

  /** The rules of JWT authorizers. */
  static JwtRules of(TrustedIssuer issuer, Duration skew) {
    Set<String> audiences = Set.copyOf(issuer.audiences());
    return new JwtRules(issuer.issuer(), claims -> names(claims, audiences), TokenKinds.ANY, skew);
  }

  /**
   * The rules of user pools.
   *
   * @param pattern what {@code aud} must begin with
   */
  static JwtRules ofPool(TrustedIssuer pool, Optional<BoundedPattern> pattern) {
    return new JwtRules(
        pool.issuer(),
        claims -> pattern.isEmpty() || fits(claims, pattern.get()),
        TokenKinds.OF_POOL,
        Duration.ZERO);
  }

  /**
   * Checks the claims of a token whose signature is good.
   *
   * @param json the claims
   * @param now the wall time
   * @param atMost how long to believe in it at the longest
   */
  Checked<VerifiedToken> check(byte[] json, Instant now, Duration atMost) {
    return StrictJson.object(json)
        .map(claims -> check(claims, now.toEpochMilli(), atMost.toMillis()))
        .orElseGet(() -> Checked.bad("the token does not have valid claims"));
  }

  private Checked<VerifiedToken> check(JsonObject claims, long now, long atMost) {
    if (!Json.text(claims, "iss").filter(issuer::equals).isPresent()) {
      return Checked.bad(ISSUER);
    }
    if (!audience.test(claims)) {
      return Checked.bad(AUDIENCE);
    }
    OptionalDouble expiry = Json.number(claims, "exp");
    if (expiry.isEmpty() || !date(expiry.getAsDouble())) {
      return Checked.bad(NO_EXPIRY);
    }
    long until = millis(expiry.getAsDouble()) + skewMillis;
    if (now >= until) {
      return Checked.bad(EXPIRED);
    }
    if (!past(claims, "nbf", now) || !past(claims, "iat", now)) {
      return Checked.bad(NOT_YET);
    }
    return Checked.good(VerifiedToken.of(claims, kinds, Math.min(until, now + atMost)));
  }

  /** {@code client_id} counts if and only if there is no {@code aud} at all. */
  private static boolean names(JsonObject claims, Set<String> audiences) {
    String name = Json.has(claims, "aud") ? "aud" : "client_id";
    List<String> values = name.equals("aud")
        ? Json.texts(claims, name)
        : Json.text(claims, name).map(List::of).orElse(List.of());
    return values.stream().anyMatch(audiences::contains);
  }

  private static boolean fits(JsonObject claims, BoundedPattern pattern) {
    return Json.texts(claims, "aud").stream()
        .anyMatch(text -> pattern.lookingAt(text) == BoundedPattern.Match.MATCH);
  }

  /** A time that need not be there, but if it is must be one, and not ahead. */
  private boolean past(JsonObject claims, String name, long now) {
    if (!Json.has(claims, name)) {
      return true;
    }
    OptionalDouble seconds = Json.number(claims, name);
    return seconds.isPresent()
        && date(seconds.getAsDouble())
        && millis(seconds.getAsDouble()) <= now + skewMillis;
  }

  private static boolean date(double seconds) {
    return seconds >= 0 && seconds <= LAST_SECOND;
  }

  private static long millis(double seconds) {
    return (long) (seconds * 1000);
  }
}
