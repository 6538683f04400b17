package io.apigw.auth.custom;

import io.apigw.api.ApiKind;
import io.apigw.api.authorize.Authorization.Allowed;
import io.apigw.api.authorize.Authorization.Denied;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import java.util.Optional;

/** The refusals of custom authorizers as AWS words them; an HTTP API does not say why. */
enum Refusals {
  /** A REST API's. */
  REST(Rejection.of(
      GatewayResponseType.ACCESS_DENIED,
      "User is not authorized to access this resource with an explicit deny in an identity-based"
          + " policy")),
  /** An HTTP API's. */
  HTTP(Rejection.of(GatewayResponseType.ACCESS_DENIED));

  static final Denied UNAUTHORIZED = new Denied(Rejection.of(GatewayResponseType.UNAUTHORIZED)
      .withFacts("the authorizer does not know the caller"));

  static final Denied NO_IDENTITY = new Denied(Rejection.of(GatewayResponseType.UNAUTHORIZED)
      .withFacts("an identity source is missing or not of the form that it must have"));

  private static final Rejection SILENT = Rejection.of(GatewayResponseType.ACCESS_DENIED)
      .withFacts("no statement of the caller's policy is about the call");

  @SuppressWarnings("ImmutableEnumChecker") // a rejection is immutable
  private final Denied denied;

  Refusals(Rejection explicit) {
    this.denied = new Denied(explicit.withFacts("the authorizer denies the call"));
  }

  static Refusals of(ApiKind kind) {
    return kind == ApiKind.HTTP ? HTTP : REST;
  }

  /** The caller's policy denies the call. */
  Denied denied() {
    return denied;
  }

  /** The caller's policy says nothing of the call; the API's own may. */
  Denied silent(Allowed caller) {
    return new Denied(SILENT, Optional.of(caller));
  }
}
