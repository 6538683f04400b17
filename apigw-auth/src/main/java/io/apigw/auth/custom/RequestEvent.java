package io.apigw.auth.custom;

import io.apigw.api.JsonNull;
import io.apigw.api.JsonObject;
import io.apigw.api.JsonValue;
import io.apigw.api.Request;
import io.apigw.api.ValueSource;
import io.apigw.api.authorize.AuthorizerCall;

/** The events of REST APIs, and of HTTP APIs in format 1.0. */
final class RequestEvent {

  private RequestEvent() {}

  static JsonValue token(AuthorizerCall call, Identity identity) {
    return JsonObject.builder()
        .with("type", "TOKEN")
        .with("authorizationToken", identity.texts().get(0))
        .with("methodArn", call.methodArn())
        .build();
  }

  static JsonValue rest(AuthorizerCall call, Identity identity) {
    String resource = call.source().context("resourcePath").orElse("");
    return request(call, JsonObject.builder(), resource);
  }

  static JsonValue http(AuthorizerCall call, Identity identity) {
    String values = String.join(",", identity.texts());
    String key = call.source().context("routeKey").orElse("");
    String resource = key.substring(key.indexOf(' ') + 1);
    JsonObject.Builder event = JsonObject.builder()
        .with("version", "1.0")
        .with("identitySource", values)
        .with("authorizationToken", values);
    return request(call, event, resource);
  }

  private static JsonValue request(AuthorizerCall call, JsonObject.Builder event, String resource) {
    ValueSource source = call.source();
    Request request = call.request();
    return event
        .with("type", "REQUEST")
        .with("methodArn", call.methodArn())
        .with("resource", resource)
        .with("path", source.context("routedPath").orElse(request.path()))
        .with("httpMethod", source.context("httpMethod").orElse(request.method()))
        .with("headers", EventParts.lastHeaders(request.headers()))
        .with("multiValueHeaders", EventParts.allHeaders(request.headers()))
        .with("queryStringParameters", EventParts.lastParameters(request.query()))
        .with("multiValueQueryStringParameters", EventParts.allParameters(request.query()))
        .with("pathParameters", EventParts.pathParameters(source))
        .with("stageVariables", EventParts.stageVariables(source))
        .with("requestContext", context(source, resource))
        .build();
  }

  private static JsonObject context(ValueSource source, String resource) {
    JsonObject.Builder context = JsonObject.builder();
    EventParts.context(
        context,
        source,
        "path",
        "accountId",
        "resourceId",
        "stage",
        "requestId",
        "extendedRequestId",
        "httpMethod",
        "apiId",
        "deploymentId",
        "domainName",
        "domainPrefix",
        "protocol",
        "requestTime");
    return context
        .with("requestTimeEpoch", EventParts.number(source.context("requestTimeEpoch")))
        .with("resourcePath", resource)
        .with("identity", identity(source))
        .build();
  }

  private static JsonObject identity(ValueSource source) {
    JsonObject.Builder identity = JsonObject.builder();
    for (String name : new String[] {"sourceIp", "userAgent", "vpceId"}) {
      source.context("identity." + name).ifPresent(value -> identity.with(name, value));
    }
    JsonValue certificate = EventParts.certificate(source);
    return certificate instanceof JsonNull
        ? identity.build()
        : identity.with("clientCert", certificate).build();
  }
}
