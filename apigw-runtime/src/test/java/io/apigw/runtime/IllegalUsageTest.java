package io.apigw.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.apigw.api.DefinitionException;
import io.apigw.api.Problem;
import io.apigw.api.Response;
import io.apigw.api.authorize.JwtAuthorizer;
import io.apigw.api.definition.HttpApi;
import io.apigw.api.definition.RestApi;
import io.apigw.api.engine.Prepared;
import io.apigw.api.integrate.NamedFunction;
import io.apigw.api.throttle.Rate;
import io.apigw.api.validate.Model;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the builder says about gateways that cannot run: everything at once, each with its path. */
class IllegalUsageTest {

  private static final HttpApi PETS = HttpApi.builder("pets")
      .route("GET /pets", r -> r.function(call -> Response.of(200)))
      .build();

  @Test
  void everyMissingEngineIsNamedWithTheLineToAdd() {
    HttpApi pets = HttpApi.builder("pets")
        .route(
            "GET /pets/{petId}",
            r -> r.authorizer(JwtAuthorizer.of("login", "https://id.example.com", "pets"))
                .throttle(Rate.perSecond(1))
                .function(call -> Response.of(200)))
        .build();
    RestApi orders = RestApi.builder("orders")
        .method(
            "POST /orders",
            m -> m.requestModel("application/json", Model.of("Order", "{}"))
                .function(call -> Response.of(200)))
        .build();

    assertProblems(
        Gateway.builder().api(pets).api(orders),
        "authorizers: expected an engine for the authorizer login of stages[pets/$default].routes[GET /pets/{petId}]"
            + " but was none; add .authorizers(StandardAuthorizers.create()) from apigw-auth",
        "limits: expected an engine for the throttle of stages[pets/$default].routes[GET /pets/{petId}]"
            + " but was none; add .limits(InMemoryLimits.create()) from apigw-throttle",
        "schemas: expected an engine for the model Order of stages[orders/prod].methods[POST /orders]"
            + " but was none; add .schemas(…) with a SchemaEngine of yours; apigw-mapping will bring one");
  }

  @Test
  void everyUnboundNameIsNamed() {
    HttpApi api = HttpApi.builder("pets")
        .route("GET /a", r -> r.function(NamedFunction.named("a")))
        .route("GET /b", r -> r.function(NamedFunction.named("b")))
        .route("GET /c", r -> r.function(NamedFunction.named("c")))
        .build();

    assertProblems(
        Gateway.builder().bind(b -> b.function("b", call -> Response.of(200))).api(api),
        "stages[pets/$default].routes[GET /a].integration: expected a function bound to the name a but was none;"
            + " add .bind(b -> b.function(\"a\", …))",
        "stages[pets/$default].routes[GET /c].integration: expected a function bound to the name c but was none;"
            + " add .bind(b -> b.function(\"c\", …))");
  }

  @Test
  void oneNameForTwoFunctionsIsAProblem() {
    HttpApi api = HttpApi.builder("pets")
        .route("GET /a", r -> r.function(NamedFunction.of("f", call -> Response.of(200))))
        .route("GET /b", r -> r.function(NamedFunction.of("f", call -> Response.of(201))))
        .build();

    assertProblems(
        Gateway.builder().api(api),
        "stages[pets/$default].routes[GET /b].integration:"
            + " expected one function of the name f but was two different ones");
  }

  @Test
  void oneStageTwiceAndOneDomainTwiceAreProblems() {
    assertProblems(
        Gateway.builder().stage(PETS, "dev").stage(PETS, "dev"),
        "stages[pets/dev]: expected to be declared once but was declared twice");
    assertThat(problems(Gateway.builder()
            .stage(PETS, "dev", s -> s.domain("a.example.com", "x"))
            .stage(PETS, "test", s -> s.domain("a.example.com", "x"))))
        .singleElement()
        .asString()
        .contains("a.example.com", "pets/dev and pets/test");
  }

  @Test
  void mistypedNamesInExpressionsAreProblems() {
    HttpApi api = HttpApi.builder("pets")
        .route(
            "GET /a",
            r -> r.throttlePer("$context.identity.sourceIP", Rate.perSecond(1))
                .proxy(
                    "http://b.internal/a",
                    p -> p.requestParameter("append:header.x", "$stageVariables.nope")))
        .route(
            "GET /b",
            r -> r.throttlePer("'x'", Rate.perSecond(1)).function(call -> Response.of(200)))
        .build();

    assertThat(problems(Gateway.builder()
            .limits((id, rate, context) -> Prepared.faulty(List.of(new Problem("", "never asked"))))
            .stage(api, "dev", s -> s.variable("colour", "blue"))))
        .anySatisfy(problem -> assertThat(problem)
            .startsWith(
                "stages[pets/dev].routes[GET /a].throttlePer[$context.identity.sourceIP]: expected one of")
            .endsWith("but was identity.sourceIP; did you mean identity.sourceIp?"))
        .anySatisfy(problem -> assertThat(problem)
            .isEqualTo(
                "stages[pets/dev].routes[GET /a].integration.requestParameters[append:header.x]:"
                    + " expected one of colour but was nope"))
        .anySatisfy(
            problem -> assertThat(problem)
                .isEqualTo(
                    "stages[pets/dev].routes[GET /b].throttlePer[x]: expected a value of the request but was 'x'"));
  }

  @Test
  void nameBoundTwiceIsAProblem() {
    assertProblems(
        Gateway.builder()
            .bind(b ->
                b.function("f", call -> Response.of(200)).function("f", call -> Response.of(201)))
            .api(PETS),
        "bindings[f]: expected one function of this name but was two different ones");
  }

  @Test
  void requestTemplateOfAMockIsAProblem() {
    RestApi api = RestApi.builder("orders")
        .method(
            "GET /a",
            m -> m.requestTemplate("application/json", "{}").mock(mock -> mock.status(200)))
        .build();
    assertProblems(
        Gateway.builder().api(api),
        "stages[orders/prod].methods[GET /a].requestTemplates:"
            + " expected none with a mock, whose answer is fixed, but was one");
  }

  @Test
  void engineThatThrowsIsAProblemWithItsPlace() {
    HttpApi api = HttpApi.builder("pets")
        .route("GET /a", r -> r.throttle(Rate.perSecond(1)).function(call -> Response.of(200)))
        .build();
    assertThat(problems(Gateway.builder()
            .limits((id, rate, context) -> {
              throw new IllegalStateException("no store");
            })
            .api(api)))
        .containsExactly(
            "stages[pets/$default].routes[GET /a].throttle:"
                + " expected an engine that prepares it but was java.lang.IllegalStateException: no store");
  }

  @Test
  void apiOffItsDefaultEndpointNeedsADomain() {
    HttpApi closed = PETS.toBuilder().disableDefaultEndpoint().build();

    assertProblems(
        Gateway.builder().api(closed),
        "apis[pets]: expected a domain on one of its stages, since its default endpoint is disabled but was none");
    Gateway.builder()
        .stage(closed, "dev", s -> s.domain("a.example.com", ""))
        .build()
        .close();
  }

  @Test
  void wrongSettingsOfAStageStandUnderItsName() {
    assertThat(problems(Gateway.builder()
            .stage(PETS, "no good", s -> s.throttle("GET /pet", Rate.perSecond(1)))))
        .hasSize(2)
        .allSatisfy(problem -> assertThat(problem).startsWith("stages[pets/no good]"));
  }

  @Test
  void wrongTrustedProxiesAreProblems() {
    assertThat(problems(Gateway.builder()
            .trustedProxies("10.0.0.0/8", "10.0.0.0/33", "proxy.local")
            .api(PETS)))
        .hasSize(2);
  }

  @Test
  void unsetStageVariableIsAProblem() {
    HttpApi api = HttpApi.builder("pets")
        .route("GET /a", r -> r.proxy("http://${stageVariables.backend}/a"))
        .build();

    assertThat(
            problems(Gateway.builder().stage(api, "dev", s -> s.variable("backnd", "b.internal"))))
        .isNotEmpty()
        .allSatisfy(problem -> assertThat(problem).contains("routes[GET /a]", "backend"));
  }

  @Test
  void unknownStageNamesThoseThatExist() {
    try (Gateway gateway = Gateway.of(PETS)) {
      assertThatThrownBy(() -> gateway.stage("pets", "prod"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("$default");
    }
  }

  private static void assertProblems(Gateway.Builder builder, String... expected) {
    assertThat(problems(builder)).containsExactlyInAnyOrder(expected);
  }

  private static List<String> problems(Gateway.Builder builder) {
    DefinitionException wrong = catchThrowableOfType(DefinitionException.class, builder::build);
    assertThat(wrong).isNotNull();
    return wrong.problems().stream().map(Object::toString).toList();
  }
}
