package io.apigw.auth.policy;

import io.apigw.api.authorize.AccessRequest;
import io.apigw.api.authorize.Authorization.Denied;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;

/** What a client is told whom the policy of an API keeps out, as AWS words it: without most of the account's digits. */
final class PolicyDenials {

  private static final int SHOWN_DIGITS = 4;

  private PolicyDenials() {}

  /** A statement denies the call. */
  static Denied explicit(AccessRequest request) {
    return denied(
        request, " with an explicit deny in a resource-based policy", "a statement denies it");
  }

  /** No statement allows the call. */
  static Denied implicit(AccessRequest request) {
    return denied(
        request,
        " because no resource-based policy allows the " + request.action() + " action",
        "no statement allows it");
  }

  private static Denied denied(AccessRequest request, String why, String facts) {
    String text = "User: " + request.caller().orElse("anonymous")
        + " is not authorized to perform: " + request.action() + " on resource: "
        + masked(request.resource()) + why;
    return new Denied(Rejection.of(GatewayResponseType.ACCESS_DENIED, text)
        .withFacts("the API's policy: " + facts));
  }

  private static String masked(String arn) {
    String[] fields = arn.split(":", 6);
    if (fields.length == 6 && fields[4].length() > SHOWN_DIGITS) {
      int hidden = fields[4].length() - SHOWN_DIGITS;
      fields[4] = "*".repeat(hidden) + fields[4].substring(hidden);
    }
    return String.join(":", fields);
  }
}
