package io.apigw.runtime.flow;

import static io.apigw.testkit.GatewayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.ByteSize;
import io.apigw.api.JsonObject;
import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.api.authorize.JwtAuthorizer;
import io.apigw.api.definition.RestApi;
import io.apigw.api.definition.RestMethod;
import io.apigw.api.engine.Prepared;
import io.apigw.api.monitor.AccessRecord;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.api.validate.Model;
import io.apigw.api.validate.SchemaEngine;
import io.apigw.runtime.Gateway;
import io.apigw.testkit.FakeAuthorizers;
import io.apigw.testkit.FakeSchemas;
import io.apigw.testkit.FakeTransport;
import io.apigw.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Required parameters and models (data-plane §6). */
class ValidateFlowTest {

  private static final String INVALID = "{\"message\": \"Invalid request body\"}";
  private final TestClock clock = TestClock.create();
  private final FakeTransport transport = FakeTransport.create();
  private final FakeSchemas schemas = FakeSchemas.create();
  private final FakeAuthorizers authorizers = FakeAuthorizers.create();
  private final List<AccessRecord> records = new ArrayList<>();
  private final List<Gateway> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(Gateway::close);
  }

  @Test
  void missingNamesAreListedInTheOrderOfTheirFullKeys() {
    assertThat(gateway(ValidateFlowTest::names).process(Request.get("/a")))
        .hasStatus(400)
        .hasBody("{\"message\": \"Missing required request parameters:"
            + " [Accept, X-Tenant, filter.name, page]\"}")
        .hasHeader("x-amzn-ErrorType", "BadRequestException");
    assertThat(transport.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "/a?page=1&filter.name=x     | acme | -",
        "/a?page=&filter.name=x      | acme | page",
        "/a?page=%20%09&filter.name= | acme | filter.name, page",
        "/a?page&filter.name=x       | acme | page",
        "/a?Page=1&filter.name=x     | acme | page",
        "/a?page=1&page=&filter.name=x | acme | page",
        "/a?page=1&filter.name=x     | -    | X-Tenant",
      })
  void blankIsMissingAndOfRepeatsTheLastCounts(String target, String tenant, String missing) {
    Request request = Request.get(target).withHeader("Accept", "*/*");
    Response response = gateway(ValidateFlowTest::names)
        .process(tenant == null ? request : request.withHeader("X-Tenant", tenant))
        .toCompletableFuture()
        .join();
    if (missing == null) {
      assertThat(response).hasStatus(200);
    } else {
      assertThat(response).isRefused(400, "Missing required request parameters: [" + missing + "]");
    }
  }

  @Test
  void parametersComeBeforeTheBodyWhichNobodyLooksAtThen() {
    schemas.find("Order", "wrong");
    Gateway gateway = gateway(m -> models(m.requiredParameter("method.request.header.X")));
    ScriptedBody body = ScriptedBody.open();

    assertThat(gateway.process(Request.post("/a", body.body())))
        .isRefused(400, "Missing required request parameters: [X]");
    assertThat(schemas.documents()).isEmpty();
    assertThat(body.cancelled()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "application/json                | Order",
        "APPLICATION/JSON; charset=utf-8 | Order",
        "-                               | Order",
        "''                              | Order",
        "application/vnd.a+json          | Other",
        "text/plain                      | -",
        "application/jsonp               | -",
      })
  void modelIsThatOfTheMediaType(String mediaType, String model) {
    schemas.find("Order", "of Order").find("Other", "of Other");
    Response response = post(gateway(ValidateFlowTest::models), mediaType, "{}");

    if (model == null) {
      assertThat(response).hasStatus(200);
    } else {
      assertThat(response).hasStatus(400).hasBody(INVALID);
      assertThat(error()).isEqualTo("of " + model);
    }
  }

  @Test
  void defaultModelServesTheTypesWithoutOneOfTheirOwn() {
    schemas.find("Any", "of Any");
    Gateway gateway = gateway(m -> models(m.requestModel("$default", Model.of("Any", "{}"))));

    assertThat(post(gateway, "application/json", "{}")).hasStatus(200);
    assertThat(post(gateway, "text/plain", "{}")).hasStatus(400);
  }

  @Test
  void secondMediaTypeHidesNoBodyFromItsModel() {
    schemas.find("Order", "wrong");
    Request request = Request.builder("POST", "/a")
        .header("Content-Type", "text/plain")
        .header("Content-Type", "application/json")
        .body(Body.text("{}"))
        .build();
    assertThat(gateway(ValidateFlowTest::models).process(request)).hasStatus(400);
  }

  @Test
  void emptyBodyIsAnEmptyObject() {
    gateway(ValidateFlowTest::models).process(Request.post("/a", Body.empty()));
    assertThat(schemas.documents()).containsExactly(JsonObject.empty());
    assertThat(transport.requests()).hasSize(1);
    assertThat(transport.request().body().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", " ", "no json", "{}{}", "[1,]", "{\"a\":1} x"})
  void brokenJsonIsAnInvalidBody(String text) {
    assertThat(post(gateway(ValidateFlowTest::models), "application/json", text))
        .hasStatus(400)
        .hasBody(INVALID);
    assertThat(error()).startsWith("body: ");
  }

  @Test
  void validBodyReachesTheBackEndByteForByte() {
    assertThat(post(gateway(ValidateFlowTest::models), "application/json", "{ \"a\" : 1 }"))
        .hasStatus(200);
    assertThat(transport.request().body().text()).isEqualTo("{ \"a\" : 1 }");
  }

  @Test
  void streamedBodyIsCollectedAndReachesTheBackEndWhole() {
    ScriptedBody body = ScriptedBody.open();
    CompletableFuture<Response> response = gateway(ValidateFlowTest::models)
        .process(Request.post("/a", body.body()))
        .toCompletableFuture();
    body.send("{\"a\"");
    assertThat(response.isDone()).isFalse();
    body.send(":1}").end();

    assertThat(response).hasStatus(200);
    assertThat(transport.request().body().text()).isEqualTo("{\"a\":1}");
  }

  @Test
  void streamThatBreaksIsABadRequest() {
    ScriptedBody body = ScriptedBody.open();
    CompletableFuture<Response> response = gateway(ValidateFlowTest::models)
        .process(Request.post("/a", body.body()))
        .toCompletableFuture();
    body.send("{").fail();

    assertThat(response).isRefused(400, "Bad Request");
    assertThat(transport.requests()).isEmpty();
  }

  @Test
  void streamThatDripsForEverIsEnded() {
    ScriptedBody body = ScriptedBody.open();
    CompletableFuture<Response> response = gateway(ValidateFlowTest::models)
        .process(Request.post("/a", body.body()))
        .toCompletableFuture();
    for (int time = 0; time < 12; time++) {
      assertThat(response.isDone()).isFalse();
      body.send("{");
      clock.advance(Duration.ofSeconds(25));
    }

    assertThat(response).isRefused(408, "Request Timeout");
    assertThat(body.cancelled()).isTrue();
    assertThat(transport.requests()).isEmpty();
  }

  @Test
  void bodyOverTheCollectedLimitIs413WhetherItsLengthTellsOrNot() {
    Gateway gateway =
        open(ValidateFlowTest::models, ByteSize.ofKib(64), ByteSize.ofKib(1), schemas);
    ScriptedBody untold = ScriptedBody.open();
    CompletableFuture<Response> response =
        gateway.process(Request.post("/a", untold.body())).toCompletableFuture();
    untold.send(new byte[1024]);
    assertThat(response.isDone()).isFalse();
    untold.send(new byte[1]);

    assertThat(response).hasStatus(413).hasBody("HTTP content length exceeded 1024 bytes.");
    assertThat(untold.cancelled()).isTrue();
    ScriptedBody told = ScriptedBody.open();
    assertThat(gateway.process(Request.post("/a", told.body(1025)))).hasStatus(413);
    assertThat(told.cancelled()).isTrue();
    assertThat(schemas.documents()).isEmpty();
  }

  @Test
  void bodyOverThePayloadLimitIs413AlsoWhereMoreMayBeCollected() {
    Gateway gateway =
        open(ValidateFlowTest::models, ByteSize.ofKib(1), ByteSize.ofKib(64), schemas);
    ScriptedBody body = ScriptedBody.open();
    CompletableFuture<Response> response =
        gateway.process(Request.post("/a", body.body())).toCompletableFuture();
    body.send(new byte[1025]);

    assertThat(response).hasStatus(413).hasBody("HTTP content length exceeded 1024 bytes.");
  }

  @Test
  void callerWhoIsNotLetInLearnsNothingAboutParametersAndBodies() {
    authorizers.thenDeny(Rejection.of(GatewayResponseType.UNAUTHORIZED));
    Gateway gateway =
        gateway(m -> names(m.authorizer(JwtAuthorizer.of("login", "https://id.example.com", "a"))));
    assertThat(gateway.process(Request.get("/a"))).hasStatus(401);
  }

  @Test
  void validatorThatFailsLetsNothingThrough() {
    SchemaEngine broken = (model, context) -> Prepared.ready(document -> {
      throw new StackOverflowError();
    });
    Gateway gateway = open(ValidateFlowTest::models, ByteSize.ofKib(1), ByteSize.ofKib(1), broken);

    assertThat(post(gateway, "application/json", "{}")).isRefused(500, "Internal server error");
    assertThat(transport.requests()).isEmpty();
    assertThat(records).hasSize(1);
  }

  private String error() {
    return records
        .get(records.size() - 1)
        .variable("error.validationErrorString")
        .orElse("none");
  }

  private static void names(RestMethod.Builder method) {
    method
        .requiredParameter("method.request.querystring.page")
        .requiredParameter("method.request.querystring.filter.name")
        .requiredParameter("method.request.header.X-Tenant")
        .requiredParameter("method.request.header.Accept");
  }

  private static void models(RestMethod.Builder method) {
    method
        .requestModel("application/json", Model.of("Order", "{}"))
        .requestModel("application/vnd.a+json", Model.of("Other", "{}"));
  }

  private static Response post(Gateway gateway, String mediaType, String text) {
    Request request = Request.builder("POST", "/a").body(Body.text(text)).build();
    return gateway
        .process(mediaType == null ? request : request.withHeader("Content-Type", mediaType))
        .toCompletableFuture()
        .join();
  }

  private Gateway gateway(Consumer<RestMethod.Builder> method) {
    return open(method, ByteSize.ofMib(1), ByteSize.ofMib(1), schemas);
  }

  private Gateway open(
      Consumer<RestMethod.Builder> method,
      ByteSize payload,
      ByteSize collected,
      SchemaEngine engine) {
    RestApi api = RestApi.builder("a")
        .method("ANY /a", m -> method.accept(m.proxy("http://b.test/a")))
        .build();
    Gateway gateway = Gateway.builder()
        .clock(clock)
        .transport(transport)
        .schemas(engine)
        .authorizers(authorizers)
        .metrics(records::add)
        .stage(api, "prod", s -> s.anyDomain("").payload(payload).collected(collected))
        .build();
    open.add(gateway);
    return gateway;
  }
}
