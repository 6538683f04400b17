package io.apigw.auth;

import io.apigw.api.ApiKind;
import io.apigw.api.Request;
import io.apigw.api.authorize.Authorization;
import io.apigw.api.authorize.AuthorizerCall;
import io.apigw.api.authorize.JwtAuthorizer;
import io.apigw.api.authorize.ReadyAuthorizer;
import io.apigw.api.engine.EngineContext;
import io.apigw.api.engine.Prepared;
import io.apigw.testkit.TestClock;
import io.apigw.testkit.TestContext;
import java.util.concurrent.CompletionStage;

/** An issuer that answers in memory, an authorizer that trusts it, and calls with its tokens. */
final class Issuer {

  static final String NAME = "https://id.example.com/";
  static final String DISCOVERY = "https://id.example.com/.well-known/openid-configuration";
  static final String JWKS = "https://id.example.com/keys?all=1";

  final TestClock clock = TestClock.at("2026-03-12T10:15:30Z");
  final Endpoints endpoints = new Endpoints();

  Issuer() {
    endpoints.answer(DISCOVERY, "{\"issuer\":\"" + NAME + "\",\"jwks_uri\":\"" + JWKS + "\"}");
    keys("rsa1");
  }

  Issuer keys(String... names) {
    endpoints.answer(JWKS, TestTokens.keySet(names));
    return this;
  }

  static JwtAuthorizer.Builder trusting() {
    return JwtAuthorizer.builder("login").issuer(NAME).audiences("pets", "toys");
  }

  EngineContext context() {
    return TestContext.of(clock, endpoints.transport);
  }

  ReadyAuthorizer authorizer(StandardAuthorizers engine, JwtAuthorizer definition) {
    Prepared<ReadyAuthorizer> prepared = engine.prepare(definition, context());
    return prepared.match(ready -> ready, problems -> {
      throw new AssertionError(problems);
    });
  }

  ReadyAuthorizer authorizer() {
    return authorizer(StandardAuthorizers.create(), trusting().build());
  }

  long second(long fromNow) {
    return clock.instant().getEpochSecond() + fromNow;
  }

  String claims(String... more) {
    return "{\"iss\":\"" + NAME + "\",\"aud\":\"pets\",\"sub\":\"alice\",\"iat\":" + second(-5)
        + ",\"exp\":" + second(600) + String.join("", more) + "}";
  }

  static String header(String keyId) {
    return "{\"alg\":\"RS256\",\"kid\":\"" + keyId + "\"}";
  }

  String token(String... more) {
    return TestTokens.rs256(header("rsa-1"), claims(more), "rsa1");
  }

  static AuthorizerCall call(String token, String... scopes) {
    return call(ApiKind.HTTP, token, scopes);
  }

  static AuthorizerCall call(ApiKind kind, String token, String... scopes) {
    Request request =
        Request.builder("GET", "/").header("Authorization", "Bearer " + token).build();
    return AuthorizerCall.builder(request).kind(kind).scopes(scopes).build();
  }

  /** How a decision reads: {@code allowed alice}, or type and {@code www-authenticate}. */
  static String outcome(CompletionStage<Authorization> stage) {
    if (!stage.toCompletableFuture().isDone()) {
      return "pending";
    }
    return stage
        .toCompletableFuture()
        .join()
        .match(
            allowed -> "allowed " + allowed.principal().id(),
            denied -> denied.rejection().type()
                + denied
                    .rejection()
                    .headers()
                    .first("www-authenticate")
                    .map(text -> " " + text)
                    .orElse(""));
  }

  static String invalid(String reason) {
    return "UNAUTHORIZED Bearer scope=\"\" error=\"invalid_token\" error_description=\"" + reason
        + "\"";
  }
}
