package io.apigw.api.authorize;

import io.apigw.api.ValueExpression;
import java.time.Duration;
import java.util.List;

/**
 * An authorizer that is written by the host, AWS's Lambda authorizer: a {@link TokenAuthorizer} or a {@link
 * RequestAuthorizer}. Its name and settings are its value; the code behind the name never is.
 */
public sealed interface CustomAuthorizer extends Authorizer
    permits RequestAuthorizer, TokenAuthorizer {

  /** Returns what stands behind the name. */
  AuthorizerCode code();

  /** Returns this authorizer with other code behind its name. */
  CustomAuthorizer boundTo(AuthorizerCode code);

  /**
   * Returns the values that a call must have, all of them and not empty; else it is refused with 401 and nobody is
   * asked. Together they are the key under which results are kept.
   */
  List<ValueExpression> identitySources();

  /** Returns how long a result is good for calls with the same values, from when it was asked for; 0 keeps none. */
  Duration cacheTtl();

  @Override
  default boolean takesScopes() {
    return false;
  }

  @Override
  default boolean bringsPolicies() {
    return true;
  }

  @Override
  default String engineHint() {
    return "add .authorizers(StandardAuthorizers.create()) from apigw-auth";
  }
}
