package io.apigw.runtime.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.api.ResponseException;
import io.apigw.api.definition.HttpApi;
import io.apigw.api.definition.HttpRoute;
import io.apigw.api.definition.RestApi;
import io.apigw.api.definition.RestMethod;
import io.apigw.runtime.Gateway;
import io.apigw.testkit.TestClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FunctionFlowTest {

  private final TestClock clock = TestClock.create();

  @Test
  void tenLinesAnswerWithoutAServer() {
    HttpApi hello = HttpApi.builder("hello")
        .route(
            "GET /hello/{name}",
            r -> r.function(call -> Response.text(200, "Hello, " + call.pathParameter("name"))))
        .build();

    try (Gateway gateway = Gateway.of(hello)) {
      Response response =
          gateway.process(Request.get("/hello/Ada")).toCompletableFuture().join();
      assertThat(response.status() + " " + response.body().text()).isEqualTo("200 Hello, Ada");
    }
  }

  @Test
  void functionAnswersWithWhatTheRouteKnows() throws Exception {
    Response response = http(
        "GET /pets/{petId}",
        r -> r.function(call -> Response.text(
            200,
            call.pathParameter("petId") + " " + call.routeKey() + " "
                + call.queryParameter("v").orElse("-"))),
        Request.get("/pets/7?v=full"));

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body().text()).isEqualTo("7 GET /pets/{petId} full");
    assertThat(response.header("apigw-requestid"))
        .hasValueSatisfying(id -> assertThat(id).endsWith("="));
  }

  @Test
  void restApiSendsBothIdsOnSuccess() throws Exception {
    Response response =
        rest("GET /a", m -> m.function(call -> Response.text(200, "x")), Request.get("/a"));

    assertThat(response.header("x-amzn-RequestId"))
        .hasValueSatisfying(id -> assertThat(id).hasSize(36));
    assertThat(response.header("x-amz-apigw-id")).isPresent();
    assertThat(response.header("apigw-requestid")).isEmpty();
  }

  @Test
  void valueIsWrittenAsJson() throws Exception {
    record Pet(String name, int age) {}
    Response response = http(
        "GET /a",
        r -> r.function(call -> Response.json(200, new Pet("Rex", 3))),
        Request.get("/a"));

    assertThat(response.body().text()).isEqualTo("{\"name\":\"Rex\",\"age\":3}");
    assertThat(response.header("content-type")).hasValue("application/json");
  }

  @Test
  void responseExceptionAnswersFromAnyDepth() throws Exception {
    Response response = http(
        "GET /a",
        r -> r.function(call -> {
          throw new ResponseException(Response.text(409, "conflict"));
        }),
        Request.get("/a"));

    assertThat(response.status()).isEqualTo(409);
  }

  @Test
  void bodyThatDoesNotFitTheClassIs400() throws Exception {
    record Pet(String name) {}
    Consumer<HttpRoute.Builder> route =
        r -> r.function(call -> Response.text(200, call.bodyAs(Pet.class).name()));

    assertThat(http("POST /a", route, Request.post("/a", Body.json("{\"name\":\"Rex\"}")))
            .body()
            .text())
        .isEqualTo("Rex");
    Response refused = http("POST /a", route, Request.post("/a", Body.text("no json")));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().text()).isEqualTo("{\"message\":\"Invalid request body\"}");
  }

  @Test
  void functionThatThrowsIs500InAnHttpApiAnd502InARestApiAndTellsNothing() throws Exception {
    Response http = http(
        "GET /a",
        r -> r.function(call -> {
          throw new IllegalStateException("secret");
        }),
        Request.get("/a"));
    Response rest = rest(
        "GET /a",
        m -> m.function(call -> {
          throw new IllegalStateException("secret");
        }),
        Request.get("/a"));

    assertThat(http.status()).isEqualTo(500);
    assertThat(http.body().text()).isEqualTo("{\"message\":\"Internal Server Error\"}");
    assertThat(rest.status()).isEqualTo(502);
    assertThat(rest.body().text()).isEqualTo("{\"message\": \"Internal server error\"}");
    assertThat(rest.header("x-amzn-ErrorType")).hasValue("InternalServerErrorException");
  }

  @Test
  @SuppressWarnings("NullAway") // what a careless function does
  void functionThatAnswersNullIs500InAnHttpApiAnd502InARestApi() throws Exception {
    assertThat(http("GET /a", r -> r.function(call -> null), Request.get("/a")).status())
        .isEqualTo(500);
    assertThat(http("GET /a", r -> r.functionAsync(call -> null), Request.get("/a"))
            .status())
        .isEqualTo(500);
    assertThat(rest("GET /a", m -> m.function(call -> null), Request.get("/a")).status())
        .isEqualTo(502);
    assertThat(http(
                "GET /a",
                r -> r.functionAsync(call -> CompletableFuture.completedFuture(null)),
                Request.get("/a"))
            .status())
        .isEqualTo(500);
  }

  @Test
  void functionThatNeverAnswersIs503InAnHttpApiAnd504InARestApi() throws Exception {
    HttpApi http = HttpApi.builder("a")
        .route("GET /a", r -> r.functionAsync(call -> new CompletableFuture<>()))
        .build();
    RestApi rest = RestApi.builder("b")
        .method(
            "GET /b",
            m -> m.timeout(Duration.ofSeconds(2)).functionAsync(call -> new CompletableFuture<>()))
        .build();

    try (Gateway ofHttp = Gateway.builder().clock(clock).api(http).build();
        Gateway ofRest = Gateway.builder().clock(clock).api(rest).build()) {
      CompletableFuture<Response> first = ofHttp.process(Request.get("/a")).toCompletableFuture();
      CompletableFuture<Response> second = ofRest.process(Request.get("/b")).toCompletableFuture();
      clock.advance(Duration.ofMillis(1999));
      assertThat(second).isNotDone();
      clock.advance(Duration.ofMillis(1));
      assertThat(second.get(1, TimeUnit.SECONDS).status()).isEqualTo(504);
      assertThat(second.get().body().text())
          .isEqualTo("{\"message\": \"Endpoint request timed out\"}");
      assertThat(first).isNotDone();
      clock.advance(Duration.ofSeconds(28));
      assertThat(first.get(1, TimeUnit.SECONDS).status()).isEqualTo(503);
      assertThat(first.get().body().text()).isEqualTo("{\"message\":\"Service Unavailable\"}");
    }
  }

  @Test
  void functionOnAnExecutorRunsThere() throws Exception {
    ExecutorService executor =
        Executors.newSingleThreadExecutor(task -> new Thread(task, "of-the-host"));
    try {
      Response response = http(
          "GET /a",
          r -> r.function(
              executor, call -> Response.text(200, Thread.currentThread().getName())),
          Request.get("/a"));
      assertThat(response.body().text()).isEqualTo("of-the-host");
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void headHasNoBodyAndNoContentIsSentWith204And304() throws Exception {
    assertThat(http(
                "HEAD /a",
                r -> r.function(call -> Response.text(200, "x")),
                Request.builder("HEAD", "/a").build())
            .body()
            .isEmpty())
        .isTrue();
    for (int status : new int[] {204, 304}) {
      Response response =
          http("GET /a", r -> r.function(call -> Response.text(status, "x")), Request.get("/a"));
      assertThat(response.body().isEmpty()).isTrue();
    }
  }

  private Response http(String key, Consumer<HttpRoute.Builder> route, Request request)
      throws Exception {
    try (Gateway gateway = Gateway.builder()
        .clock(clock)
        .api(HttpApi.builder("pets").route(key, route).build())
        .build()) {
      return answered(gateway.process(request));
    }
  }

  private Response rest(String key, Consumer<RestMethod.Builder> method, Request request)
      throws Exception {
    try (Gateway gateway = Gateway.builder()
        .clock(clock)
        .api(RestApi.builder("pets").method(key, method).build())
        .build()) {
      return answered(gateway.process(request));
    }
  }

  private static Response answered(CompletionStage<Response> response) throws Exception {
    return response.toCompletableFuture().get(5, TimeUnit.SECONDS);
  }
}
