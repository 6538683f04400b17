package io.apigw.api.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.ApiKind;
import io.apigw.api.Headers;
import io.apigw.api.Response;
import io.apigw.api.ValueExpression;
import io.apigw.api.authorize.JwtAuthorizer;
import io.apigw.api.integrate.FunctionIntegration;
import io.apigw.api.integrate.HttpIntegration;
import io.apigw.api.integrate.Integration;
import io.apigw.api.integrate.MockIntegration;
import io.apigw.api.integrate.NamedFunction;
import io.apigw.api.throttle.Rate;
import io.apigw.api.throttle.Throttle;
import io.apigw.api.validate.Model;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ApiTest {

  private static final JwtAuthorizer LOGIN =
      JwtAuthorizer.of("login", "https://id.example.com/", "pets");

  private static HttpApi.Builder pets() {
    return HttpApi.builder("pets")
        .cors(c -> c.allowOrigins("https://app.example.com")
            .allowMethods("GET", "POST")
            .maxAge(Duration.ofHours(1)))
        .route(
            "GET /pets/{petId}",
            r -> r.authorizer(LOGIN, "pets:read")
                .throttle(Rate.perSecond(100).burst(200))
                .throttlePer("$context.identity.sourceIp", Rate.perSecond(1))
                .timeout(Duration.ofSeconds(5))
                .proxy(
                    "http://pets.internal:8080/pets/{petId}",
                    http -> http.requestParameter("append:header.X", "a")))
        .route("POST /pets", r -> r.streamRequest().function(call -> Response.of(201)))
        .route("$default", r -> r.function(Runnable::run, call -> Response.of(404)));
  }

  private static RestApi.Builder orders() {
    return RestApi.builder("orders")
        .method(
            "GET /orders/{orderId}",
            m -> m.cache(
                    Duration.ofMinutes(5),
                    "method.request.path.orderId",
                    "method.request.querystring.view")
                .proxy("http://orders.internal:8080/orders/{orderId}"))
        .method(
            "POST /orders",
            m -> m.requiredParameter("method.request.header.X-Tenant")
                .requestModel("application/json", Model.of("Order", "{}"))
                .proxy("http://${stageVariables.backend}/orders"));
  }

  @Nested
  class Values {

    @Test
    void twoBuildsOfOneApiAreEqualFunctionsIncluded() {
      assertThat(pets().build())
          .isEqualTo(pets().build())
          .hasSameHashCodeAs(pets().build());
      assertThat(orders().build())
          .isEqualTo(orders().build())
          .hasSameHashCodeAs(orders().build());
    }

    @Test
    void toBuilderLosesNothing() {
      assertThat(pets().build().toBuilder().build()).isEqualTo(pets().build());
      assertThat(orders().build().toBuilder().build()).isEqualTo(orders().build());
      assertThat(pets().build().cors().orElseThrow().toBuilder().build())
          .isEqualTo(pets().build().cors().orElseThrow());
    }

    @Test
    void orderOfRoutesDoesNotCount() {
      HttpApi one = HttpApi.builder("a")
          .route("GET /a", r -> r.proxy("http://h/a"))
          .route("GET /b", r -> r.proxy("http://h/b"))
          .build();
      HttpApi other = HttpApi.builder("a")
          .route("GET /b", r -> r.proxy("http://h/b"))
          .route("GET /a", r -> r.proxy("http://h/a"))
          .build();
      assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    }

    @Test
    void everySettingCounts() {
      List<Consumer<HttpApi.Builder>> changes = List.of(
          b -> b.name("Pets"),
          b -> b.cors(c -> c.allowOrigins("*")),
          b -> b.route("GET /more", r -> r.proxy("http://h/")),
          b -> b.route("POST /pets", r -> r.function(call -> Response.of(201))),
          b -> b.route("POST /pets", r -> r.streamRequest().proxy("http://h/")),
          b -> b.route(
              "POST /pets",
              r -> r.streamRequest().function(NamedFunction.of("add", call -> Response.of(201)))));
      for (Consumer<HttpApi.Builder> change : changes) {
        HttpApi.Builder builder = pets().build().toBuilder();
        change.accept(builder);
        assertThat(builder.build()).isNotEqualTo(pets().build());
      }
      assertThat(HttpApi.builder("a").build()).isNotEqualTo(HttpApi.builder("b").build());
    }

    @Test
    void textsAreShort() {
      assertThat(pets().build()).hasToString("HTTP API 'pets' with 3 routes");
      assertThat(orders().build()).hasToString("REST API 'orders' with 2 methods");
      assertThat(orders().build().methods().get(1))
          .hasToString("POST /orders -> proxy to http://${stageVariables.backend}/orders");
    }

    @Test
    void eachKindMatchesItself() {
      assertThat(pets().build().<ApiKind>match(HttpApi::kind, rest -> ApiKind.WEBSOCKET))
          .isEqualTo(ApiKind.HTTP);
      assertThat(orders().build().<ApiKind>match(http -> ApiKind.WEBSOCKET, RestApi::kind))
          .isEqualTo(ApiKind.REST);
    }
  }

  @Nested
  class Routes {

    @Test
    void settingsAreReadable() {
      HttpRoute route = pets().build().routes().get(0);
      assertThat(route.key()).isEqualTo(RouteKey.parse(ApiKind.HTTP, "GET /pets/{petId}"));
      assertThat(route.authorizer()).contains(LOGIN);
      assertThat(route.scopes()).containsExactly("pets:read");
      assertThat(route.timeout()).contains(Duration.ofSeconds(5));
      assertThat(route.requestStreamed()).isFalse();
      assertThat(route.throttles())
          .containsExactly(
              Throttle.of(Rate.perSecond(100).burst(200)),
              Throttle.per(ValueExpression.parse("$context.identity.sourceIp"), Rate.perSecond(1)));
      assertThat(pets().build().routes().get(1).requestStreamed()).isTrue();
    }

    @Test
    void methodSettingsAreReadable() {
      List<RestMethod> methods = orders().build().methods();
      assertThat(methods.get(0).cache().orElseThrow().keyParameters()).hasSize(2);
      assertThat(methods.get(0).validation().empty()).isTrue();
      assertThat(methods.get(1).cache()).isEmpty();
      assertThat(methods.get(1).validation().requiredParameters())
          .containsExactly(ValueExpression.parse("method.request.header.X-Tenant"));
      assertThat(methods.get(1).validation().models()).containsOnlyKeys("application/json");
    }

    @Test
    void unnamedFunctionIsNamedByApiAndRouteKey() {
      assertThat(function(pets().build().routes().get(1)).name()).isEqualTo("pets POST /pets");
      assertThat(function(pets().build().routes().get(1)).generated()).isTrue();
      assertThat(function(pets().build().routes().get(2)).name()).isEqualTo("pets $default");
    }

    @Test
    void namedFunctionKeepsItsName() {
      HttpApi api = HttpApi.builder("a")
          .route("GET /a", r -> r.function(NamedFunction.of("list", call -> Response.of(200))))
          .route(
              "GET /b",
              r -> r.functionAsync(call -> CompletableFuture.completedStage(Response.of(200))))
          .build();
      assertThat(function(api.routes().get(0)).name()).isEqualTo("list");
      assertThat(function(api.routes().get(0)).generated()).isFalse();
      assertThat(function(api.routes().get(1)).name()).isEqualTo("a GET /b");
    }

    @Test
    void declaringAKeyAgainAfterToBuilderReplacesTheRouteInItsPlace() {
      HttpApi changed = pets().build().toBuilder()
          .route("POST /pets", r -> r.proxy("http://h/"))
          .build();
      assertThat(changed.routes()).hasSize(3);
      assertThat(changed.routes().get(1).integration())
          .isEqualTo(HttpIntegration.builder(ApiKind.HTTP, "http://h/").build());
      assertThat(changed.routes().get(1).requestStreamed()).isFalse();
    }

    @Test
    void oneConsumerServesBothKinds() {
      Consumer<RouteSettings> members = r -> r.authorizer(LOGIN).timeout(Duration.ofSeconds(1));
      HttpApi http = HttpApi.builder("a")
          .route("GET /a", r -> {
            members.accept(r);
            r.proxy("http://h/");
          })
          .build();
      RestApi rest = RestApi.builder("b")
          .method("GET /a", m -> {
            members.accept(m);
            m.proxy("http://h/");
          })
          .build();
      assertThat(http.routes().get(0).timeout()).isEqualTo(rest.methods().get(0).timeout());
    }

    @Test
    void lastOfTwoSettingsCounts() {
      HttpApi api = HttpApi.builder("a")
          .route(
              "GET /a",
              r -> r.timeout(Duration.ofSeconds(1))
                  .timeout(Duration.ofSeconds(2))
                  .throttle(Rate.perSecond(1))
                  .throttle(Rate.perSecond(2))
                  .throttlePer("$request.header.X", Rate.perSecond(1))
                  .throttlePer("$request.header.X", Rate.perSecond(3))
                  .proxy("http://h/1")
                  .proxy("http://h/2"))
          .build();
      HttpRoute route = api.routes().get(0);
      assertThat(route.timeout()).contains(Duration.ofSeconds(2));
      assertThat(route.throttles())
          .extracting(Throttle::rate)
          .containsExactly(Rate.perSecond(2), Rate.perSecond(3));
      assertThat(route.integration()).hasToString("proxy to http://h/2");
    }

    private static NamedFunction function(Route route) {
      return route
          .integration()
          .match(FunctionIntegration::function, http -> other(http), mock -> other(mock));
    }

    private static NamedFunction other(Integration integration) {
      throw new AssertionError(integration);
    }
  }

  @Nested
  class RestCors {

    private RestApi.Builder api() {
      return RestApi.builder("a")
          .cors(c -> c.allowOrigins("https://app.example.com")
              .allowCredentials()
              .maxAge(Duration.ofMinutes(10)))
          .method("GET /a/{id}", m -> m.proxy("http://h/{id}"))
          .method("PUT /a/{id}", m -> m.proxy("http://h/{id}"))
          .method("ANY /b", m -> m.proxy("http://h/"))
          .method("GET /c", m -> m.proxy("http://h/"))
          .method("OPTIONS /c", m -> m.mock(mock -> mock.status(204)));
    }

    @Test
    void everyResourceWithoutOptionsGetsOne() {
      assertThat(api().build().methods())
          .extracting(method -> method.key().toString())
          .containsExactly(
              "GET /a/{id}",
              "PUT /a/{id}",
              "ANY /b",
              "GET /c",
              "OPTIONS /c",
              "OPTIONS /a/{id}",
              "OPTIONS /b");
    }

    @Test
    void preflightAnswersWithFixedHeaders() {
      Integration preflight = api().build().methods().get(5).integration();
      assertThat(preflight)
          .isEqualTo(MockIntegration.builder()
              .header(
                  "Access-Control-Allow-Headers",
                  "Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token")
              .header("Access-Control-Allow-Methods", "GET,OPTIONS,PUT")
              .header("Access-Control-Allow-Origin", "https://app.example.com")
              .header("Access-Control-Allow-Credentials", "true")
              .header("Access-Control-Max-Age", "600")
              .build());
    }

    @Test
    void anyAllowsAllVerbs() {
      assertThat(headers(api().build().methods().get(6)).first("Access-Control-Allow-Methods"))
          .contains("DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT");
    }

    @Test
    void whatIsConfiguredIsUsedAsItStands() {
      RestApi api = RestApi.builder("a")
          .cors(c -> c.allowOrigins("*").allowMethods("GET", "POST").allowHeaders("X-Tenant"))
          .method("GET /a", m -> m.proxy("http://h/"))
          .build();
      Headers headers = headers(api.methods().get(1));
      assertThat(headers.first("Access-Control-Allow-Methods")).contains("GET,POST");
      assertThat(headers.first("Access-Control-Allow-Headers")).contains("X-Tenant");
      assertThat(headers.first("Access-Control-Allow-Credentials")).isEmpty();
    }

    @Test
    void resourcesAddedLaterGetOneToo() {
      RestApi more =
          api().build().toBuilder().method("GET /d", m -> m.proxy("http://h/")).build();
      assertThat(more.methods()).hasSize(9);
      assertThat(more.methods())
          .extracting(method -> method.key().toString())
          .contains("OPTIONS /d", "OPTIONS /b");
    }

    @Test
    void apiThatWritesItsPreflightsOutIsEqual() {
      RestApi.Builder written = RestApi.builder("a").method("GET /a", m -> m.proxy("http://h/"));
      RestApi sugar = RestApi.builder("a")
          .cors(c -> c.allowOrigins("*"))
          .method("GET /a", m -> m.proxy("http://h/"))
          .build();
      written.method(
          "OPTIONS /a", m -> m.mock(mock -> headers(sugar.methods().get(1)).forEach(mock::header)));
      assertThat(written.build()).isEqualTo(sugar).hasSameHashCodeAs(sugar);
    }

    private static Headers headers(RestMethod method) {
      return method
          .integration()
          .match(function -> Headers.empty(), http -> Headers.empty(), MockIntegration::headers);
    }
  }
}
