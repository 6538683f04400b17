package io.apigw.runtime.flow;

import static io.apigw.testkit.GatewayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.ApiKind;
import io.apigw.api.JsonValue;
import io.apigw.api.Principal;
import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.api.authorize.Authorization;
import io.apigw.api.authorize.AuthorizerCall;
import io.apigw.api.authorize.JwtAuthorizer;
import io.apigw.api.definition.Api;
import io.apigw.api.definition.HttpApi;
import io.apigw.api.definition.RestApi;
import io.apigw.api.integrate.FunctionCall;
import io.apigw.api.monitor.AccessRecord;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.runtime.Gateway;
import io.apigw.testkit.FakeAuthorizers;
import io.apigw.testkit.LaterAnswer;
import io.apigw.testkit.TestClock;
import io.apigw.testkit.TestExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is let in, and what becomes of an authorizer that fails (data-plane §1.3; abuse 72): never an open door. */
class AuthorizeFlowTest {

  private static final JwtAuthorizer LOGIN =
      JwtAuthorizer.of("login", "https://id.example.com", "a");

  private final TestClock clock = TestClock.create();
  private final FakeAuthorizers authorizers = FakeAuthorizers.create();
  private final List<AccessRecord> records = new ArrayList<>();
  private final List<FunctionCall> calls = new ArrayList<>();
  private final List<Gateway> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(Gateway::close);
  }

  @Test
  void principalReachesFunctionContextAndRecord() {
    authorizers.then(CompletableFuture.completedFuture(
        new Authorization.Allowed(Principal.of("ada").with("plan", JsonValue.of("gold")))));
    assertThat(gateway(ApiKind.REST).process(Request.get("/a/7"))).hasStatus(200);

    FunctionCall call = calls.get(0);
    assertThat(call.principal().id()).isEqualTo("ada");
    assertThat(call.principal().text("plan")).isEqualTo("gold");
    assertThat(call.context("authorizer.principalId")).contains("ada");
    assertThat(call.context("authorizer.plan")).contains("gold");
    assertThat(records.get(0).variable("authorizer.principalId")).contains("ada");
    assertThat(records.get(0).variable("authorizer.plan")).contains("gold");
  }

  @Test
  void authorizerSeesTheRequestAndTheScopesOfTheRoute() {
    HttpApi api = HttpApi.builder("a")
        .route("GET /a/{id}", r -> r.authorizer(LOGIN, "a:read").function(this::ok))
        .build();
    open(api).process(Request.get("/a/7?x=1").withHeader("Authorization", "Bearer t"));

    AuthorizerCall call = authorizers.calls().get(0);
    assertThat(call.kind()).isEqualTo(ApiKind.HTTP);
    assertThat(call.scopes()).containsExactly("a:read");
    assertThat(call.pathParameter("id")).contains("7");
    assertThat(call.header("authorization")).contains("Bearer t");
    assertThat(call.queryParameter("x")).contains("1");
  }

  @ParameterizedTest
  @CsvSource({
    "REST, UNAUTHORIZED, 401",
    "REST, ACCESS_DENIED, 403",
    "HTTP, UNAUTHORIZED, 401",
    "HTTP, ACCESS_DENIED, 403",
  })
  void denialReachesNobodyElseAndItsHeadersTheClient(
      ApiKind kind, GatewayResponseType type, int status) {
    authorizers.thenDeny(
        Rejection.of(type).withHeader("www-authenticate", "Bearer error=\"invalid_token\""));
    assertThat(gateway(kind).process(Request.get("/a/7")))
        .hasStatus(status)
        .hasHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    assertThat(calls).isEmpty();
    assertThat(records.get(0).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @EnumSource(
      value = ApiKind.class,
      names = {"HTTP", "REST"})
  void whateverGoesWrongTheDoorStaysShut(ApiKind kind) {
    Gateway gateway = gateway(kind);
    for (CompletionStage<Authorization> answer : wrongAnswers()) {
      authorizers.always(any -> answer);
      assertFault(kind, gateway);
    }
    authorizers.always(any -> {
      throw new IllegalStateException("broken");
    });
    assertFault(kind, gateway);
    authorizers.always(any -> {
      throw new StackOverflowError();
    });
    assertFault(kind, gateway);
    assertThat(calls).isEmpty();
    assertThat(records).hasSize(wrongAnswers().size() + 2);
  }

  @ParameterizedTest
  @EnumSource(
      value = ApiKind.class,
      names = {"HTTP", "REST"})
  void authorizerThatNeverAnswersIsWaitedForTenSeconds(ApiKind kind) {
    LaterAnswer<Authorization> late = authorizers.thenLater();
    CompletableFuture<Response> response =
        gateway(kind).process(Request.get("/a/7")).toCompletableFuture();
    clock.advance(Duration.ofMillis(9_999));
    assertThat(response.isDone()).isFalse();
    clock.advance(Duration.ofMillis(1));

    assertThat(response).hasStatus(500);
    assertThat(records.get(0).authorizerLatency()).contains(Duration.ofSeconds(10));
    late.give(new Authorization.Allowed(Principal.of("ada")));
    assertThat(calls).isEmpty();
    assertThat(records).hasSize(1);
    assertThat(records.get(0).variable("authorizer.principalId")).isEmpty();
    assertThat(clock.pendingTimers()).isZero();
  }

  @Test
  void laterAnswerContinuesOnTheRequestsOwnThread() {
    TestExecutor executor = TestExecutor.create(clock);
    LaterAnswer<Authorization> later = authorizers.thenLater();
    CompletableFuture<Response> response = gateway(ApiKind.REST)
        .process(Request.builder("GET", "/a/7").executor(executor).build())
        .toCompletableFuture();
    clock.advance(Duration.ofSeconds(2));
    later.give(new Authorization.Allowed(Principal.of("ada")));
    assertThat(calls).isEmpty();
    assertThat(executor.runAll()).isEqualTo(1);

    assertThat(response).hasStatus(200);
    assertThat(calls).hasSize(1);
    assertThat(records.get(0).authorizerLatency()).contains(Duration.ofSeconds(2));
    assertThat(clock.pendingTimers()).isZero();
  }

  @Test
  void secondAnswerIsNotHeard() {
    CompletableFuture<Authorization> twice = new CompletableFuture<>();
    authorizers.then(twice);
    CompletableFuture<Response> response =
        gateway(ApiKind.REST).process(Request.get("/a/7")).toCompletableFuture();
    twice.complete(new Authorization.Denied(Rejection.of(GatewayResponseType.UNAUTHORIZED)));
    twice.obtrudeValue(new Authorization.Allowed(Principal.of("ada")));

    assertThat(response).hasStatus(401);
    assertThat(calls).isEmpty();
  }

  @Test
  void routeWithoutAuthorizerLetsEverybodyInAsNobody() {
    RestApi api =
        RestApi.builder("a").method("GET /a", m -> m.function(this::ok)).build();
    assertThat(open(api).process(Request.get("/a"))).hasStatus(200);
    assertThat(calls.get(0).principal()).isEqualTo(Principal.anonymous());
    assertThat(records.get(0).authorizerLatency()).isEmpty();
  }

  /** Abuse 59 and 60: whatever the spelling, the method that answers is the one whose authorizer was asked. */
  @ParameterizedTest
  @CsvSource({
    "GET, /a",
    "GET, /a/",
    "GET, //a",
    "GET, /%61",
    "HEAD, /a",
    "OPTIONS, /a",
    "POST, /a",
    "GET, /A",
    "GET, /a;x=1",
    "GET, /a%2F",
    "DELETE, /a/b/../..",
  })
  void noSpellingOfTheTargetGetsAroundTheAuthorizer(String verb, String target) {
    authorizers.always(any -> CompletableFuture.completedFuture(
        new Authorization.Denied(Rejection.of(GatewayResponseType.UNAUTHORIZED))));
    RestApi api = RestApi.builder("a")
        .method("GET /a", m -> m.authorizer(LOGIN).function(this::ok))
        .method("ANY /{proxy+}", m -> m.authorizer(LOGIN).function(this::ok))
        .build();
    Response response = open(api)
        .process(Request.builder(verb, target).build())
        .toCompletableFuture()
        .join();
    assertThat(response.status()).isIn(400, 401, 403);
    assertThat(calls).isEmpty();
  }

  @SuppressWarnings("NullAway") // what a careless authorizer does
  private static List<CompletionStage<Authorization>> wrongAnswers() {
    List<CompletionStage<Authorization>> answers = new ArrayList<>();
    answers.add(null);
    answers.add(CompletableFuture.completedFuture(null));
    answers.add(CompletableFuture.completedStage(null));
    answers.add(CompletableFuture.failedFuture(new IllegalStateException("broken")));
    answers.add(CompletableFuture.failedStage(new Error("broken")));
    CompletableFuture<Authorization> cancelled = new CompletableFuture<>();
    cancelled.cancel(false);
    answers.add(cancelled);
    return answers;
  }

  private static void assertFault(ApiKind kind, Gateway gateway) {
    assertThat(gateway.process(Request.get("/a/7")))
        .hasStatus(500)
        .hasBody(
            kind == ApiKind.REST
                ? "{\"message\":null}"
                : "{\"message\":\"Internal Server Error\"}");
  }

  private Response ok(FunctionCall call) {
    calls.add(call);
    return Response.of(200);
  }

  private Gateway gateway(ApiKind kind) {
    Api api = kind == ApiKind.REST
        ? RestApi.builder("a")
            .method("GET /a/{id}", m -> m.authorizer(LOGIN).function(this::ok))
            .build()
        : HttpApi.builder("a")
            .route("GET /a/{id}", r -> r.authorizer(LOGIN).function(this::ok))
            .build();
    return open(api);
  }

  private Gateway open(Api api) {
    Gateway gateway = Gateway.builder()
        .clock(clock)
        .authorizers(authorizers)
        .metrics(records::add)
        .api(api)
        .build();
    open.add(gateway);
    return gateway;
  }
}
