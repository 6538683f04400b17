package io.apigw.integration;

import io.apigw.api.Principal;
import io.apigw.api.Response;
import io.apigw.api.authorize.Authorization;
import io.apigw.api.authorize.AuthorizerCall;
import io.apigw.api.authorize.JwtAuthorizer;
import io.apigw.api.definition.HttpApi;
import io.apigw.api.definition.HttpRoute;
import io.apigw.api.definition.RestApi;
import io.apigw.api.definition.RestMethod;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.runtime.Gateway;
import io.apigw.testkit.FakeAuthorizers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** An HTTP API on {@code http.example} and a REST API on {@code rest.example} with the same routes, for hostile clients. */
final class AbuseGateway {

  private static final JwtAuthorizer LOGIN =
      JwtAuthorizer.of("login", "https://id.example.com/", "pets");

  private AbuseGateway() {}

  static Gateway.Builder of(Backend backend) {
    return Gateway.builder()
        .authorizers(FakeAuthorizers.create().always(AbuseGateway::decide))
        .stage(
            http(backend.url()),
            "$default",
            s -> s.domain("http.example", "").domain("glue.example", "api"))
        .stage(rest(backend.url()), "prod", s -> s.domain("rest.example", ""));
  }

  /** Keeps everybody out of {@code /admin}, and lets {@code ada} in elsewhere. */
  private static CompletionStage<Authorization> decide(AuthorizerCall call) {
    boolean admin = call.request().path().contains("admin");
    return CompletableFuture.completedStage(
        admin
            ? new Authorization.Denied(Rejection.of(GatewayResponseType.UNAUTHORIZED))
            : new Authorization.Allowed(Principal.of("ada")));
  }

  private static HttpApi http(String url) {
    Consumer<HttpRoute.Builder> guarded = r -> r.authorizer(LOGIN).proxy(url + "/admin");
    return HttpApi.builder("http")
        .route("GET /public/{all+}", r -> r.proxy(url + "/public/{all}"))
        .route("GET /items/{id}", r -> r.proxy(url + "/items/{id}/end"))
        .route("GET /admin", guarded)
        .route("GET /any/admin", guarded)
        .route("ANY /any/{all+}", r -> r.proxy(url + "/any/{all}"))
        .route(
            "GET /headers",
            r -> r.authorizer(LOGIN)
                .proxy(
                    url + "/headers",
                    p -> p.requestParameter(
                        "overwrite:header.X-User", "$context.authorizer.principalId")))
        .route(
            "ANY /mapped/{id}",
            r -> r.proxy(
                url + "/mapped",
                p -> p.requestParameter("append:header.X-Query", "$request.querystring.v")
                    .requestParameter("append:header.X-Path", "$request.path.id")
                    .requestParameter("append:header.X-Body", "$request.body.v")
                    .requestParameter("overwrite:querystring.q", "$request.querystring.v")))
        .route(
            "GET /fault",
            r -> r.function(call -> {
              throw new IllegalStateException("secret of " + url);
            }))
        .route(
            "GET /ip",
            r -> r.function(
                call -> Response.text(200, call.context("identity.sourceIp").orElse(""))))
        .build();
  }

  private static RestApi rest(String url) {
    Consumer<RestMethod.Builder> guarded = m -> m.authorizer(LOGIN).proxy(url + "/admin");
    return RestApi.builder("rest")
        .method("GET /public/{all+}", m -> m.proxy(url + "/public/{all}"))
        .method("GET /items/{id}", m -> m.proxy(url + "/items/{id}/end"))
        .method("GET /admin", guarded)
        .method("GET /any/admin", guarded)
        .method("ANY /any/{all+}", m -> m.proxy(url + "/any/{all}"))
        .method(
            "GET /headers",
            m -> m.authorizer(LOGIN)
                .proxy(
                    url + "/headers",
                    p -> p.requestParameter(
                        "integration.request.header.X-User", "context.authorizer.principalId")))
        .method(
            "ANY /mapped/{id}",
            m -> m.proxy(
                url + "/mapped",
                p -> p.requestParameter(
                        "integration.request.header.X-Query", "method.request.querystring.v")
                    .requestParameter("integration.request.header.X-Path", "method.request.path.id")
                    .requestParameter("integration.request.header.X-Body", "method.request.body.v")
                    .requestParameter(
                        "integration.request.querystring.q", "method.request.querystring.v")))
        .method(
            "GET /fault",
            m -> m.function(call -> {
              throw new IllegalStateException("secret of " + url);
            }))
        .method(
            "GET /ip",
            m -> m.function(
                call -> Response.text(200, call.context("identity.sourceIp").orElse(""))))
        .build();
  }
}
