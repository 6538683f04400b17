package io.apigw.api.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.apigw.api.DefinitionException;
import io.apigw.api.Response;
import io.apigw.api.authorize.JwtAuthorizer;
import io.apigw.api.integrate.HttpFunction;
import io.apigw.api.throttle.Rate;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpApiProblemsTest {

  private static final HttpFunction FN = call -> Response.of(204);
  private static final JwtAuthorizer LOGIN =
      JwtAuthorizer.of("login", "https://id.example.com/", "pets");

  @Test
  void allProblemsComeInOneExceptionAsTheProgramsShow() {
    assertThatThrownBy(() -> HttpApi.builder("pets")
            .route("GET /pets/{petId}", r -> r.proxy("http://pets.internal/pets/{id}"))
            .route("GET /pets", r -> {})
            .route("GET /pets/{id}", r -> r.function(FN))
            .build())
        .isInstanceOf(DefinitionException.class)
        .hasMessage("""
            3 problems in HTTP API 'pets'
              routes[GET /pets/{petId}].integration.uri: expected only variables of the route (petId) but was {id} in \
            http://pets.internal/pets/{id}
              routes[GET /pets].integration: expected a function, lambda or proxy but was none
              routes[GET /pets/{id}]: expected a route key of its own but was the same shape as GET /pets/{petId}""");
  }

  static Stream<Arguments> wrongRoutes() {
    return Stream.of(
        route(
            r -> r.function(FN).proxy("http://h/"),
            "integration: expected one integration but was function and proxy"),
        route(
            r -> r.function(FN).timeout(Duration.ZERO),
            "timeout: expected 50ms to 15m but was PT0S"),
        route(
            r -> r.function(FN).timeout(Duration.ofMillis(49)),
            "timeout: expected 50ms to 15m but was PT0.049S"),
        route(
            r -> r.function(FN).timeout(Duration.ofMillis(900_001)),
            "timeout: expected 50ms to 15m but was PT15M0.001S"),
        route(
            r -> r.function(FN)
                .authorizer(LOGIN, "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"),
            "authorizer.scopes: expected at most 10 but was 11"),
        route(
            r -> r.function(FN).authorizer(LOGIN, "a b"),
            "authorizer.scopes: expected a scope without spaces and quotes but was a b"),
        route(
            r -> r.function(FN).throttlePer("$request.path.id", Rate.perSecond(1)),
            "throttlePer[$request.path.id]: expected a variable of the route (petId) but was id"),
        route(
            r -> r.function(FN).throttlePer("$request.body.tenant", Rate.perSecond(1)),
            "throttlePer[$request.body.tenant]: expected a value known before the body is read but was"
                + " $request.body.tenant"),
        route(
            r -> r.proxy("http://h/{x}/{petId}"),
            "integration.uri: expected only variables of the route (petId) but was {x} in http://h/{x}/{petId}"),
        route(
            r -> r.proxy("ftp://h/"),
            "integration.uri: expected a URI that begins with http:// or https:// but was ftp://h/"),
        route(
            r -> r.proxy("http://h/", http -> http.method("get")),
            "integration.method: expected a method in upper case but was get"),
        route(
            r -> r.proxy("http://h/", http -> http.requestParameter("overwrite:header.Via", "x")),
            "integration.requestParameters[overwrite:header.Via]: expected a header that may be mapped but was Via"),
        route(
            r -> r.proxy(
                "http://h/",
                http -> http.requestParameter("overwrite:path", "/a/${request.path.id}")),
            "integration.requestParameters[overwrite:path]: expected a variable of the route (petId) but was id"));
  }

  private static Arguments route(Consumer<HttpRoute.Builder> route, String problem) {
    return arguments(route, problem);
  }

  @ParameterizedTest
  @MethodSource("wrongRoutes")
  void wrongRouteIsReportedUnderItsKey(Consumer<HttpRoute.Builder> route, String problem) {
    assertThat(Problems.of(
            () -> HttpApi.builder("pets").route("GET /pets/{petId}", route).build()))
        .containsExactly("routes[GET /pets/{petId}]." + problem);
  }

  @Test
  void routeWithoutVariablesSaysSo() {
    assertThat(Problems.of(() ->
            HttpApi.builder("a").route("$default", r -> r.proxy("http://h/{x}")).build()))
        .containsExactly(
            "routes[$default].integration.uri: expected only variables of the route (it has none) but was"
                + " {x} in http://h/{x}");
  }

  @Test
  void unreadableKeyIsReportedWithTheRestOfItsRoute() {
    assertThat(Problems.of(() -> HttpApi.builder("a")
            .route("GETS /a/{x}", r -> r.proxy("http://h/{x}").timeout(Duration.ZERO))
            .build()))
        .hasSize(2)
        .anySatisfy(problem -> assertThat(problem)
            .startsWith("routes[GETS /a/{x}]: expected one of DELETE, GET, HEAD")
            .endsWith("did you mean GET?"))
        .contains("routes[GETS /a/{x}].timeout: expected 50ms to 15m but was PT0S");
  }

  @Test
  void sameKeyTwiceIsAProblem() {
    assertThat(Problems.of(() -> HttpApi.builder("a")
            .route("GET /a", r -> r.function(FN))
            .route("GET /a", r -> r.function(FN))
            .build()))
        .containsExactly("routes[GET /a]: expected each route key once but was twice");
  }

  @Test
  void anyThatNoVerbIsLeftForIsShadowed() {
    HttpApi.Builder api = HttpApi.builder("a").route("ANY /a/{x}", r -> r.function(FN));
    RouteKey.VERBS.subList(1, 7).forEach(verb -> api.route(verb + " /a/{y}", r -> r.function(FN)));
    assertThat(Problems.of(api::build)).isEmpty();
    api.route("DELETE /a/{z}", r -> r.function(FN));
    assertThat(Problems.of(api::build))
        .containsExactly(
            "routes[ANY /a/{x}]: expected a route that a request can reach but was shadowed by the routes"
                + " of all seven verbs");
  }

  @Test
  void variablesOfDifferentVerbsMayHaveDifferentNames() {
    HttpApi.builder("a")
        .route("GET /a/{x}", r -> r.function(FN))
        .route("POST /a/{y}", r -> r.function(FN))
        .route("GET /a/{proxy+}", r -> r.function(FN))
        .build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "my api", "a.b", "ä", "a/b"})
  void idsAreWhatAHostAndAnArnCanCarry(String id) {
    assertThat(Problems.of(() -> HttpApi.builder(id).build()))
        .singleElement()
        .asString()
        .startsWith("id: expected 1 to 64 letters, digits, hyphens and underscores");
  }

  @Test
  void authorizersProblemsAreReportedOnce() {
    JwtAuthorizer bad = JwtAuthorizer.of("bad", "id.example.com", "pets");
    assertThat(Problems.of(() -> HttpApi.builder("a")
            .route("GET /a", r -> r.function(FN).authorizer(bad))
            .route("GET /b", r -> r.function(FN).authorizer(bad))
            .build()))
        .containsExactly(
            "authorizers[bad].issuer: expected an absolute http(s) URI without query and fragment but was"
                + " id.example.com");
  }

  @Test
  void oneNameForTwoAuthorizersIsAProblem() {
    JwtAuthorizer other = JwtAuthorizer.of("login", "https://id.example.com/", "shop");
    assertThat(Problems.of(() -> HttpApi.builder("a")
            .route("GET /a", r -> r.function(FN).authorizer(LOGIN))
            .route("GET /b", r -> r.function(FN).authorizer(other))
            .build()))
        .containsExactly(
            "authorizers[login]: expected one authorizer of this name but was another one on GET /b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "app.example.com | cors.allowOrigins: expected scheme://host",
        "https://app.example.com/ | cors.allowOrigins: expected scheme://host",
        "https://*.example.com | cors.allowOrigins: expected scheme://host",
        "null | cors.allowOrigins: expected scheme://host",
        "https://a b | cors.allowOrigins: expected scheme://host"
      })
  void corsOriginsHaveASchemeAndNoPath(String origin, String problem) {
    assertThat(Problems.of(
            () -> HttpApi.builder("a").cors(c -> c.allowOrigins(origin)).build()))
        .singleElement()
        .asString()
        .startsWith(problem);
  }

  @Test
  void wrongCorsIsReportedAsAWhole() {
    assertThat(Problems.of(() -> HttpApi.builder("a")
            .cors(c -> c.allowOrigins("*")
                .allowCredentials()
                .allowMethods("GET", "POSTS")
                .allowHeaders("X A")
                .exposeHeaders("*", "")
                .maxAge(Duration.ofDays(2)))
            .build()))
        .containsExactly(
            "cors.allowCredentials: expected origins by name when credentials are allowed but was *",
            "cors.allowMethods: expected one of DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT, * but was POSTS; did you mean"
                + " POST?",
            "cors.allowHeaders: expected a header name or * but was X A",
            "cors.exposeHeaders: expected a header name or * but was empty",
            "cors.maxAge: expected -1s to 86400s but was PT48H");
    assertThat(Problems.of(() -> HttpApi.builder("a").cors(c -> {}).build()))
        .containsExactly("cors.allowOrigins: expected at least one origin but was none");
  }

  @Test
  void nullIsTheOnlyThingThatSettersRefuse() {
    List<Consumer<HttpRoute.Builder>> nulls = List.of(
        r -> r.proxy(nothing()),
        r -> r.function((HttpFunction) nothing()),
        r -> r.functionAsync(nothing()),
        r -> r.authorizer(nothing()),
        r -> r.authorizer(LOGIN, (String) nothing()),
        r -> r.throttle(nothing()),
        r -> r.throttlePer(nothing(), Rate.perSecond(1)),
        r -> r.timeout(nothing()));
    for (Consumer<HttpRoute.Builder> route : nulls) {
      assertThatNullPointerException()
          .isThrownBy(() -> HttpApi.builder("a").route("GET /a", route));
    }
    assertThatNullPointerException().isThrownBy(() -> HttpApi.builder(nothing()));
    assertThatNullPointerException().isThrownBy(() -> HttpApi.builder("a").name(nothing()));
    assertThatNullPointerException()
        .isThrownBy(() -> HttpApi.builder("a").route(nothing(), r -> {}));
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T nothing() {
    return null;
  }
}
