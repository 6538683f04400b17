package io.apigw.api.authorize;

import io.apigw.api.ApiKind;
import io.apigw.api.Problem;
import java.util.List;

/**
 * A way to find out who is calling and whether they may. An authorizer is a value with value equality: it says what is
 * asked of a caller, and an engine given to the gateway's builder does the asking.
 *
 * <p>One authorizer may stand on many routes of many APIs. Its name is what logs, exports and stores see.
 */
public sealed interface Authorizer permits JwtAuthorizer, CognitoAuthorizer, CustomAuthorizer {

  /** Returns the name, unique among the authorizers of an API. */
  String name();

  /**
   * Returns what is wrong with this authorizer, with paths relative to it; empty if nothing is. The API that uses it
   * reports the problems when it is built.
   */
  List<Problem> problems();

  /**
   * Returns why an API of some kind cannot have this authorizer, with paths relative to it; empty if it can.
   *
   * @param kind the kind of API
   */
  default List<Problem> problemsIn(ApiKind kind) {
    return List.of();
  }

  /** Returns whether scopes of a route mean something to it. */
  default boolean takesScopes() {
    return true;
  }

  /**
   * Returns whether its callers come with policies that say what they may call. For the others a policy of the API must
   * allow each call itself.
   */
  default boolean bringsPolicies() {
    return false;
  }

  /**
   * Returns the line to add to a gateway's builder that has no engine for this kind of authorizer, and the module it
   * comes from.
   */
  String engineHint();
}
