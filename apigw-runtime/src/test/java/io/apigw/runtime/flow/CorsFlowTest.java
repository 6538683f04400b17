package io.apigw.runtime.flow;

import static io.apigw.testkit.GatewayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apigw.api.Body;
import io.apigw.api.DefinitionException;
import io.apigw.api.Headers;
import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.api.authorize.JwtAuthorizer;
import io.apigw.api.definition.Cors;
import io.apigw.api.definition.HttpApi;
import io.apigw.api.definition.RestApi;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.runtime.Gateway;
import io.apigw.testkit.FakeAuthorizers;
import io.apigw.testkit.FakeTransport;
import io.apigw.testkit.TestClock;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Data-plane §10; abuse 113 and 114. */
class CorsFlowTest {

  private static final String APP = "https://app.example.com";

  private final FakeTransport transport = FakeTransport.create();
  private final FakeAuthorizers authorizers = FakeAuthorizers.create();

  @Nested
  class Preflight {

    @Test
    void allowedOriginIsToldEverythingWithoutACallToAnybody() {
      Response response = answer(CorsFlowTest::full, preflight(APP));

      assertThat(response).hasStatus(204).hasBody("").hasHeader("Apigw-Requestid");
      assertThat(cors(response))
          .containsExactlyInAnyOrder(
              "access-control-allow-origin: " + APP,
              "vary: origin",
              "access-control-allow-credentials: true",
              "access-control-allow-methods: GET,POST",
              "access-control-allow-headers: content-type,x-a",
              "access-control-max-age: 300");
      assertThat(transport.requests()).isEmpty();
      assertThat(authorizers.calls()).isEmpty();
    }

    @Test
    void whatIsNotConfiguredIsNotSaid() {
      assertThat(cors(answer(cors -> cors.allowOrigins("*"), preflight(APP))))
          .containsExactly("access-control-allow-origin: *");
    }

    @Test
    void otherOriginIsAnswered204WithoutAWord() {
      Response response = answer(CorsFlowTest::full, preflight("https://evil.example.com"));

      assertThat(response).hasStatus(204).hasBody("");
      assertThat(cors(response)).isEmpty();
    }

    @Test
    void pathThatNoRouteTakesIsAnsweredToo() {
      Request request = Request.builder("OPTIONS", "/nowhere")
          .header("Origin", APP)
          .header("Access-Control-Request-Method", "DELETE")
          .build();
      assertThat(answer(CorsFlowTest::full, request))
          .hasStatus(204)
          .hasHeader("Access-Control-Allow-Origin", APP);
    }

    @Test
    void wildRequestHeadersAreNeverEchoed() {
      Request request = preflight(APP).withHeader("Access-Control-Request-Headers", "x-evil");
      assertThat(answer(CorsFlowTest::full, request).headers().toString()).doesNotContain("x-evil");
    }

    @Test
    void bodyOfAPreflightIsGivenUp() {
      AtomicBoolean cancelled = new AtomicBoolean();
      Request request = preflight(APP).withBody(Body.stream(endless(cancelled)));

      assertThat(answer(CorsFlowTest::full, request)).hasStatus(204);
      assertThat(cancelled).isTrue();
    }

    @Test
    void optionsWithoutRequestMethodIsRoutedUnderItsOwnAuthorizer() {
      authorizers.thenDeny(Rejection.of(GatewayResponseType.UNAUTHORIZED));
      Request request = Request.builder("OPTIONS", "/any").header("Origin", APP).build();

      assertThat(answer(CorsFlowTest::full, request))
          .hasStatus(401)
          .hasHeader("Access-Control-Allow-Origin", APP);
      assertThat(authorizers.calls()).hasSize(1);
      assertThat(transport.requests()).isEmpty();
    }

    @Test
    void withoutCorsAPreflightIsRoutedLikeAnythingElse() {
      HttpApi api =
          HttpApi.builder("a").route("GET /a", r -> r.proxy("http://b.test")).build();
      try (Gateway gateway = Gateway.builder().transport(transport).api(api).build()) {
        Response response =
            gateway.process(preflight(APP)).toCompletableFuture().join();
        assertThat(response).hasStatus(404).hasBody("{\"message\":\"Not Found\"}");
        assertThat(cors(response)).isEmpty();
      }
    }
  }

  @Nested
  class ActualRequest {

    @Test
    void allowedOriginGetsOursInPlaceOfTheBackEnds() {
      transport.then(FakeTransport.reply(
          200,
          "x",
          "Access-Control-Allow-Origin",
          "*",
          "access-control-anything",
          "y",
          "Vary",
          "Accept"));

      Response response = answer(CorsFlowTest::full, get("/a", APP));

      assertThat(response).hasStatus(200).hasBody("x");
      assertThat(cors(response))
          .containsExactlyInAnyOrder(
              "access-control-allow-origin: " + APP,
              "vary: Accept",
              "vary: origin",
              "access-control-allow-credentials: true",
              "access-control-expose-headers: date,x-b");
    }

    @Test
    void otherOriginIsServedWithoutAnyCorsHeaderEvenTheBackEnds() {
      transport.then(FakeTransport.reply(200, "x", "Access-Control-Allow-Origin", "*"));

      Response response = answer(CorsFlowTest::full, get("/a", "https://evil.example.com"));

      assertThat(response).hasStatus(200).hasBody("x");
      assertThat(cors(response)).isEmpty();
    }

    @Test
    void requestWithoutOriginGetsNone() {
      transport.then(FakeTransport.reply(200, "x", "Access-Control-Allow-Origin", "*"));
      assertThat(cors(answer(CorsFlowTest::full, Request.get("/a")))).isEmpty();
    }

    @Test
    void backEndsOwnPassWhereTheApiHasNoCors() {
      transport.then(FakeTransport.reply(200, "x", "Access-Control-Allow-Origin", "*"));
      HttpApi api =
          HttpApi.builder("a").route("GET /a", r -> r.proxy("http://b.test")).build();
      try (Gateway gateway = Gateway.builder().transport(transport).api(api).build()) {
        assertThat(gateway.process(get("/a", APP))).hasHeader("Access-Control-Allow-Origin", "*");
      }
    }

    @Test
    void anyOriginIsAnsweredByAStarWithoutVary() {
      assertThat(cors(answer(cors -> cors.allowOrigins("*"), get("/a", "null"))))
          .containsExactly("access-control-allow-origin: *");
    }

    @ParameterizedTest
    @CsvSource({
      "/any, 401, UNAUTHORIZED",
      "/any, 403, ACCESS_DENIED",
      "/any, 429, THROTTLED",
      "/any, 500, INTERNAL_ERROR",
      "/any, 413, REQUEST_TOO_LARGE",
      "/nowhere, 404, UNAUTHORIZED",
    })
    void errorsOfTheGatewayCanBeReadByAllowedOrigins(
        String path, int status, GatewayResponseType type) {
      authorizers.thenDeny(Rejection.of(type));
      assertThat(answer(CorsFlowTest::full, get(path, APP)))
          .hasStatus(status)
          .hasHeader("Access-Control-Allow-Origin", APP)
          .hasHeader("Access-Control-Allow-Credentials", "true")
          .hasHeader("Vary", "origin");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://app.example.com        | true",
        "HTTPS://APP.example.com        | true",
        "http://anything.example.org    | true",
        "https://app.example.com:443    | false",
        "https://app.example.com/       | false",
        "https://app.example.com.evil.io| false",
        "https://evilapp.example.com    | false",
        "https://app.example.co         | false",
        "http://                        | false",
        "null                           | false",
        "*                              | false",
        "app.example.com                | false",
      })
  void originIsComparedWhole(String origin, boolean allowed) {
    Response response = answer(CorsFlowTest::full, get("/a", origin));
    assertThat(response.headers().all("Access-Control-Allow-Origin"))
        .isEqualTo(allowed ? List.of(origin) : List.of());
  }

  @Test
  void twoOriginsAreNone() {
    assertThat(cors(answer(CorsFlowTest::full, get("/a", APP).withAddedHeader("Origin", APP))))
        .isEmpty();
    assertThat(cors(
            answer(c -> c.allowOrigins("*"), get("/a", APP).withAddedHeader("Origin", "null"))))
        .isEmpty();
  }

  @Test
  void credentialsForEverybodyCannotBeDeclared() {
    assertThatThrownBy(() -> HttpApi.builder("a")
            .cors(c -> c.allowOrigins("*").allowCredentials())
            .route("GET /a", r -> r.function(call -> Response.of(200)))
            .build())
        .isInstanceOf(DefinitionException.class)
        .hasMessageContaining("cors.allowCredentials");
  }

  @Test
  void restApiAnswersOptionsByMocksAndLeavesAllOtherAnswersAlone() {
    RestApi api = RestApi.builder("a")
        .cors(c -> c.allowOrigins(APP).maxAge(Duration.ofSeconds(60)))
        .method("GET /a", m -> m.proxy("http://b.test"))
        .method("POST /a", m -> m.proxy("http://b.test"))
        .build();
    try (Gateway gateway = Gateway.builder().transport(transport).api(api).build()) {
      Response preflight = gateway.process(preflight(APP)).toCompletableFuture().join();
      assertThat(preflight)
          .hasStatus(200)
          .hasBody("")
          .hasHeader("Content-Type", "application/json");
      assertThat(cors(preflight))
          .containsExactlyInAnyOrder(
              "access-control-allow-origin: " + APP,
              "access-control-allow-methods: GET,OPTIONS,POST",
              "access-control-allow-headers: Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token",
              "access-control-max-age: 60");
      assertThat(transport.requests()).isEmpty();

      transport.then(FakeTransport.reply(200, "x", "Access-Control-Allow-Origin", "y"));
      assertThat(gateway.process(get("/a", APP))).hasHeader("Access-Control-Allow-Origin", "y");
      assertThat(gateway.process(get("/b", APP)))
          .hasStatus(403)
          .hasNoHeader("Access-Control-Allow-Origin");
    }
  }

  private Response answer(Consumer<Cors.Builder> cors, Request request) {
    HttpApi api = HttpApi.builder("a")
        .cors(cors)
        .route("GET /a", r -> r.proxy("http://b.test"))
        .route(
            "ANY /any",
            r -> r.authorizer(JwtAuthorizer.of("login", "https://id.example.com", "a"))
                .proxy("http://b.test"))
        .build();
    try (Gateway gateway = Gateway.builder()
        .clock(TestClock.create())
        .transport(transport)
        .authorizers(authorizers)
        .api(api)
        .build()) {
      return gateway.process(request).toCompletableFuture().join();
    }
  }

  private static void full(Cors.Builder cors) {
    cors.allowOrigins(APP, "http://*")
        .allowMethods("GET", "POST")
        .allowHeaders("content-type", "x-a")
        .exposeHeaders("date", "x-b")
        .maxAge(Duration.ofMinutes(5))
        .allowCredentials();
  }

  private static Request get(String path, String origin) {
    return Request.get(path).withHeader("Origin", origin);
  }

  private static Request preflight(String origin) {
    return Request.builder("OPTIONS", "/a")
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "GET")
        .build();
  }

  private static List<String> cors(Response response) {
    Headers headers = response.headers();
    List<String> lines = new ArrayList<>();
    headers.forEach((name, value) -> {
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.startsWith("access-control-") || lower.equals("vary")) {
        lines.add(lower + ": " + value);
      }
    });
    return lines;
  }

  private static Flow.Publisher<ByteBuffer> endless(AtomicBoolean cancelled) {
    return subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
      @Override
      public void request(long n) {}

      @Override
      public void cancel() {
        cancelled.set(true);
      }
    });
  }
}
