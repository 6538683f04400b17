package io.apigw.auth;

import io.apigw.api.authorize.Authorization;
import io.apigw.api.authorize.AuthorizerCall;
import java.util.concurrent.CompletionStage;

/** How a kind of authorizer words its refusals. */
interface TokenRefusals {

  /** There is no token. */
  CompletionStage<Authorization> noToken(AuthorizerCall call);

  /**
   * The token is not good.
   *
   * @param reason fixed text that a client may see
   * @param detail what only the log may
   */
  CompletionStage<Authorization> invalidToken(AuthorizerCall call, String reason, String detail);

  /** The token has none of the route's scopes. */
  CompletionStage<Authorization> insufficientScope(AuthorizerCall call);
}
