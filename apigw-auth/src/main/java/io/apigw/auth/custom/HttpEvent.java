package io.apigw.auth.custom;

import io.apigw.api.JsonArray;
import io.apigw.api.JsonNull;
import io.apigw.api.JsonObject;
import io.apigw.api.JsonValue;
import io.apigw.api.Request;
import io.apigw.api.ValueSource;
import io.apigw.api.authorize.AuthorizerCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The event of HTTP APIs in format 2.0. */
final class HttpEvent {

  private HttpEvent() {}

  static JsonValue of(AuthorizerCall call, Identity identity) {
    ValueSource source = call.source();
    Request request = call.request();
    String path = source.context("path").orElse(request.path());
    JsonObject.Builder event = JsonObject.builder()
        .with("version", "2.0")
        .with("type", "REQUEST")
        .with("routeArn", call.methodArn())
        .with(
            "identitySource",
            identity.values().isEmpty() ? JsonValue.ofNull() : EventParts.texts(identity.texts()));
    EventParts.context(event, source, "routeKey");
    return event
        .with("rawPath", path)
        .with("rawQueryString", request.rawQuery())
        .with("cookies", cookies(request))
        .with("headers", EventParts.joinedHeaders(request.headers()))
        .with("queryStringParameters", EventParts.joinedParameters(request.query()))
        .with("pathParameters", EventParts.pathParameters(source))
        .with("stageVariables", EventParts.stageVariables(source))
        .with("requestContext", context(source, request, path))
        .build();
  }

  private static JsonArray cookies(Request request) {
    List<String> cookies = new ArrayList<>();
    for (String line : request.headers().all("Cookie")) {
      for (String cookie : line.split(";", -1)) {
        if (!cookie.isBlank()) {
          cookies.add(cookie.strip());
        }
      }
    }
    return EventParts.texts(cookies);
  }

  private static JsonObject context(ValueSource source, Request request, String path) {
    JsonObject.Builder http = JsonObject.builder()
        .with("method", source.context("httpMethod").orElse(request.method()))
        .with("path", path)
        .with("protocol", request.protocol());
    Optional<String> address = source.context("identity.sourceIp");
    address.ifPresent(ip -> http.with("sourceIp", ip));
    http.with("userAgent", source.context("identity.userAgent").orElse(""));
    JsonObject.Builder context = JsonObject.builder();
    EventParts.context(
        context,
        source,
        "accountId",
        "apiId",
        "domainName",
        "domainPrefix",
        "requestId",
        "routeKey",
        "stage");
    source.context("requestTime").ifPresent(time -> context.with("time", time));
    JsonValue certificate = EventParts.certificate(source);
    return context
        .with("http", http.build())
        .with("timeEpoch", EventParts.number(source.context("requestTimeEpoch")))
        .with(
            "authentication",
            certificate instanceof JsonNull
                ? certificate
                : JsonObject.builder().with("clientCert", certificate).build())
        .build();
  }
}
