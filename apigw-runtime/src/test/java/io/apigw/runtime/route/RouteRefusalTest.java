package io.apigw.runtime.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.ApiKind;
import io.apigw.api.Body;
import io.apigw.api.Request;
import io.apigw.api.respond.GatewayResponseType;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verbs, preflights, and what is refused before any route is looked at. */
class RouteRefusalTest {

  private final Router router = new Router();

  @Nested
  class Verbs {

    @ParameterizedTest
    @ValueSource(strings = {"get", "Get", "TRACE", "trace", "CONNECT", "connect", "gET"})
    void verbThatLooksLikeAnotherIsRefused(String verb) {
      router.deploy(ApiKind.HTTP, "$default", "$default");
      assertThat(router.refusal(Request.builder(verb, "/").build()))
          .contains(GatewayResponseType.BAD_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PROPFIND", "X"})
    void defaultRouteTakesEveryOther(String verb) {
      router.deploy(ApiKind.HTTP, "$default", "$default", "GET /");
      assertThat(router.key(Request.builder(verb, "/").build())).isEqualTo("$default");
    }

    @Test
    void overrideReplacesTheVerbAndIsDropped() {
      router.deploy(ApiKind.REST, "prod", "GET /pets", "DELETE /pets");
      Request request = Request.builder("POST", "/m/prod/pets?x=1")
          .mountPath("/m")
          .header("A", "b")
          .header("x-http-method-override", "DELETE")
          .body(Body.text("body"))
          .protocol("HTTP/2")
          .executor(Router.executor())
          .build();
      Routed routed = router.take(request);
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
      router.deploy(ApiKind.REST, "prod", "GET /pets");
      Request request = Request.get("/prod/pets").withHeader("X-HTTP-Method-Override", "DELETE");
      assertThat(router.refusal(request))
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
      router.deploy(ApiKind.REST, "prod", "ANY /pets");
      Request request = Request.get("/prod/pets").withHeader("X-HTTP-Method-Override", verb);
      assertThat(router.refusal(request)).contains(GatewayResponseType.BAD_REQUEST);
    }

    @Test
    void twoOverridesMustAgree() {
      router.deploy(ApiKind.REST, "prod", "ANY /pets");
      Request request = Request.get("/prod/pets").withAddedHeader("X-HTTP-Method-Override", "PUT");
      assertThat(router.refusal(request.withAddedHeader("x-http-method-override", "PUT")))
          .isEmpty();
      assertThat(router.refusal(request.withAddedHeader("x-http-method-override", "GET")))
          .contains(GatewayResponseType.BAD_REQUEST);
    }

    @Test
    void overrideIsAHeaderLikeOthersWhereItIsNotHonoured() {
      Request request = Request.get("/prod/pets").withHeader("X-HTTP-Method-Override", "DELETE");
      router.deploy(Stages.builder(ApiKind.REST, "shop", "prod", "GET /pets", "DELETE /pets")
          .ignoreMethodOverride()
          .build());
      assertThat(router.key(request)).isEqualTo("GET /pets");
      assertThat(router.take(request).request()).isSameAs(request);
      router.deploy(ApiKind.HTTP, "prod", "GET /pets", "DELETE /pets");
      assertThat(router.key(request)).isEqualTo("GET /pets");
      assertThat(router.take(request).request()).isSameAs(request);
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
      router.deploy(Stages.withCors("OPTIONS /pets", "$default"));
      Routed routed = router.take(preflight);
      assertThat(routed.record().routeKey()).isEmpty();
      assertThat(Router.refusal(routed)).isEmpty();
      assertThat(routed.route())
          .isNotSameAs(router.take(Request.builder("OPTIONS", "/pets").build()).route());
    }

    @Test
    void whatIsNoPreflightIsRouted() {
      router.deploy(Stages.withCors("OPTIONS /pets", "GET /pets"));
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
      router.deploy(ApiKind.HTTP, "$default", "$default");
      assertThat(router.key(preflight)).isEqualTo("$default");
      router.deploy(ApiKind.REST, "prod", "OPTIONS /pets");
      assertThat(key(Request.builder("OPTIONS", "/prod/pets").headers(preflight.headers())))
          .isEqualTo("OPTIONS /pets");
    }
  }

  @Nested
  class Limits {

    @ParameterizedTest
    @CsvSource({"REST, 10240", "HTTP, 10225"})
    void targetMayFillTheHead(ApiKind kind, int longest) {
      router.deploy(kind, "prod", "ANY /{proxy+}");
      String path = "/prod/" + "x".repeat(longest - "/prod/".length());
      assertThat(router.refusal(Request.get(path))).isEmpty();
      assertThat(router.refusal(Request.get(path + "x")))
          .contains(GatewayResponseType.URI_TOO_LONG);
      assertThat(router.refusal(
              Request.get(path.substring(1000).replaceFirst("x", "/") + "?" + "x".repeat(1000))))
          .contains(GatewayResponseType.URI_TOO_LONG);
    }

    @Test
    void restCountsNamesValuesAndLineEnds() {
      router.deploy(ApiKind.REST, "prod", "GET /pets");
      Request request = Request.get("/prod/pets").withHeader("Name", "value");
      int rest = 10_240 - "Name: value\r\n".length() - "Long: \r\n".length();
      assertThat(router.refusal(request.withHeader("Long", "x".repeat(rest)))).isEmpty();
      assertThat(router.refusal(request.withHeader("Long", "x".repeat(rest + 1))))
          .contains(GatewayResponseType.HEADERS_TOO_LARGE);
    }

    @Test
    void httpCountsTheRequestLineAndValues() {
      router.deploy(ApiKind.HTTP, "$default", "GET /pets");
      int rest = 10_240 - "GET /pets HTTP/1.1\r\n".length();
      assertThat(router.refusal(Request.get("/pets").withHeader("Long-Name", "x".repeat(rest))))
          .isEmpty();
      assertThat(Router.refusal(
              router.take(Request.get("/pets").withHeader("Long-Name", "x".repeat(rest + 1)))))
          .contains(GatewayResponseType.HEADERS_TOO_LARGE);
    }

    @Test
    void knownLengthOverThePayloadLimitIsRefusedAtOnce() {
      router.deploy(ApiKind.HTTP, "$default", "POST /pets");
      int limit = (int) Stages.PAYLOAD;
      assertThat(router.refusal(Request.post("/pets", Body.text("x".repeat(limit)))))
          .isEmpty();
      assertThat(router.refusal(Request.post("/pets", Body.text("x".repeat(limit + 1)))))
          .contains(GatewayResponseType.REQUEST_TOO_LARGE);
      assertThat(router.refusal(Request.post("/pets", Body.stream(new Untouched(), limit + 1L))))
          .contains(GatewayResponseType.REQUEST_TOO_LARGE);
      assertThat(router.refusal(Request.post("/pets", Body.stream(new Untouched()))))
          .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1000, false", "1001, true", "99999999999999999999999999, true", "x, false"})
    void contentLengthCountsForAStreamThatTellsNone(String length, boolean refused) {
      router.deploy(ApiKind.REST, "prod", "POST /pets");
      Request request = Request.post("/prod/pets", Body.stream(new Untouched()))
          .withHeader("content-length", length);
      assertThat(router.refusal(request).isPresent()).isEqualTo(refused);
    }

    @Test
    void moreThanAThousandParametersAreRefused() {
      router.deploy(ApiKind.HTTP, "$default", "GET /pets");
      assertThat(router.refusal(Request.get("/pets?" + "a&".repeat(1000)))).isEmpty();
      assertThat(router.refusal(Request.get("/pets?" + "a;".repeat(1001))))
          .contains(GatewayResponseType.BAD_REQUEST);
      assertThat(router.refusal(Request.get("/pets?" + "&".repeat(5000)))).isEmpty();
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
      router.deploy(ApiKind.REST, "prod", "ANY /{proxy+}");
      assertThat(router.refusal(Request.get(path))).contains(GatewayResponseType.BAD_REQUEST);
      router.deploy(ApiKind.HTTP, "prod", "$default");
      assertThat(router.refusal(Request.get(path))).contains(GatewayResponseType.BAD_REQUEST);
    }
  }

  private String key(Request.Builder request) {
    return router.key(request.build());
  }

  /** A stream that routing leaves alone. */
  private static final class Untouched implements Flow.Publisher<ByteBuffer> {

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
      throw new UnsupportedOperationException();
    }
  }
}
