package io.apigw.testkit;

import io.apigw.api.Principal;
import io.apigw.api.Request;
import io.apigw.api.authorize.Authorization;
import io.apigw.api.authorize.Authorizer;
import io.apigw.api.authorize.AuthorizerEngine;
import io.apigw.api.authorize.JwtAuthorizer;
import io.apigw.api.authorize.ReadyAuthorizer;
import io.apigw.api.engine.EngineContext;
import io.apigw.api.engine.Prepared;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The suite of authorizer engines on one that admits whoever knows a word. */
class SecretWordConformanceTest extends AuthorizerEngineConformance {

  private static final class SecretWord implements AuthorizerEngine {

    @Override
    public boolean accepts(Authorizer authorizer) {
      return true;
    }

    @Override
    public Prepared<ReadyAuthorizer> prepare(Authorizer authorizer, EngineContext context) {
      return Prepared.ready(call -> CompletableFuture.completedStage(
          call.header("Authorization").equals(Optional.of("open sesame"))
              ? new Authorization.Allowed(Principal.of("ali"))
              : new Authorization.Denied(Rejection.of(GatewayResponseType.UNAUTHORIZED))));
    }
  }

  @Override
  protected AuthorizerEngine engine() {
    return new SecretWord();
  }

  @Override
  protected Authorizer definition() {
    return JwtAuthorizer.of("word", "https://issuer.example", "orders");
  }

  @Override
  protected Optional<Request> valid(TestClock clock) {
    return Optional.of(Request.get("/").withHeader("Authorization", "open sesame"));
  }
}
