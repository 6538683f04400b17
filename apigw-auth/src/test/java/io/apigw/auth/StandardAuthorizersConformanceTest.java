package io.apigw.auth;

import io.apigw.api.Request;
import io.apigw.api.authorize.Authorizer;
import io.apigw.api.authorize.AuthorizerEngine;
import io.apigw.api.integrate.HttpTransport;
import io.apigw.testkit.AuthorizerEngineConformance;
import io.apigw.testkit.TestClock;
import java.util.Optional;

final class StandardAuthorizersConformanceTest extends AuthorizerEngineConformance {

  private final Issuer issuer = new Issuer();

  @Override
  protected AuthorizerEngine engine() {
    return StandardAuthorizers.create();
  }

  @Override
  protected Authorizer definition() {
    return Issuer.trusting().build();
  }

  @Override
  protected HttpTransport transport() {
    return issuer.endpoints.transport;
  }

  @Override
  protected Optional<Request> valid(TestClock clock) {
    return Optional.of(Request.get("/").withHeader("Authorization", "Bearer " + issuer.token()));
  }
}
