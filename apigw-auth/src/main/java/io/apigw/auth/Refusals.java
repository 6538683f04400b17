package io.apigw.auth;

import io.apigw.api.ApiKind;
import io.apigw.api.authorize.Authorization;
import io.apigw.api.authorize.AuthorizerCall;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The refusals of a JWT authorizer as AWS words them. An HTTP API says why in {@code www-authenticate}; a REST API
 * answers 401 to everything and says nothing, a missing scope included, as it was recorded for its user-pool authorizers.
 */
final class Refusals implements TokenRefusals {

  static final Refusals OF_JWT = new Refusals();

  private static final String HEADER = "www-authenticate";

  private static final CompletionStage<Authorization> NO_TOKEN =
      refused(unauthorized("no token").withHeader(HEADER, "Bearer"));

  private static final CompletionStage<Authorization> NO_TOKEN_REST =
      refused(unauthorized("no token"));

  private Refusals() {}

  @Override
  public CompletionStage<Authorization> noToken(AuthorizerCall call) {
    return challenged(call) ? NO_TOKEN : NO_TOKEN_REST;
  }

  @Override
  public CompletionStage<Authorization> invalidToken(
      AuthorizerCall call, String reason, String detail) {
    Rejection rejection =
        unauthorized("invalid_token: " + reason + (detail.isEmpty() ? "" : ": " + detail));
    return refused(
        challenged(call)
            ? rejection.withHeader(HEADER, challenge(scopes(call), "invalid_token", reason))
            : rejection);
  }

  @Override
  public CompletionStage<Authorization> insufficientScope(AuthorizerCall call) {
    String scopes = scopes(call);
    String reason = "expected scopes: [" + scopes + "]";
    if (!challenged(call)) {
      return refused(unauthorized("insufficient_scope: " + reason));
    }
    return refused(Rejection.of(GatewayResponseType.ACCESS_DENIED)
        .withFacts("insufficient_scope: " + reason)
        .withHeader(HEADER, challenge(scopes, "insufficient_scope", reason)));
  }

  private static boolean challenged(AuthorizerCall call) {
    return call.kind() == ApiKind.HTTP;
  }

  private static String scopes(AuthorizerCall call) {
    return String.join(" ", call.scopes());
  }

  /** AWS puts single blanks where RFC 6750 has commas. */
  private static String challenge(String scopes, String error, String description) {
    return "Bearer scope=\"" + scopes + "\" error=\"" + error + "\" error_description=\""
        + description + "\"";
  }

  private static Rejection unauthorized(String facts) {
    return Rejection.of(GatewayResponseType.UNAUTHORIZED).withFacts(facts);
  }

  private static CompletionStage<Authorization> refused(Rejection rejection) {
    return CompletableFuture.completedFuture(new Authorization.Denied(rejection));
  }
}
