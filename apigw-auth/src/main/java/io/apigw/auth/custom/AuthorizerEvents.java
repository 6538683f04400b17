package io.apigw.auth.custom;

import io.apigw.api.ApiKind;
import io.apigw.api.JsonValue;
import io.apigw.api.authorize.AuthorizerCall;
import io.apigw.api.authorize.CustomAuthorizer;
import io.apigw.api.authorize.EventFormat;
import io.apigw.api.authorize.RequestAuthorizer;

/** Makes the events that AWS's Lambda authorizers get. */
@FunctionalInterface
interface AuthorizerEvents {

  /** Returns the event of a call. */
  JsonValue of(AuthorizerCall call, Identity identity);

  /** Returns what makes the events of an authorizer; a REST API has one format only. */
  static AuthorizerEvents of(CustomAuthorizer definition) {
    if (!(definition instanceof RequestAuthorizer request)) {
      return RequestEvent::token;
    }
    AuthorizerEvents ofHttp =
        request.eventFormat() == EventFormat.V1 ? RequestEvent::http : HttpEvent::of;
    return (call, identity) ->
        call.kind() == ApiKind.HTTP ? ofHttp.of(call, identity) : RequestEvent.rest(call, identity);
  }
}
