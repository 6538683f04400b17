package io.apigw.auth;

import io.apigw.api.Request;
import io.apigw.api.authorize.Authorizer;
import io.apigw.api.authorize.AuthorizerEngine;
import io.apigw.api.authorize.RequestAuthorizer;
import io.apigw.api.integrate.HttpTransport;
import io.apigw.testkit.AuthorizerEngineConformance;
import io.apigw.testkit.FakeTransport;
import io.apigw.testkit.TestClock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

final class RemoteAuthorizersConformanceTest extends AuthorizerEngineConformance {

  private static final String POLICY = "{\"principalId\":\"ann\",\"policyDocument\":{\"Statement\":"
      + "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}}";

  @Override
  protected AuthorizerEngine engine() {
    return StandardAuthorizers.create();
  }

  @Override
  protected Authorizer definition() {
    return RequestAuthorizer.remote("remote", "http://auth.internal/")
        .identitySources("$request.header.X-Word");
  }

  @Override
  protected HttpTransport transport() {
    return FakeTransport.create().always(request -> {
      boolean known = request.body().text().contains("\"x-word\":\"open sesame\"");
      return CompletableFuture.completedFuture(
          FakeTransport.reply(200, known ? POLICY : "{\"errorMessage\":\"Unauthorized\"}"));
    });
  }

  @Override
  protected Optional<Request> valid(TestClock clock) {
    return Optional.of(Request.get("/").withHeader("X-Word", "open sesame"));
  }
}
