package io.apigw.auth;

import io.apigw.api.authorize.Authorization;
import io.apigw.api.authorize.AuthorizerCall;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The refusals of user pools: all of them 401, but for a pool that cannot be reached. That a token has expired is said,
 * since clients ask for a new one then.
 */
enum PoolRefusals implements TokenRefusals {
  /** The only ones. */
  INSTANCE;

  private static final String EXPIRED = "The incoming token has expired";

  @Override
  public CompletionStage<Authorization> noToken(AuthorizerCall call) {
    return Refusals.OF_JWT.noToken(call);
  }

  @Override
  public CompletionStage<Authorization> invalidToken(
      AuthorizerCall call, String reason, String detail) {
    String facts = "invalid_token: " + reason + (detail.isEmpty() ? "" : ": " + detail);
    if (reason.equals(KeyLocation.JWKS_FAILED) || reason.equals(KeyLocation.DISCOVERY_FAILED)) {
      return refused(Rejection.of(GatewayResponseType.AUTHORIZER_CONFIGURATION_ERROR), facts);
    }
    return refused(
        reason.equals(JwtRules.EXPIRED)
            ? Rejection.of(GatewayResponseType.UNAUTHORIZED, EXPIRED)
            : Rejection.of(GatewayResponseType.UNAUTHORIZED),
        facts);
  }

  @Override
  public CompletionStage<Authorization> insufficientScope(AuthorizerCall call) {
    return Refusals.OF_JWT.insufficientScope(call);
  }

  private static CompletionStage<Authorization> refused(Rejection rejection, String facts) {
    return CompletableFuture.completedFuture(new Authorization.Denied(rejection.withFacts(facts)));
  }
}
