package io.apigw.runtime.flow;

import static io.apigw.testkit.GatewayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.ApiKind;
import io.apigw.api.Body;
import io.apigw.api.ByteSize;
import io.apigw.api.Headers;
import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.api.authorize.JwtAuthorizer;
import io.apigw.api.definition.Api;
import io.apigw.api.definition.HttpApi;
import io.apigw.api.definition.RestApi;
import io.apigw.api.definition.RouteSettings;
import io.apigw.api.integrate.TransportResult;
import io.apigw.api.integrate.TransportResult.Failure;
import io.apigw.api.integrate.TransportResult.Kind;
import io.apigw.api.throttle.Permit;
import io.apigw.api.throttle.Rate;
import io.apigw.runtime.Gateway;
import io.apigw.testkit.FakeAuthorizers;
import io.apigw.testkit.FakeLimits;
import io.apigw.testkit.FakeTransport;
import io.apigw.testkit.TestClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What really goes wrong, and how each kind of API says it. */
class ProvokedResponsesFlowTest {

  private final TestClock clock = TestClock.create();
  private final FakeTransport transport = FakeTransport.create();
  private final FakeAuthorizers authorizers = FakeAuthorizers.create();
  private final FakeLimits limits = FakeLimits.create();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "REST | /nowhere   | 403 | {\"message\":\"Missing Authentication Token\"}",
        "HTTP | /nowhere   | 404 | {\"message\":\"Not Found\"}",
        "REST | /a/%GG     | 400 | {\"message\":\"Bad Request\"}",
        "HTTP | /a/%GG     | 400 | {\"message\":\"Bad Request\"}",
        "REST | /a/../b    | 400 | {\"message\":\"Bad Request\"}",
        "HTTP | /a/%2e%2e/ | 400 | {\"message\":\"Bad Request\"}",
        "HTTP | /a\u00e4   | 400 | {\"message\":\"Bad Request\"}",
      })
  void pathThatLeadsNowhere(ApiKind kind, String path, int status, String body) {
    assertThat(answer(kind, Request.builder("GET", path).build()))
        .hasStatus(status)
        .hasBody(body);
  }

  @Test
  void unmatchedRequestToARestApiWithATokenIsReadAsABrokenSignature() {
    assertThat(
            answer(ApiKind.REST, Request.get("/nowhere").withHeader("Authorization", "Bearer x")))
        .isRefused(
            403,
            "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded"
                + " with Base64): 'uTem/WB082UJMN2ajD6lH6UChGpTAddMJSx2iu923No='.")
        .hasHeader("x-amzn-ErrorType", "IncompleteSignatureException");
    assertThat(
            answer(ApiKind.HTTP, Request.get("/nowhere").withHeader("Authorization", "Bearer x")))
        .isRefused(404, "Not Found");
  }

  @ParameterizedTest
  @CsvSource({"REST, 414", "HTTP, 414"})
  void targetIsTooLong(ApiKind kind, int status) {
    assertThat(answer(kind, Request.get("/a?" + "x".repeat(10_240)))).hasStatus(status);
  }

  @ParameterizedTest
  @CsvSource({"REST", "HTTP"})
  void headersAreTooLarge(ApiKind kind) {
    assertThat(answer(kind, Request.get("/a").withHeader("x", "y".repeat(10_240))))
        .hasStatus(431)
        .hasBody("HTTP header is larger than 10240 bytes.");
  }

  @ParameterizedTest
  @CsvSource({"REST", "HTTP"})
  void bodyThatIsAnnouncedTooLargeReachesNobody(ApiKind kind) {
    Request request = Request.post("/a", ScriptedBody.open().body(10_485_761));
    assertThat(answer(kind, request))
        .hasStatus(413)
        .hasBody("HTTP content length exceeded 10485760 bytes.")
        .hasNoHeader("x-amzn-RequestId")
        .hasNoHeader("Apigw-Requestid");
    assertThat(transport.requests()).isEmpty();
  }

  @Test
  void limitOfTheStageIsNamedWhereItIsNotAwss() {
    HttpApi api =
        HttpApi.builder("a").route("ANY /a", r -> r.proxy("http://b.test")).build();
    try (Gateway gateway = builder()
        .stage(api, "$default", s -> s.anyDomain("").payload(ByteSize.ofKib(1)))
        .build()) {
      assertThat(gateway.process(Request.post("/a", Body.bytes(new byte[1025]))))
          .hasStatus(413)
          .hasBody("HTTP content length exceeded 1024 bytes.");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "REST | CONNECT      | 504 | {\"message\": \"Network error communicating with endpoint\"}",
        "REST | BROKEN       | 504 | {\"message\": \"Network error communicating with endpoint\"}",
        "REST | TIMEOUT      | 504 | {\"message\": \"Endpoint request timed out\"}",
        "REST | REQUEST_BODY | 400 | {\"message\":\"Bad Request\"}",
        "HTTP | CONNECT      | 503 | {\"message\":\"Service Unavailable\"}",
        "HTTP | BROKEN       | 503 | {\"message\":\"Service Unavailable\"}",
        "HTTP | TIMEOUT      | 503 | {\"message\":\"Service Unavailable\"}",
        "HTTP | REQUEST_BODY | 400 | {\"message\":\"Bad Request\"}",
      })
  void backEndThatGivesNoReply(ApiKind kind, Kind failure, int status, String body) {
    transport.then(new Failure(failure, "10.0.0.1: secret"));
    assertThat(answer(kind, Request.get("/a"))).hasStatus(status).hasBody(body);
  }

  @ParameterizedTest
  @CsvSource({"REST, Internal server error", "HTTP, Internal Server Error"})
  void replyThatIsTooLarge(ApiKind kind, String message) {
    ScriptedBody reply = ScriptedBody.open();
    transport.then(new TransportResult.Reply(200, Headers.empty(), reply.body(10_485_761)));
    assertThat(answer(kind, Request.get("/a"))).isRefused(500, message);
    assertThat(reply.cancelled()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "REST | 500 | {\"message\":null}",
        "HTTP | 500 | {\"message\":\"Internal Server Error\"}"
      })
  void authorizerThatFails(ApiKind kind, int status, String body) {
    authorizers.then(CompletableFuture.failedFuture(new IllegalStateException("secret")));
    assertThat(answer(kind, Request.get("/a"))).hasStatus(status).hasBody(body);
  }

  @ParameterizedTest
  @CsvSource({"REST", "HTTP"})
  void limitThatRefusesAndLimitThatIsAway(ApiKind kind) {
    limits.thenRefuse();
    assertThat(answer(kind, Request.get("/a"))).isRefused(429, "Too Many Requests");
    CompletableFuture<Permit> away = CompletableFuture.failedFuture(new IllegalStateException("x"));
    limits.then(away);
    assertThat(answer(kind, Request.get("/a"))).isRefused(503, "Service Unavailable");
    assertThat(transport.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"REST", "HTTP"})
  void closedGatewayRefusesEverything(ApiKind kind) {
    Gateway gateway = builder().api(api(kind)).build();
    gateway.close();
    assertThat(gateway.process(Request.get("/a"))).isRefused(503, "Service Unavailable");
  }

  @Test
  void hostAndStageThatNobodyServes() {
    try (Gateway gateway = builder()
        .stage(api(ApiKind.REST), "prod", s -> s.domain("api.example.com", ""))
        .build()) {
      Request elsewhere =
          Request.builder("GET", "/a").header("Host", "other.example.com").build();
      Request noStage =
          Request.builder("GET", "/test/a").header("Host", "a.example.org").build();
      for (Request request : new Request[] {elsewhere, noStage}) {
        assertThat(gateway.process(request))
            .isRefused(403, "Forbidden")
            .hasHeader("x-amzn-ErrorType", "ForbiddenException")
            .hasHeader("x-amzn-RequestId");
      }
    }
  }

  @Test
  void nothingOfAFaultReachesTheClient() {
    HttpApi api = HttpApi.builder("a")
        .route(
            "GET /a",
            r -> r.function(call -> {
              throw new IllegalStateException("jdbc:secret");
            }))
        .build();
    try (Gateway gateway = builder().api(api).build()) {
      Response response =
          gateway.process(Request.get("/a")).toCompletableFuture().join();
      assertThat(response).hasStatus(500).hasBody("{\"message\":\"Internal Server Error\"}");
      assertThat(response.headers().toString()).doesNotContain("secret");
    }
  }

  private Response answer(ApiKind kind, Request request) {
    try (Gateway gateway = builder().api(api(kind)).build()) {
      return gateway.process(request).toCompletableFuture().join();
    }
  }

  private Gateway.Builder builder() {
    return Gateway.builder()
        .clock(clock)
        .transport(transport)
        .authorizers(authorizers)
        .limits(limits);
  }

  private static Api api(ApiKind kind) {
    return kind == ApiKind.REST
        ? RestApi.builder("a")
            .method("ANY /a", m -> settings(m.proxy("http://b.test")))
            .build()
        : HttpApi.builder("a")
            .route("ANY /a", r -> settings(r.proxy("http://b.test")))
            .build();
  }

  private static void settings(RouteSettings route) {
    route
        .authorizer(JwtAuthorizer.of("login", "https://id.example.com", "a"))
        .throttle(Rate.perSecond(1))
        .timeout(Duration.ofSeconds(5));
  }
}
