package io.apigw.runtime.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.ApiKind;
import io.apigw.api.Body;
import io.apigw.api.Cancellable;
import io.apigw.api.Request;
import io.apigw.api.RequestExecutor;
import io.apigw.api.Response;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.runtime.outcome.Answer;
import io.apigw.testkit.TestClock;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteStepTest {

  private static final Executor OWN = new Executor();

  private final RouteStep step = new RouteStep(
      TestClock.at("2026-01-02T03:04:05Z"),
      OWN,
      TrustedProxies.parse(List.of("10.0.0.0/8"), problem -> {}));

  @Nested
  class Finding {

    @Test
    void nothingIsDeployedAtFirst() {
      Routed routed = step.take(Request.get("/"));
      assertThat(type(routed)).contains(GatewayResponseType.NOT_DEPLOYED);
      assertThat(routed.stage().kind()).isEmpty();
      assertThat(routed.record().apiId()).isEmpty();
    }

    @Test
    void routedRequestKnowsWhereItIs() {
      deploy(ApiKind.REST, "prod", "GET /pets/{petId}/toys/{toyId}");
      Request request = Request.get("/prod/pets/a%2Fb/toys/7?x=1");
      Routed routed = step.take(request);
      assertThat(routed.request()).isSameAs(request);
      assertThat(routed.routedPath()).isEqualTo("/pets/a%2Fb/toys/7");
      assertThat(routed.context("routedPath")).contains("/pets/a%2Fb/toys/7");
      assertThat(routed.stageInPath()).isTrue();
      assertThat(routed.basePath()).isEmpty();
      assertThat(routed.pathParameter("petId")).contains("a%2Fb");
      assertThat(routed.pathParameter("toyId")).contains("7");
      assertThat(routed.pathParameter("other")).isEmpty();
      assertThat(routed.pathValue(1)).isEqualTo("7");
      assertThat(routed.stageVariable("colour")).contains("blue");
      assertThat(routed.record().routeKey()).isEqualTo("GET /pets/{petId}/toys/{toyId}");
      assertThat(routed.record().stage()).isEqualTo("prod");
    }

    @Test
    void pathValuesOfHttpApisAreDecodedAndKeptAsReceived() {
      deploy(ApiKind.HTTP, "$default", "GET /files/{proxy+}");
      Routed routed = step.take(Request.get("/files/a%2F..%2Fb/%E2%82%AC"));
      assertThat(routed.pathParameter("proxy")).contains("a/../b/€");
      assertThat(routed.rawPathValue(0)).isEqualTo("a%2F..%2Fb/%E2%82%AC");
    }

    @Test
    void mountPathIsNoPartOfThePath() {
      deploy(ApiKind.REST, "prod", "GET /pets");
      Request request =
          Request.builder("GET", "/mounted/prod/pets?x").mountPath("/mounted").build();
      assertThat(step.take(request).routedPath()).isEqualTo("/pets");
    }

    @Test
    void requestKeepsTheTableThatItStartedWith() {
      deploy(ApiKind.REST, "prod", "GET /pets");
      Routed before = step.take(Request.get("/prod/pets"));
      deploy(ApiKind.REST, "prod", "GET /cats");
      assertThat(type(before)).isEmpty();
      assertThat(type(step.take(Request.get("/prod/pets"))))
          .contains(GatewayResponseType.MISSING_AUTHENTICATION_TOKEN);
      assertThat(type(step.take(Request.get("/prod/cats")))).isEmpty();
    }
  }

  @Nested
  class Misses {

    @Test
    void restMissIsAMissingToken() {
      deploy(ApiKind.REST, "prod", "GET /pets");
      Routed routed = step.take(Request.get("/prod/cats"));
      assertThat(refusal(routed))
          .isEqualTo(Rejection.of(GatewayResponseType.MISSING_AUTHENTICATION_TOKEN));
      assertThat(routed.stage().rest()).isTrue();
      assertThat(routed.record().routeKey()).isEmpty();
    }

    @Test
    void restMissWithAnotherAuthorizationIsAnIncompleteSignature() {
      deploy(ApiKind.REST, "prod", "GET /pets");
      Routed routed =
          step.take(Request.get("/prod/cats").withHeader("authorization", "Bearer abc"));
      assertThat(refusal(routed).type()).isEqualTo(GatewayResponseType.INCOMPLETE_SIGNATURE);
      assertThat(refusal(routed).message())
          .contains(
              "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and"
                  + " encoded with Base64): 'w1Xc6WwWEogNEZQP/dkBTThsJT4MNlKmzQanIm970rY='.");
    }

    @Test
    void restMissWithASignatureIsAMissingToken() {
      deploy(ApiKind.REST, "prod", "GET /pets");
      Request signed =
          Request.get("/prod/cats").withHeader("Authorization", "AWS4-HMAC-SHA256 Credential=x");
      assertThat(type(step.take(signed)))
          .contains(GatewayResponseType.MISSING_AUTHENTICATION_TOKEN);
    }

    @Test
    void httpMissIsTheSameTypeWhateverItsAuthorization() {
      deploy(ApiKind.HTTP, "$default", "GET /pets");
      Request request = Request.get("/cats").withHeader("Authorization", "Bearer abc");
      assertThat(type(step.take(request)))
          .contains(GatewayResponseType.MISSING_AUTHENTICATION_TOKEN);
    }

    @Test
    void missMayBeAnsweredByAnotherStep() {
      switchTo(Stages.builder(ApiKind.REST, "shop", "prod", "GET /pets")
          .unmatched(routed -> new Answer(Response.text(404, "signed")))
          .build());
      assertThat(type(step.take(Request.get("/prod/cats")))).isEmpty();
    }

    @Test
    void stageThatDoesNotExistIsNotDeployed() {
      deploy(ApiKind.REST, "prod", "GET /pets");
      Routed routed = step.take(Request.get("/test/pets"));
      assertThat(type(routed)).contains(GatewayResponseType.NOT_DEPLOYED);
      assertThat(routed.stage().rest()).isTrue();
    }
  }

  @Nested
  class Verbs {

    @ParameterizedTest
    @ValueSource(strings = {"get", "Get", "TRACE", "trace", "CONNECT", "connect", "gET"})
    void verbThatLooksLikeAnotherIsRefused(String verb) {
      deploy(ApiKind.HTTP, "$default", "$default");
      assertThat(type(step.take(Request.builder(verb, "/").build())))
          .contains(GatewayResponseType.BAD_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PROPFIND", "X"})
    void defaultRouteTakesEveryOther(String verb) {
      deploy(ApiKind.HTTP, "$default", "$default", "GET /");
      assertThat(step.take(Request.builder(verb, "/").build()).record().routeKey())
          .isEqualTo("$default");
    }

    @Test
    void overrideReplacesTheVerbAndIsDropped() {
      deploy(ApiKind.REST, "prod", "GET /pets", "DELETE /pets");
      Request request = Request.builder("POST", "/m/prod/pets?x=1")
          .mountPath("/m")
          .header("A", "b")
          .header("x-http-method-override", "DELETE")
          .body(Body.text("body"))
          .protocol("HTTP/2")
          .executor(new Executor())
          .build();
      Routed routed = step.take(request);
      assertThat(routed.record().routeKey()).isEqualTo("DELETE /pets");
      assertThat(routed.record().method()).isEqualTo("DELETE");
      assertThat(routed.request().method()).isEqualTo("DELETE");
      assertThat(routed.request().target()).isEqualTo("/m/prod/pets?x=1");
      assertThat(routed.request().mountPath()).isEqualTo("/m");
      assertThat(routed.request().headers().toBuilder().build())
          .isEqualTo(request.headers().without("X-HTTP-Method-Override"));
      assertThat(routed.body()).isSameAs(request.body());
      assertThat(routed.request().protocol()).isEqualTo("HTTP/2");
      assertThat(routed.executor()).isSameAs(request.executor());
    }

    @Test
    void overrideToAVerbWithoutRouteIsAMiss() {
      deploy(ApiKind.REST, "prod", "GET /pets");
      Request request = Request.get("/prod/pets").withHeader("X-HTTP-Method-Override", "DELETE");
      assertThat(type(step.take(request)))
          .contains(GatewayResponseType.MISSING_AUTHENTICATION_TOKEN);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "DEL ETE",
          "delete",
          "TRACE",
          "DELETE,GET",
          "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJ"
        })
    void overrideThatIsNoVerbIsRefused(String verb) {
      deploy(ApiKind.REST, "prod", "ANY /pets");
      Request request = Request.get("/prod/pets").withHeader("X-HTTP-Method-Override", verb);
      assertThat(type(step.take(request))).contains(GatewayResponseType.BAD_REQUEST);
    }

    @Test
    void twoOverridesMustAgree() {
      deploy(ApiKind.REST, "prod", "ANY /pets");
      Request request = Request.get("/prod/pets").withAddedHeader("X-HTTP-Method-Override", "PUT");
      assertThat(type(step.take(request.withAddedHeader("x-http-method-override", "PUT"))))
          .isEmpty();
      assertThat(type(step.take(request.withAddedHeader("x-http-method-override", "GET"))))
          .contains(GatewayResponseType.BAD_REQUEST);
    }

    @Test
    void overrideIsAHeaderLikeOthersWhereItIsNotHonoured() {
      Request request = Request.get("/prod/pets").withHeader("X-HTTP-Method-Override", "DELETE");
      switchTo(Stages.builder(ApiKind.REST, "shop", "prod", "GET /pets", "DELETE /pets")
          .ignoreMethodOverride()
          .build());
      assertThat(step.take(request).record().routeKey()).isEqualTo("GET /pets");
      assertThat(step.take(request).request()).isSameAs(request);
      deploy(ApiKind.HTTP, "prod", "GET /pets", "DELETE /pets");
      assertThat(step.take(request).record().routeKey()).isEqualTo("GET /pets");
      assertThat(step.take(request).request()).isSameAs(request);
    }
  }

  @Nested
  class Preflights {

    private final Request preflight = Request.builder("OPTIONS", "/pets")
        .header("origin", "https://evil.example.com")
        .header("access-control-request-method", "PUT")
        .build();

    @Test
    void gatewayAnswersBeforeItLooksAtRoutes() {
      switchTo(Stages.withCors("OPTIONS /pets", "$default"));
      Routed routed = step.take(preflight);
      assertThat(routed.record().routeKey()).isEmpty();
      assertThat(type(routed)).isEmpty();
      assertThat(routed.route())
          .isNotSameAs(step.take(Request.builder("OPTIONS", "/pets").build()).route());
    }

    @Test
    void whatIsNoPreflightIsRouted() {
      switchTo(Stages.withCors("OPTIONS /pets", "GET /pets"));
      assertThat(key(Request.builder("OPTIONS", "/pets").header("Origin", "https://a")))
          .isEqualTo("OPTIONS /pets");
      assertThat(key(
              Request.builder("OPTIONS", "/pets").header("Access-Control-Request-Method", "PUT")))
          .isEqualTo("OPTIONS /pets");
      assertThat(key(Request.builder("GET", "/pets")
              .header("Origin", "https://a")
              .header("Access-Control-Request-Method", "PUT")))
          .isEqualTo("GET /pets");
    }

    @Test
    void withoutCorsPreflightsAreRouted() {
      deploy(ApiKind.HTTP, "$default", "$default");
      assertThat(step.take(preflight).record().routeKey()).isEqualTo("$default");
      deploy(ApiKind.REST, "prod", "OPTIONS /pets");
      assertThat(key(Request.builder("OPTIONS", "/prod/pets").headers(preflight.headers())))
          .isEqualTo("OPTIONS /pets");
    }
  }

  @Nested
  class Limits {

    @ParameterizedTest
    @CsvSource({"REST, 10240", "HTTP, 10225"})
    void targetMayFillTheHead(ApiKind kind, int longest) {
      deploy(kind, "prod", "ANY /{proxy+}");
      String path = "/prod/" + "x".repeat(longest - "/prod/".length());
      assertThat(type(step.take(Request.get(path)))).isEmpty();
      assertThat(type(step.take(Request.get(path + "x"))))
          .contains(GatewayResponseType.URI_TOO_LONG);
      assertThat(type(step.take(
              Request.get(path.substring(1000).replaceFirst("x", "/") + "?" + "x".repeat(1000)))))
          .contains(GatewayResponseType.URI_TOO_LONG);
    }

    @Test
    void restCountsNamesValuesAndLineEnds() {
      deploy(ApiKind.REST, "prod", "GET /pets");
      Request request = Request.get("/prod/pets").withHeader("Name", "value");
      int rest = 10_240 - "Name: value\r\n".length() - "Long: \r\n".length();
      assertThat(type(step.take(request.withHeader("Long", "x".repeat(rest))))).isEmpty();
      assertThat(type(step.take(request.withHeader("Long", "x".repeat(rest + 1)))))
          .contains(GatewayResponseType.HEADERS_TOO_LARGE);
    }

    @Test
    void httpCountsTheRequestLineAndValues() {
      deploy(ApiKind.HTTP, "$default", "GET /pets");
      int rest = 10_240 - "GET /pets HTTP/1.1\r\n".length();
      assertThat(type(step.take(Request.get("/pets").withHeader("Long-Name", "x".repeat(rest)))))
          .isEmpty();
      assertThat(type(
              step.take(Request.get("/pets").withHeader("Long-Name", "x".repeat(rest + 1)))))
          .contains(GatewayResponseType.HEADERS_TOO_LARGE);
    }

    @Test
    void knownLengthOverThePayloadLimitIsRefusedAtOnce() {
      deploy(ApiKind.HTTP, "$default", "POST /pets");
      int limit = (int) Stages.PAYLOAD;
      assertThat(type(step.take(Request.post("/pets", Body.text("x".repeat(limit))))))
          .isEmpty();
      assertThat(type(step.take(Request.post("/pets", Body.text("x".repeat(limit + 1))))))
          .contains(GatewayResponseType.REQUEST_TOO_LARGE);
      assertThat(type(step.take(Request.post("/pets", Body.stream(new Untouched(), limit + 1L)))))
          .contains(GatewayResponseType.REQUEST_TOO_LARGE);
      assertThat(type(step.take(Request.post("/pets", Body.stream(new Untouched())))))
          .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1000, false", "1001, true", "99999999999999999999999999, true", "x, false"})
    void contentLengthCountsForAStreamThatTellsNone(String length, boolean refused) {
      deploy(ApiKind.REST, "prod", "POST /pets");
      Request request = Request.post("/prod/pets", Body.stream(new Untouched()))
          .withHeader("content-length", length);
      assertThat(type(step.take(request)).isPresent()).isEqualTo(refused);
    }

    @Test
    void moreThanAThousandParametersAreRefused() {
      deploy(ApiKind.HTTP, "$default", "GET /pets");
      assertThat(type(step.take(Request.get("/pets?" + "a&".repeat(1000))))).isEmpty();
      assertThat(type(step.take(Request.get("/pets?" + "a;".repeat(1001)))))
          .contains(GatewayResponseType.BAD_REQUEST);
      assertThat(type(step.take(Request.get("/pets?" + "&".repeat(5000))))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/prod/../admin",
          "/prod/%2e%2e/admin",
          "/prod/a%00",
          "/prod/%GG",
          "/prod/a\\b",
          "/..;/prod"
        })
    void pathThatCouldBeReadTwoWaysIsRefusedForBothKinds(String path) {
      deploy(ApiKind.REST, "prod", "ANY /{proxy+}");
      assertThat(type(step.take(Request.get(path)))).contains(GatewayResponseType.BAD_REQUEST);
      deploy(ApiKind.HTTP, "prod", "$default");
      assertThat(type(step.take(Request.get(path)))).contains(GatewayResponseType.BAD_REQUEST);
    }
  }

  @Nested
  class Records {

    private static final String UUID = "01234567-89ab-4cde-8f01-23456789ABCD";

    @Test
    void restIdIsAUuidAndTheExtendedOneAToken() {
      deploy(ApiKind.REST, "prod", "GET /pets");
      Routed routed = step.take(Request.get("/prod/pets"));
      assertThat(routed.record().requestId())
          .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
      assertThat(routed.record().extendedRequestId()).matches("[A-Za-z0-9_-]{15}=");
      assertThat(step.take(Request.get("/prod/pets")).record().requestId())
          .isNotEqualTo(routed.record().requestId());
    }

    @Test
    void clientsUuidIsKeptInRestOnly() {
      Request request = Request.get("/prod/pets").withHeader("X-Amzn-RequestId", UUID);
      deploy(ApiKind.REST, "prod", "GET /pets");
      assertThat(step.take(request).record().requestId()).isEqualTo(UUID);
      assertThat(step.take(request).record().extendedRequestId()).isNotEqualTo(UUID);
      deploy(ApiKind.HTTP, "prod", "GET /pets");
      assertThat(step.take(request).record().requestId()).isNotEqualTo(UUID);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "x",
          "01234567-89ab-4cde-8f01-23456789abcg",
          "01234567x89ab-4cde-8f01-23456789abcd",
          "01234567-89ab-4cde-8f01-23456789abcde",
          "0123456789ab4cde8f0123456789abcd"
        })
    void anythingElseOfTheClientsIsReplaced(String id) {
      deploy(ApiKind.REST, "prod", "GET /pets");
      Request request = Request.get("/prod/pets").withHeader("x-amzn-RequestId", id);
      assertThat(step.take(request).record().requestId()).isNotEqualTo(id).hasSize(36);
    }

    @Test
    void httpHasOneIdThatIsAToken() {
      deploy(ApiKind.HTTP, "$default", "GET /pets");
      Routed routed = step.take(Request.get("/pets"));
      assertThat(routed.record().requestId()).matches("[A-Za-z0-9_-]{15}=");
      assertThat(routed.record().extendedRequestId()).isEqualTo(routed.record().requestId());
    }

    @Test
    void refusedRequestHasIdsToo() {
      deploy(ApiKind.REST, "prod", "GET /pets");
      assertThat(step.take(Request.get("/prod/%GG")).record().requestId()).hasSize(36);
      assertThat(step.take(Request.get("/other")).record().requestId()).hasSize(36);
    }

    @Test
    void callerIsThePeerUnlessItIsATrustedProxy() {
      deploy(ApiKind.HTTP, "$default", "GET /pets");
      Request request = Request.get("/pets").withHeader("X-Forwarded-For", "203.0.113.7");
      assertThat(step.take(request).record().sourceIp()).isEqualTo("127.0.0.1");
      assertThat(step.take(request).proxied()).isFalse();
      Request proxied = request.toBuilder()
          .connection(io.apigw.api.Connection.builder("10.1.2.3", 1).build())
          .build();
      assertThat(step.take(proxied).record().sourceIp()).isEqualTo("203.0.113.7");
      assertThat(step.take(proxied).proxied()).isTrue();
    }

    @Test
    void traceIsMadeOnceAndStays() {
      deploy(ApiKind.HTTP, "$default", "GET /pets");
      Routed routed = step.take(Request.get("/pets"));
      assertThat(routed.traceId()).isSameAs(routed.traceId());
      assertThat(routed.traceId().root()).startsWith("1-695735a5-");
    }

    @Test
    void requestWithoutAHostRunsOnTheGatewaysOwnExecutor() {
      deploy(ApiKind.HTTP, "$default", "GET /pets");
      Executor hosts = new Executor();
      assertThat(step.take(Request.get("/pets")).executor()).isSameAs(OWN);
      assertThat(
              step.take(Request.builder("GET", "/pets").executor(hosts).build()).executor())
          .isSameAs(hosts);
    }
  }

  private void deploy(ApiKind kind, String stage, String... keys) {
    switchTo(Stages.of(kind, "shop", stage, keys));
  }

  private void switchTo(StageRoutes stage) {
    step.switchTo(RoutingTable.builder().stage(stage).build());
  }

  private String key(Request.Builder request) {
    return step.take(request.build()).record().routeKey();
  }

  private static Rejection refusal(Routed routed) {
    return Stages.refusal(routed).orElseThrow();
  }

  private static Optional<GatewayResponseType> type(Routed routed) {
    return Stages.refusal(routed).map(Rejection::type);
  }

  /** A thread of its own that nothing is done on. */
  private static final class Executor implements RequestExecutor {

    @Override
    public void execute(Runnable task) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Cancellable schedule(Runnable task, Duration delay) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void onCancel(Runnable task) {
      throw new UnsupportedOperationException();
    }
  }

  /** A stream that routing leaves alone. */
  private static final class Untouched implements Flow.Publisher<ByteBuffer> {

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
      throw new UnsupportedOperationException();
    }
  }
}
