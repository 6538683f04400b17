package io.apigw.runtime.flow;

import static io.apigw.testkit.GatewayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.ApiKind;
import io.apigw.api.Headers;
import io.apigw.api.Principal;
import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.api.authorize.Authorization;
import io.apigw.api.authorize.JwtAuthorizer;
import io.apigw.api.definition.Api;
import io.apigw.api.definition.HttpApi;
import io.apigw.api.definition.HttpRoute;
import io.apigw.api.definition.RestApi;
import io.apigw.api.integrate.TransportResult;
import io.apigw.api.monitor.AccessLog;
import io.apigw.api.monitor.AccessRecord;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.runtime.Gateway;
import io.apigw.testkit.FakeAuthorizers;
import io.apigw.testkit.FakeTransport;
import io.apigw.testkit.LaterAnswer;
import io.apigw.testkit.TestClock;
import io.apigw.testkit.TestExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One record for each request, exactly once, when all of it is over. */
class AccessRecordFlowTest {

  private final TestClock clock = TestClock.create();
  private final FakeTransport transport = FakeTransport.create();
  private final FakeAuthorizers authorizers = FakeAuthorizers.create();
  private final List<AccessRecord> records = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final List<Gateway> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(Gateway::close);
  }

  @Test
  void successIsRecordedWithItsLength() {
    ask(r -> r.function(call -> Response.text(201, "häh")), Request.get("/a"));

    AccessRecord record = only();
    assertThat(record.kind()).contains(ApiKind.HTTP);
    assertThat(record.apiId()).isEqualTo("a");
    assertThat(record.stage()).isEqualTo("$default");
    assertThat(record.routeKey()).isEqualTo("GET /a");
    assertThat(record.status()).isEqualTo(201);
    assertThat(record.responseLength()).isEqualTo(4);
    assertThat(record.aborted()).isFalse();
    assertThat(record.cacheHit()).isEmpty();
  }

  @Test
  void refusalIsRecordedWithItsTypeAndTheLengthOfWhatTheClientGot() {
    authorizers.thenDeny(Rejection.of(GatewayResponseType.UNAUTHORIZED).withFacts("no token"));
    ask(r -> r.authorizer(login()).function(call -> Response.of(200)), Request.get("/a"));

    AccessRecord record = only();
    assertThat(record.status()).isEqualTo(401);
    assertThat(record.responseLength()).isEqualTo("{\"message\":\"Unauthorized\"}".length());
    assertThat(record.variable("error.responseType")).contains("UNAUTHORIZED");
    assertThat(record.integrationLatency()).isEmpty();
  }

  @Test
  void faultIsRecordedOnce() {
    ask(
        r -> r.function(call -> {
          throw new IllegalStateException("x");
        }),
        Request.get("/a"));
    assertThat(only().status()).isEqualTo(500);
  }

  @Test
  void valueThatCannotBeWrittenIsRecordedOnce() {
    assertThat(ask(r -> r.function(call -> Response.json(200, new Object())), Request.get("/a")))
        .hasStatus(500);
    assertThat(only().status()).isEqualTo(500);
  }

  @Test
  void streamIsRecordedWhenAllOfItHasGoneToTheClient() {
    ScriptedBody reply = streamed();
    Client client = Client.of(ask(r -> r.proxy("http://b.test"), Request.get("/a")));
    reply.send("abc").send("de");
    clock.advance(Duration.ofSeconds(3));
    assertThat(records).isEmpty();
    reply.end();

    assertThat(client.text()).isEqualTo("abcde");
    assertThat(only().responseLength()).isEqualTo(5);
    assertThat(only().aborted()).isFalse();
    assertThat(only().latency()).isEqualTo(Duration.ofSeconds(3));
    client.leave();
    assertThat(records).hasSize(1);
  }

  @Test
  void streamThatFailsIsRecordedAsAborted() {
    ScriptedBody reply = streamed();
    Client client = Client.of(ask(r -> r.proxy("http://b.test"), Request.get("/a")));
    reply.send("abc").fail();

    assertThat(client.failed()).isTrue();
    assertThat(only().status()).isEqualTo(200);
    assertThat(only().responseLength()).isEqualTo(3);
    assertThat(only().aborted()).isTrue();
  }

  @Test
  void streamThatTheClientLeavesIsRecordedAsAbortedOnceAlsoIfItFailsThen() {
    ScriptedBody reply = streamed();
    Client client = Client.of(ask(r -> r.proxy("http://b.test"), Request.get("/a")));
    reply.send("abc");
    client.leave();
    reply.fail();

    assertThat(reply.cancelled()).isTrue();
    assertThat(only().responseLength()).isEqualTo(3);
    assertThat(only().aborted()).isTrue();
  }

  @Test
  void streamThatTheHostGivesUpIsRecordedAsAborted() {
    ScriptedBody reply = streamed();
    ask(r -> r.proxy("http://b.test"), Request.get("/a")).body().discard();

    assertThat(reply.cancelled()).isTrue();
    assertThat(only().responseLength()).isZero();
    assertThat(only().aborted()).isTrue();
  }

  @Test
  void headIsRecordedAtOnceAndItsStreamGivenUp() {
    ScriptedBody reply = streamed();
    HttpApi api =
        HttpApi.builder("a").route("HEAD /a", r -> r.proxy("http://b.test")).build();
    open(api).process(Request.builder("HEAD", "/a").build());

    assertThat(reply.cancelled()).isTrue();
    assertThat(only().responseLength()).isZero();
    assertThat(only().aborted()).isFalse();
  }

  @Test
  void publisherThatThrowsHasFailedAndIsRecordedOnce() {
    Response response = ask(
        r -> r.function(call -> Response.stream(200, "text/plain", subscriber -> {
          throw new IllegalStateException("no stream");
        })),
        Request.get("/a"));
    Client client = Client.of(response);

    assertThat(client.failed()).isTrue();
    assertThat(client.ends()).isEqualTo(1);
    assertThat(only().aborted()).isTrue();
  }

  @Test
  void clientThatHasGoneBeforeTheAnswerIsRecordedAs499() {
    TestExecutor executor = TestExecutor.create(clock);
    LaterAnswer<TransportResult> later = transport.thenLater();
    HttpApi api =
        HttpApi.builder("a").route("GET /a", r -> r.proxy("http://b.test")).build();
    CompletableFuture<Response> response = open(api)
        .process(Request.builder("GET", "/a").executor(executor).build())
        .toCompletableFuture();
    executor.cancel();
    assertThat(transport.cancelled()).isEqualTo(1);
    assertThat(records).isEmpty();
    ScriptedBody reply = ScriptedBody.open();
    later.give(new TransportResult.Reply(200, Headers.empty(), reply.body()));
    executor.runAll();

    assertThat(response.isDone()).isTrue();
    assertThat(reply.cancelled()).isTrue();
    assertThat(only().status()).isEqualTo(499);
    assertThat(only().responseLength()).isZero();
    assertThat(only().aborted()).isTrue();
  }

  @Test
  void requestsThatFindNoRouteNoStageOrNoApiAreRecordedAndLoggedToo() {
    RestApi api = RestApi.builder("a")
        .method("GET /a", m -> m.function(c -> Response.of(200)))
        .build();
    HttpApi second = HttpApi.builder("b")
        .route("GET /a", r -> r.function(c -> Response.of(200)))
        .build();
    Gateway gateway = open(
        Gateway.builder().api(second).stage(api, "prod", s -> s.domain("api.example.com", "v1")));
    gateway.process(to("api.example.com", "/v1/b"));
    gateway.process(to("a.execute-api.local", "/test/a"));
    gateway.process(to("other.example.com", "/a"));
    gateway.process(to("api.example.com", "/v1/%GG"));

    assertThat(records).extracting(AccessRecord::status).containsExactly(403, 403, 403, 400);
    assertThat(records).extracting(AccessRecord::apiId).containsExactly("a", "a", "", "a");
    assertThat(records).extracting(AccessRecord::stage).containsExactly("prod", "", "", "prod");
    assertThat(records).extracting(AccessRecord::routeKey).containsOnly("");
    assertThat(records.get(2).kind()).isEmpty();
    assertThat(lines.stream().map(line -> line.substring(0, 7)))
        .containsExactly("403 GET", "403 GET", "403 GET", "400 GET");
  }

  @Test
  void metricsAndLogsThatThrowChangeNothing() {
    HttpApi api = HttpApi.builder("a")
        .route("GET /a", r -> r.function(call -> Response.of(204)))
        .build();
    List<String> seen = new ArrayList<>();
    Gateway gateway = Gateway.builder()
        .clock(clock)
        .metrics(record -> {
          seen.add("metrics");
          throw new StackOverflowError();
        })
        .accessLog(AccessLog.of("$context.requestId", line -> {
          seen.add("log");
          throw new IllegalStateException("full");
        }))
        .api(api)
        .build();
    open.add(gateway);

    assertThat(gateway.process(Request.get("/a"))).hasStatus(204);
    assertThat(gateway.process(Request.get("/b"))).hasStatus(404);
    assertThat(seen).containsExactly("metrics", "log", "metrics", "log");
  }

  @Test
  void latenciesAreThoseOfTheClock() {
    LaterAnswer<Authorization> login = authorizers.thenLater();
    CompletableFuture<Response> function = new CompletableFuture<>();
    HttpApi api = HttpApi.builder("a")
        .route("GET /a", r -> r.authorizer(login()).functionAsync(call -> function))
        .build();
    CompletableFuture<Response> response =
        open(api).process(Request.get("/a")).toCompletableFuture();
    clock.advance(Duration.ofMillis(30));
    login.give(new Authorization.Allowed(Principal.of("ada")));
    clock.advance(Duration.ofMillis(500));
    clock.jumpTo("2000-01-01T00:00:00Z");
    function.complete(Response.of(200));

    assertThat(response).hasStatus(200);
    assertThat(only().authorizerLatency()).contains(Duration.ofMillis(30));
    assertThat(only().integrationLatency()).contains(Duration.ofMillis(500));
    assertThat(only().latency()).isEqualTo(Duration.ofMillis(530));
    assertThat(only().limiterLatency()).isEmpty();
  }

  private AccessRecord only() {
    assertThat(records).hasSize(1);
    return records.get(0);
  }

  private ScriptedBody streamed() {
    ScriptedBody reply = ScriptedBody.open();
    transport.then(new TransportResult.Reply(200, Headers.empty(), reply.body()));
    return reply;
  }

  private Response ask(Consumer<HttpRoute.Builder> route, Request request) {
    HttpApi api = HttpApi.builder("a").route("GET /a", route).build();
    return open(api).process(request).toCompletableFuture().join();
  }

  private static JwtAuthorizer login() {
    return JwtAuthorizer.of("login", "https://id.example.com", "a");
  }

  private static Request to(String host, String path) {
    return Request.builder("GET", path).header("Host", host).build();
  }

  private Gateway open(Api api) {
    return open(Gateway.builder().api(api));
  }

  private Gateway open(Gateway.Builder builder) {
    Gateway gateway = builder
        .clock(clock)
        .transport(transport)
        .authorizers(authorizers)
        .metrics(records::add)
        .accessLog(
            AccessLog.of("$context.status $context.httpMethod $context.requestId", lines::add))
        .build();
    open.add(gateway);
    return gateway;
  }
}
