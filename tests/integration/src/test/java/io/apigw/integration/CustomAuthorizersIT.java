package io.apigw.integration;

import static io.apigw.testkit.GatewayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apigw.api.Connection;
import io.apigw.api.DefinitionException;
import io.apigw.api.JsonObject;
import io.apigw.api.JsonValue;
import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.api.authorize.AuthorizerCall;
import io.apigw.api.authorize.AuthorizerFunction;
import io.apigw.api.authorize.CustomAuthorizer;
import io.apigw.api.authorize.Decision;
import io.apigw.api.authorize.PolicyDocument;
import io.apigw.api.authorize.RequestAuthorizer;
import io.apigw.api.authorize.TokenAuthorizer;
import io.apigw.api.definition.Api;
import io.apigw.api.definition.HttpApi;
import io.apigw.api.definition.RestApi;
import io.apigw.api.integrate.FunctionCall;
import io.apigw.api.monitor.AccessRecord;
import io.apigw.auth.StandardAuthorizers;
import io.apigw.runtime.Gateway;
import io.apigw.testkit.ResponseAssert;
import io.apigw.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Custom authorizers in a whole gateway: what clients get (auth §3.5, data-plane §1.3) and what functions see. */
class CustomAuthorizersIT {

  private static final String ARN = "arn:aws:execute-api:eu-west-1:123456789012:orders/prod";
  private static final String REST_FAULT = "{\"message\":null}";
  private static final String HTTP_FAULT = "{\"message\":\"Internal Server Error\"}";

  private final TestClock clock = TestClock.create();
  private final List<AccessRecord> records = new ArrayList<>();
  private final List<Gateway> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(Gateway::close);
  }

  @Test
  void restApiAnswersAsAwsDoes() {
    Gateway gateway = rest(token(this::decide));
    get(gateway, "good").hasStatus(200).hasBody("ann gold");
    get(gateway, "nobody")
        .hasStatus(401)
        .hasBody("{\"message\":\"Unauthorized\"}")
        .hasHeader("x-amzn-ErrorType", "UnauthorizedException")
        .hasHeader("Content-Type", "application/json");
    get(gateway, "thrown").hasStatus(401).hasBody("{\"message\":\"Unauthorized\"}");
    get(gateway, "denied")
        .hasStatus(403)
        .hasBody("{\"Message\":\"User is not authorized to access this resource with an explicit"
            + " deny in an identity-based policy\"}")
        .hasHeader("x-amzn-ErrorType", "AccessDeniedException");
    get(gateway, "other")
        .hasStatus(403)
        .hasBody("{\"Message\":\"User is not authorized to access this resource\"}")
        .hasHeader("x-amzn-ErrorType", "AccessDeniedException");
    for (String fault : List.of("broken", "garbage", "nothing", "nested")) {
      get(gateway, fault)
          .hasStatus(500)
          .hasBody(REST_FAULT)
          .hasHeader("x-amzn-ErrorType", "AuthorizerConfigurationException");
    }
    assertThat(gateway.process(Request.get("/prod/orders/7")))
        .hasStatus(401)
        .hasBody("{\"message\":\"Unauthorized\"}")
        .hasHeader("x-amzn-ErrorType", "UnauthorizedException");
  }

  @Test
  void httpApiAnswersAsAwsDoes() {
    Gateway gateway = http(request(this::decide));
    get(gateway, "good").hasStatus(200).hasBody("ann gold");
    get(gateway, "nobody")
        .hasStatus(401)
        .hasBody("{\"message\":\"Unauthorized\"}")
        .hasNoHeader("www-authenticate");
    for (String refused : List.of("denied", "other")) {
      get(gateway, refused).hasStatus(403).hasBody("{\"message\":\"Forbidden\"}");
    }
    for (String fault : List.of("broken", "garbage", "nothing")) {
      get(gateway, fault).hasStatus(500).hasBody(HTTP_FAULT);
    }
    assertThat(gateway.process(Request.get("/prod/orders/7")))
        .hasStatus(401)
        .hasBody("{\"message\":\"Unauthorized\"}")
        .hasNoHeader("www-authenticate");
  }

  @Test
  void simpleResponsesOfAnHttpApi() {
    Gateway gateway = http(RequestAuthorizer.event("simple", event -> {
          boolean good = event.toString().contains("\"identitySource\":[\"good\"]");
          return CompletableFuture.completedFuture(
              JsonObject.builder().with("isAuthorized", JsonValue.of(good)).build());
        })
        .identitySources("$request.header.Authorization")
        .simpleResponses());
    get(gateway, "good").hasStatus(200);
    get(gateway, "bad").hasStatus(403).hasBody("{\"message\":\"Forbidden\"}");
  }

  @Test
  void authorizerThatNeverAnswersIs500AfterTenSeconds() {
    Gateway rest = rest(TokenAuthorizer.async("a", call -> new CompletableFuture<>()));
    var late = rest.process(authorized("t")).toCompletableFuture();
    assertThat(late.isDone()).isFalse();
    clock.advance(Duration.ofSeconds(10));
    assertThat(late).hasStatus(500).hasBody(REST_FAULT);
  }

  @Test
  void whatTheAuthorizerSaysReachesContextAndRecord() {
    Gateway gateway = rest(token(this::decide));
    get(gateway, "good").hasStatus(200);
    assertThat(records.get(0).variable("authorizer.principalId")).contains("ann");
    assertThat(records.get(0).variable("authorizer.plan")).contains("gold");
    assertThat(records.get(0).variable("authorizer.status")).contains("200");
    get(gateway, "denied").hasStatus(403);
    assertThat(records.get(1).variable("authorizer.status")).contains("403");
    assertThat(records.get(1).variable("authorizer.error"))
        .contains("the authorizer denies the call");
  }

  /** Abuse 61: what a client writes into the path is never a pattern, and has one spelling for policies. */
  @ParameterizedTest
  @CsvSource({
    "/prod/orders/7,          200",
    "/prod/orders/%37,        200",
    "/prod/orders/7/,         200",
    "/prod/orders/8,          403",
    "/prod/orders/%38,        403",
    "/prod/orders/*,          403",
    "/prod/orders/%2a,        403",
    "/prod/orders/%3F,        403",
    "/prod/orders/7%2F..%2F8, 403",
    "/prod/orders/7:8,        403",
    "/prod/orders/7/../8,     400",
    "/prod/*,                 403",
    "/prod/%6frders/7,        403",
    "/prod/%6frders/8,        403",
  })
  void policyAndRouteReadThePathAlike(String target, int status) {
    Gateway gateway =
        rest(token(call -> Decision.policy("ann", PolicyDocument.allow(ARN + "/GET/orders/7"))));
    assertThat(gateway.process(Request.get(target).withHeader("Authorization", "t")))
        .hasStatus(status);
  }

  @Test
  void denialOfAPathIsNotGotAroundByAnotherSpelling() {
    AuthorizerFunction allButOne = call -> Decision.policy(
        "ann",
        PolicyDocument.json("{\"Version\":\"2012-10-17\",\"Statement\":["
            + "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"},"
            + "{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"" + ARN
            + "/GET/orders/secret\"}]}"));
    Gateway rest = rest(token(allButOne));
    Gateway http = http(request(allButOne));
    for (String target : List.of(
        "/prod/orders/secret",
        "/prod/orders/secret/",
        "/prod/orders/%73ecret",
        "/prod/%6Frders/secre%74",
        "/prod//orders/secret")) {
      Request request = Request.get(target).withHeader("Authorization", "t");
      assertThat(rest.process(request)).as(target).hasStatus(403);
      assertThat(http.process(request).toCompletableFuture().join().status())
          .as(target)
          .isIn(403, 404);
    }
  }

  @Test
  void arnOverSixteenHundredBytesIs414() {
    Gateway gateway = rest(token(this::decide));
    assertThat(gateway.process(
            Request.get("/prod/orders/" + "x".repeat(1600)).withHeader("Authorization", "good")))
        .hasStatus(414)
        .hasBody("{\"message\":\"Request URI too long\"}");
    assertThat(gateway.process(
            Request.get("/prod/orders/" + "x".repeat(1400)).withHeader("Authorization", "good")))
        .hasStatus(200);
  }

  @Test
  void addressOfACallerBehindATrustedProxyIsWhatPoliciesSee() {
    AuthorizerFunction inside = call -> Decision.policy(
        "ann",
        PolicyDocument.json("{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":"
            + "\"*\",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":\"192.0.2.0/24\"},"
            + "\"Bool\":{\"aws:SecureTransport\":\"true\"}}}}"));
    Gateway gateway = rest(token(inside));
    Request proxied = authorized("t")
        .withHeader("X-Forwarded-For", "192.0.2.9")
        .withHeader("X-Forwarded-Proto", "https");
    assertThat(gateway.process(from("10.0.0.1", proxied))).hasStatus(200);
    assertThat(gateway.process(from("198.51.100.1", proxied))).hasStatus(403);
    assertThat(gateway.process(from("10.0.0.1", proxied.withHeader("X-Forwarded-Proto", "http"))))
        .hasStatus(403);
  }

  @Test
  void newDefinitionRunsItsOwnFunctionThoughItIsEqual() {
    RestApi first = restApi(token(call -> Decision.allow("first").with("plan", "x")));
    RestApi second = restApi(token(call -> Decision.allow("second").with("plan", "x")));
    assertThat(second).isEqualTo(first);
    Gateway gateway = start(first);
    get(gateway, "t").hasBody("first x");
    gateway.stage(first, "prod").deploy(second);
    get(gateway, "t").hasBody("second x");
  }

  @Test
  void sameFunctionKeepsWhatItHasSaidOverADeploy() {
    List<String> asked = new ArrayList<>();
    TokenAuthorizer same = token(call -> {
      asked.add("");
      return Decision.allow("ann").with("plan", "x");
    });
    Gateway gateway = start(restApi(same));
    get(gateway, "t").hasStatus(200);
    gateway.stage("orders", "prod").deploy(restApi(same));
    get(gateway, "t").hasStatus(200);
    assertThat(asked).hasSize(1);
  }

  @Test
  void stagesDoNotShareWhatAnAuthorizerHasSaid() {
    List<String> asked = new ArrayList<>();
    RestApi api = restApi(token(call -> {
      asked.add(call.methodArn());
      return Decision.allow("ann").with("plan", "x");
    }));
    Gateway gateway = kept(builder().stage(api, "prod").stage(api, "test").build());
    for (String stage : List.of("prod", "test", "prod", "test")) {
      assertThat(gateway.process(
              Request.get("/" + stage + "/orders/7").withHeader("Authorization", "t")))
          .hasStatus(200);
    }
    assertThat(asked)
        .containsExactly(ARN + "/GET/orders/7", ARN.replace("prod", "test") + "/GET/orders/7");
  }

  @Test
  void namedAuthorizerIsBoundWhenTheGatewayIsBuilt() {
    RestApi api = restApi(TokenAuthorizer.named("login"));
    Gateway gateway = kept(builder()
        .bind(b -> b.authorizer("login", call -> Decision.allow("bound").with("plan", "x")))
        .stage(api, "prod")
        .build());
    get(gateway, "t").hasBody("bound x");
    assertThatThrownBy(() -> builder().stage(api, "prod").build())
        .isInstanceOf(DefinitionException.class)
        .hasMessageContaining("methods[GET /orders/{id}].authorizer: expected an authorizer bound"
            + " to the name login but was none; add .bind(b -> b.authorizer(\"login\", …))");
  }

  @Test
  void oneNameForTwoFunctionsIsAProblem() {
    RestApi one = restApi(token(call -> Decision.allow("one")));
    RestApi two = RestApi.builder("other")
        .method(
            "GET /",
            m -> m.authorizer(token(call -> Decision.deny())).function(call -> Response.of(200)))
        .build();
    assertThatThrownBy(() -> builder().stage(one, "prod").stage(two, "prod").build())
        .isInstanceOf(DefinitionException.class)
        .hasMessageContaining("expected one authorizer of the name a but was two different ones");
  }

  @Test
  void unknownNameInAnIdentitySourceIsAProblem() {
    RestApi api = restApi(RequestAuthorizer.of("a", call -> Decision.deny())
        .identitySources("stageVariables.realm", "context.httpMethodd"));
    assertThatThrownBy(() -> builder().stage(api, "prod").build())
        .isInstanceOf(DefinitionException.class)
        .hasMessageContaining("realm")
        .hasMessageContaining("httpMethodd");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "POST"})
  void everyVerbOfAnAnyMethodIsAskedForByItself(String verb) {
    RestApi api = RestApi.builder("orders")
        .method(
            "ANY /a",
            m -> m.authorizer(
                    token(call -> Decision.policy("ann", PolicyDocument.allow(ARN + "/GET/a"))))
                .function(call -> Response.of(200)))
        .build();
    assertThat(start(api)
            .process(
                Request.builder(verb, "/prod/a").header("Authorization", "t").build()))
        .hasStatus(verb.equals("GET") ? 200 : 403);
  }

  private Decision decide(AuthorizerCall call) throws Exception {
    return switch (call.header("Authorization").orElseThrow()) {
      case "good" ->
        Decision.policy("ann", PolicyDocument.allow(ARN + "/GET/*")).with("plan", "gold");
      case "denied" -> Decision.policy("ann", PolicyDocument.deny(ARN + "/GET/*"));
      case "other" -> Decision.policy("ann", PolicyDocument.allow(ARN + "/POST/*"));
      case "thrown" -> throw new Exception("Unauthorized");
      case "broken" -> throw new IllegalStateException("broken");
      case "garbage" -> Decision.policy("ann", PolicyDocument.json("{}"));
      case "nested" -> Decision.allow("ann").with("a", JsonObject.empty());
      case "nothing" -> nothing();
      default -> Decision.unauthorized();
    };
  }

  @SuppressWarnings("NullAway") // what a careless function does
  private static Decision nothing() {
    return null;
  }

  private static TokenAuthorizer token(AuthorizerFunction function) {
    return TokenAuthorizer.of("a", function);
  }

  private static RequestAuthorizer request(AuthorizerFunction function) {
    return RequestAuthorizer.of("a", function).identitySources("$request.header.Authorization");
  }

  private Gateway rest(CustomAuthorizer authorizer) {
    return start(restApi(authorizer));
  }

  private static RestApi restApi(CustomAuthorizer authorizer) {
    return RestApi.builder("orders")
        .method(
            "GET /orders/{id}", m -> m.authorizer(authorizer).function(CustomAuthorizersIT::caller))
        .build();
  }

  private static Response caller(FunctionCall call) {
    String plan = call.principal().find("plan").map(value -> " " + value.text()).orElse("");
    return Response.text(200, call.principal().id() + plan);
  }

  private Gateway http(CustomAuthorizer authorizer) {
    return start(HttpApi.builder("orders")
        .route(
            "GET /orders/{id}", r -> r.authorizer(authorizer).function(CustomAuthorizersIT::caller))
        .build());
  }

  private Gateway start(Api api) {
    return kept(builder().stage(api, "prod").build());
  }

  private Gateway kept(Gateway gateway) {
    open.add(gateway);
    return gateway;
  }

  private Gateway.Builder builder() {
    return Gateway.builder()
        .clock(clock)
        .account("123456789012")
        .region("eu-west-1")
        .trustedProxies("10.0.0.0/8")
        .metrics(records::add)
        .authorizers(StandardAuthorizers.create());
  }

  private static Request authorized(String token) {
    return Request.get("/prod/orders/7").withHeader("Authorization", token);
  }

  private static Request from(String address, Request request) {
    return request.toBuilder()
        .connection(Connection.builder(address, 1).build())
        .build();
  }

  private static ResponseAssert get(Gateway gateway, String token) {
    return assertThat(gateway.process(authorized(token)));
  }
}
