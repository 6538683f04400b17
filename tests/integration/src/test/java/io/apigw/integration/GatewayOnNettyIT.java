package io.apigw.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Response;
import io.apigw.api.definition.HttpApi;
import io.apigw.api.definition.RestApi;
import io.apigw.api.throttle.Rate;
import io.apigw.integration.RawSocket.Answer;
import io.apigw.runtime.Gateway;
import io.apigw.testkit.TestClock;
import io.apigw.throttle.InMemoryLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client sees of a gateway on Netty, in front of functions and of a real back end. */
class GatewayOnNettyIT {

  private Backend backend;
  private final ExecutorService workers = Executors.newCachedThreadPool();

  @BeforeEach
  void startBackend() throws IOException {
    backend = Backend.start();
  }

  @AfterEach
  void stopBackend() throws IOException {
    backend.close();
    workers.shutdownNow();
  }

  @Test
  void functionsSeeTheRequestAndAnswerIt() throws IOException {
    HttpApi api = HttpApi.builder("functions")
        .route(
            "GET /hello/{name}",
            r -> r.function(call -> Response.text(
                200,
                "Hello, " + call.pathParameter("name") + " "
                    + call.queryParameter("from").orElse(""))))
        .route(
            "POST /echo",
            r -> r.function(
                workers,
                call -> Response.text(201, call.body().text())
                    .withHeader("X-Type", call.header("Content-Type").orElse("none"))))
        .route("GET /value", r -> r.function(call -> Response.json(200, List.of(1, "two"))))
        .build();
    try (Hosted hosted = Hosted.on(Gateway.of(api))) {
      Answer hello = hosted.get("/hello/Ada%20L?from=%C3%A9t%C3%A9");
      assertThat(hello.status()).isEqualTo(200);
      assertThat(hello.body()).isEqualTo("Hello, Ada L \u00c3\u00a9t\u00c3\u00a9");
      assertThat(hello.field("Content-Type")).isEqualTo("text/plain; charset=utf-8");
      assertThat(hello.field("Apigw-Requestid")).isNotEmpty();

      Answer echo = hosted.exchange(String.join(
          "\r\n",
          "POST /echo HTTP/1.1",
          "Host: localhost",
          "Content-Type: text/x-a",
          "Transfer-Encoding: chunked",
          "",
          "3",
          "abc",
          "2",
          "de",
          "0",
          "",
          ""));
      assertThat(echo.status()).isEqualTo(201);
      assertThat(echo.body()).isEqualTo("abcde");
      assertThat(echo.field("X-Type")).isEqualTo("text/x-a");

      assertThat(hosted.get("/value").body()).isEqualTo("[1,\"two\"]");
    }
  }

  @Test
  void proxyPassesRequestAndReplyOn() throws IOException {
    HttpApi api = HttpApi.builder("pets")
        .route("POST /pets/{petId}", r -> r.proxy(backend.url() + "/v1/pets/{petId}/all"))
        .build();
    try (Hosted hosted = Hosted.on(Gateway.of(api))) {
      Answer answer =
          hosted.exchange("POST /pets/a%2Fb?q=1&q=%20 HTTP/1.1\r\nHost: shop.example\r\n"
              + "X-Own: kept\r\nContent-Length: 4\r\n\r\nbody");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("ok");
      Backend.Received received = backend.only();
      assertThat(received.requestLine()).isEqualTo("POST /v1/pets/a%2Fb/all?q=1&q=%20 HTTP/1.1");
      assertThat(received.body()).isEqualTo("body");
      assertThat(received.field("X-Own")).isEqualTo("kept");
      assertThat(received.field("Host")).isEqualTo("127.0.0.1:" + backend.port());
      assertThat(received.field("Forwarded"))
          .isEqualTo("by=127.0.0.1;for=127.0.0.1;host=shop.example;proto=http");
      assertThat(received.field("Via")).isEqualTo("HTTP/1.1 AmazonAPIGateway");
    }
  }

  @Test
  void nobodyListeningIs503OfAnHttpApiAnd504OfARestApi() throws IOException {
    String nowhere = backend.url();
    backend.close();
    HttpApi http =
        HttpApi.builder("http").route("GET /a", r -> r.proxy(nowhere)).build();
    RestApi rest =
        RestApi.builder("rest").method("GET /a", m -> m.proxy(nowhere)).build();
    try (Hosted hosted = Hosted.on(Gateway.builder()
        .stage(http, "$default", s -> s.anyDomain("http"))
        .stage(rest, "prod", s -> s.anyDomain("rest")))) {
      Answer unavailable = hosted.get("/http/a");
      assertThat(unavailable.status()).isEqualTo(503);
      assertThat(unavailable.body()).isEqualTo("{\"message\":\"Service Unavailable\"}");
      Answer network = hosted.get("/rest/a");
      assertThat(network.status()).isEqualTo(504);
      assertThat(network.body())
          .isEqualTo("{\"message\": \"Network error communicating with endpoint\"}");
    }
  }

  @Test
  void whatNothingMatchesIs404OfAnHttpApiAnd403OfARestApi() throws IOException {
    HttpApi http =
        HttpApi.builder("http").route("GET /a", r -> r.proxy(backend.url())).build();
    RestApi rest =
        RestApi.builder("rest").method("GET /a", m -> m.proxy(backend.url())).build();
    try (Hosted hosted = Hosted.on(Gateway.builder()
        .stage(http, "$default", s -> s.anyDomain("http"))
        .stage(rest, "prod", s -> s.anyDomain("rest")))) {
      Answer notFound = hosted.get("/http/b");
      assertThat(notFound.status()).isEqualTo(404);
      assertThat(notFound.body()).isEqualTo("{\"message\":\"Not Found\"}");
      assertThat(notFound.field("Content-Type")).isEqualTo("application/json");

      Answer missingToken = hosted.get("/rest/b");
      assertThat(missingToken.status()).isEqualTo(403);
      assertThat(missingToken.body()).isEqualTo("{\"message\":\"Missing Authentication Token\"}");
      assertThat(missingToken.field("x-amzn-ErrorType"))
          .isEqualTo("MissingAuthenticationTokenException");

      Answer nobody = hosted.get("/elsewhere");
      assertThat(nobody.status()).isEqualTo(403);
      assertThat(nobody.body()).isEqualTo("{\"message\":\"Forbidden\"}");
    }
    assertThat(backend.received()).isEmpty();
  }

  @Test
  void throttleLetsTheBurstThroughAndRefillsWithTime() throws IOException {
    TestClock clock = TestClock.create();
    HttpApi api = HttpApi.builder("rare")
        .route("GET /rare", r -> r.throttle(Rate.perSecond(1).burst(2)).proxy(backend.url()))
        .build();
    try (Hosted hosted =
        Hosted.on(Gateway.builder().clock(clock).limits(InMemoryLimits.create()).api(api))) {
      assertThat(hosted.get("/rare").status()).isEqualTo(200);
      assertThat(hosted.get("/rare").status()).isEqualTo(200);
      Answer refused = hosted.get("/rare");
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.body()).isEqualTo("{\"message\":\"Too Many Requests\"}");
      assertThat(refused.fields("Retry-After")).isEmpty();
      clock.advance(Duration.ofSeconds(1));
      assertThat(hosted.get("/rare").status()).isEqualTo(200);
      assertThat(hosted.get("/rare").status()).isEqualTo(429);
      assertThat(backend.received()).hasSize(3);
    }
  }

  @Test
  void cachedReplyAsksTheBackendOnceUntilItsTimeIsUp() throws IOException {
    TestClock clock = TestClock.create();
    RestApi api = RestApi.builder("orders")
        .method(
            "GET /orders/{id}",
            m -> m.cache(Duration.ofMinutes(5), "method.request.path.id")
                .proxy(backend.url() + "/{id}"))
        .build();
    try (Hosted hosted = Hosted.on(Gateway.builder().clock(clock).api(api))) {
      assertThat(hosted.get("/orders/1").body()).isEqualTo("ok");
      assertThat(hosted.get("/orders/1").body()).isEqualTo("ok");
      assertThat(backend.received()).hasSize(1);
      assertThat(hosted.get("/orders/2").body()).isEqualTo("ok");
      assertThat(backend.received()).hasSize(2);
      clock.advance(Duration.ofMinutes(5));
      assertThat(hosted.get("/orders/1").body()).isEqualTo("ok");
      assertThat(backend.received()).hasSize(3);
    }
  }

  @Test
  void corsIsOnEveryAnswerAndReplacesTheBackends() throws IOException {
    HttpApi api = HttpApi.builder("pets")
        .cors(c -> c.allowOrigins("https://app.example.com")
            .allowMethods("GET", "POST")
            .allowHeaders("X-Own")
            .maxAge(Duration.ofMinutes(10)))
        .route("GET /pets", r -> r.proxy(backend.url()))
        .build();
    try (Hosted hosted = Hosted.on(Gateway.of(api))) {
      Answer preflight = hosted.exchange(String.join(
          "\r\n",
          "OPTIONS /pets HTTP/1.1",
          "Host: localhost",
          "Origin: https://app.example.com",
          "Access-Control-Request-Method: GET",
          "",
          ""));
      assertThat(preflight.status()).isEqualTo(204);
      assertThat(preflight.field("Access-Control-Allow-Origin"))
          .isEqualTo("https://app.example.com");
      assertThat(preflight.field("Access-Control-Allow-Methods")).isEqualTo("GET,POST");
      assertThat(preflight.field("Access-Control-Allow-Headers")).isEqualToIgnoringCase("x-own");
      assertThat(preflight.field("Access-Control-Max-Age")).isEqualTo("600");
      assertThat(backend.received()).isEmpty();

      for (String target : List.of("/pets", "/nowhere")) {
        Answer answer = hosted.get(target, "Origin: https://app.example.com");
        assertThat(answer.field("Access-Control-Allow-Origin"))
            .as(target)
            .isEqualTo("https://app.example.com");
        assertThat(answer.field("Vary")).as(target).isEqualToIgnoringCase("Origin");
      }
      assertThat(hosted.get("/pets").fields("Access-Control-Allow-Origin")).isEmpty();
    }
  }

  @Test
  void connectionsAreReusedOnBothSides() throws IOException {
    HttpApi api =
        HttpApi.builder("pets").route("$default", r -> r.proxy(backend.url())).build();
    try (Hosted hosted = Hosted.on(Gateway.of(api));
        RawSocket client = RawSocket.connect(hosted.port())) {
      for (int i = 0; i < 50; i++) {
        client.send("GET /" + i + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(client.answer().body()).isEqualTo("ok");
      }
      assertThat(backend.received()).hasSize(50);
      assertThat(backend.connections()).as("connections for 50 requests").isLessThan(5);
    }
  }

  @Test
  void requestsSentAheadAreAnsweredInTheirOrder() throws IOException {
    HttpApi api = HttpApi.builder("order")
        .route(
            "GET /at-once/{n}",
            r -> r.function(call -> Response.text(200, call.pathParameter("n"))))
        .route(
            "GET /later/{n}",
            r -> r.function(workers, call -> Response.text(200, call.pathParameter("n"))))
        .build();
    try (Hosted hosted = Hosted.on(Gateway.of(api));
        RawSocket client = RawSocket.connect(hosted.port())) {
      client.send(IntStream.range(0, 20)
          .mapToObj(i -> "GET " + (i % 2 == 0 ? "/later/" : "/at-once/") + i
              + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
          .collect(Collectors.joining()));
      for (int i = 0; i < 20; i++) {
        assertThat(client.answer().body()).isEqualTo(String.valueOf(i));
      }
    }
  }

  @Test
  void answersWithoutABodyKeepTheConnectionInStep() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    try (Backend scripted = Backend.start(request -> {
          asked.incrementAndGet();
          return switch (request.target()) {
            case "/head" -> "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nX-A: b\r\n\r\n";
            case "/204" -> "HTTP/1.1 204 No Content\r\n\r\n";
            case "/304" -> "HTTP/1.1 304 Not Modified\r\nETag: \"7\"\r\n\r\n";
            default -> Backend.reply(200, "");
          };
        });
        Hosted hosted = Hosted.on(Gateway.of(HttpApi.builder("bodiless")
            .route("ANY /{all+}", r -> r.proxy(scripted.url() + "/{all}"))
            .build()));
        RawSocket client = RawSocket.connect(hosted.port())) {
      client.send("HEAD /head HTTP/1.1\r\nHost: localhost\r\n\r\n");
      Answer head = client.answer(true);
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.field("X-A")).isEqualTo("b");

      client.send("GET /204 HTTP/1.1\r\nHost: localhost\r\n\r\n");
      Answer none = client.answer();
      assertThat(none.status()).isEqualTo(204);
      assertThat(none.fields("Content-Length")).isEmpty();

      client.send("GET /304 HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: \"7\"\r\n\r\n");
      Answer unchanged = client.answer();
      assertThat(unchanged.status()).isEqualTo(304);
      assertThat(unchanged.field("ETag")).isEqualTo("\"7\"");

      client.send("GET /empty HTTP/1.1\r\nHost: localhost\r\n\r\n");
      Answer empty = client.answer();
      assertThat(empty.status()).isEqualTo(200);
      assertThat(empty.body()).isEmpty();
      assertThat(asked).hasValue(4);
    }
  }
}
