package io.apigw.integration;

import io.apigw.api.Response;
import io.apigw.api.authorize.JwtAuthorizer;
import io.apigw.api.definition.HttpApi;
import io.apigw.api.definition.RestApi;
import io.apigw.api.throttle.Rate;
import io.apigw.auth.StandardAuthorizers;
import io.apigw.runtime.Gateway;
import io.apigw.testkit.LeakChecks;
import io.apigw.throttle.InMemoryLimits;
import java.io.IOException;
import java.time.Duration;

/** The life of a gateway with one of everything: started, asked, closed. */
final class OneRound implements LeakChecks.Round {

  @Override
  public void run() throws IOException {
    try (Backend backend = Backend.start();
        Hosted hosted = Hosted.on(gateway(backend.url()))) {
      expect(200, hosted.get("/http/function"));
      expect(200, hosted.get("/http/proxy"));
      expect(401, hosted.get("/http/token", "Authorization: Bearer a.b.c"));
      expect(200, hosted.get("/rest/cached"));
      expect(200, hosted.get("/rest/cached"));
      expect(404, hosted.get("/http/nowhere"));
    }
  }

  private static Gateway.Builder gateway(String backend) {
    HttpApi http = HttpApi.builder("http")
        .route(
            "GET /function",
            r -> r.throttle(Rate.perSecond(1000).burst(1000))
                .function(call -> Response.text(200, "here")))
        .route("GET /proxy", r -> r.proxy(backend))
        .route(
            "GET /token",
            r -> r.authorizer(JwtAuthorizer.of("login", backend, "pets"))
                .function(call -> Response.text(200, call.principal().id())))
        .build();
    RestApi rest = RestApi.builder("rest")
        .method("GET /cached", m -> m.cache(Duration.ofMinutes(1)).proxy(backend))
        .build();
    return Gateway.builder()
        .authorizers(StandardAuthorizers.create())
        .limits(InMemoryLimits.create())
        .stage(http, "$default", s -> s.anyDomain("http"))
        .stage(rest, "prod", s -> s.anyDomain("rest"));
  }

  private static void expect(int status, RawSocket.Answer answer) {
    if (answer.status() != status) {
      throw new AssertionError("expected " + status + " but was " + answer);
    }
  }
}
