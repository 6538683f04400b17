package io.apigw.api.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.apigw.api.Response;
import io.apigw.api.integrate.HttpFunction;
import io.apigw.api.validate.Model;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RestApiProblemsTest {

  private static final HttpFunction FN = call -> Response.of(204);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String PARAMETER =
      "expected method.request.header.NAME, method.request.querystring.NAME or method.request.path.NAME but was ";

  static Stream<Arguments> wrongMethods() {
    return Stream.of(
        method(m -> {}, "integration: expected a function, lambda, proxy or mock but was none"),
        method(
            m -> m.mock(mock -> {}).function(FN).proxy("http://h/"),
            "integration: expected one integration but was mock and function and proxy"),
        method(
            m -> m.mock(mock -> mock.status(99)),
            "integration.status: expected 100 to 599 but was 99"),
        method(
            m -> m.function(FN).timeout(Duration.ZERO),
            "timeout: expected 50ms to 15m but was PT0S"),
        method(
            m -> m.function(FN).timeout(Duration.ofMinutes(16)),
            "timeout: expected 50ms to 15m but was PT16M"),
        method(
            m -> m.function(FN).cache(Duration.ofHours(2), "method.request.path.id"),
            "cache.ttl: expected 0s to 3600s but was PT2H"),
        method(
            m -> m.function(FN).cache(MINUTE),
            "cache.keyParameters: expected every path variable in the key (method.request.path.id is missing) but was"
                + " none"),
        method(
            m -> m.function(FN).cache(MINUTE, "method.request.querystring.view"),
            "cache.keyParameters: expected every path variable in the key (method.request.path.id is missing) but was"
                + " method.request.querystring.view"),
        method(
            m -> m.function(FN).cache(MINUTE, "method.request.path.id", "$context.stage"),
            "cache.keyParameters[$context.stage]: " + PARAMETER + "$context.stage"),
        method(
            m -> m.function(FN).cache(MINUTE, "method.request.path.id", "method.request.path.x"),
            "cache.keyParameters[method.request.path.x]: expected a variable of the route (id) but was x"),
        method(
            m -> m.function(FN).requiredParameter("method.request.body"),
            "requiredParameters[method.request.body]: " + PARAMETER + "method.request.body"),
        method(
            m -> m.function(FN).requiredParameter("method.request.path.x"),
            "requiredParameters[method.request.path.x]: expected a variable of the route (id) but was x"),
        method(
            m -> m.function(FN).requestModel("json", Model.of("A", "{}")),
            "requestModels[json]: expected a media type without parameters, or $default but was json"),
        method(
            m ->
                m.function(FN).requestModel("application/json; charset=utf-8", Model.of("A", "{}")),
            "requestModels[application/json; charset=utf-8]: expected a media type without parameters, or $default but"
                + " was application/json; charset=utf-8"),
        method(
            m -> m.proxy(
                "http://h/{x}", http -> http.requestParameter("integration.request.path.y", "'a'")),
            "integration.uri: expected only variables of the route (id) but was {x} in http://h/{x}",
            "integration.requestParameters[integration.request.path.y]: expected a variable of the URI http://h/{x} but"
                + " was y"),
        method(
            m -> m.proxy(
                "http://h/", http -> http.requestParameter("integration.request.header.TE", "'a'")),
            "integration.requestParameters[integration.request.header.TE]: expected a header that may be mapped but was"
                + " TE"));
  }

  private static Arguments method(Consumer<RestMethod.Builder> method, String... problems) {
    return arguments(
        method, Stream.of(problems).map(it -> "methods[GET /orders/{id}]." + it).toList());
  }

  @ParameterizedTest
  @MethodSource("wrongMethods")
  void wrongMethodIsReportedUnderItsKey(
      Consumer<RestMethod.Builder> method, Iterable<String> problems) {
    assertThat(Problems.of(
            () -> RestApi.builder("orders").method("GET /orders/{id}", method).build()))
        .containsExactlyElementsOf(problems);
  }

  @Test
  void titleNamesTheApi() {
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> RestApi.builder("orders").build())
        .hasMessage(
            "1 problem in REST API 'orders'\n  methods: expected at least one but was none");
  }

  @Test
  void mappedVariableNeedsNoVariableOfTheRoute() {
    RestApi.builder("a")
        .method(
            "GET /a",
            m -> m.proxy(
                "http://h/{tenant}",
                http -> http.requestParameter(
                    "integration.request.path.tenant", "context.authorizer.tenant")))
        .build();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /a/{x} | POST /a/{y} | expected {x} at this place, as in GET /a/{x} but was {y}",
        "GET /a/{x} | GET /a/{proxy+} | expected {x} at this place, as in GET /a/{x} but was {proxy+}",
        "GET /a/{p+} | GET /a/{q+} | expected a route key of its own but was the same shape as GET /a/{p+}",
        "GET /a/{x}/b | GET /a/{y}/c | expected {x} at this place, as in GET /a/{x}/b but was {y}",
        "GET /{x} | POST /{y} | expected {x} at this place, as in GET /{x} but was {y}",
        "GET /a/{x} | GET /a/{y} | expected a route key of its own but was the same shape as GET /a/{x}"
      })
  void resourceHasOneVariableAtMost(String one, String other, String problem) {
    assertThat(Problems.of(() -> RestApi.builder("a")
            .method(one, m -> m.function(FN))
            .method(other, m -> m.function(FN))
            .build()))
        .containsExactly("methods[" + other + "]: " + problem);
  }

  @Test
  void literalsBesideAVariableAreFine() {
    RestApi.builder("a")
        .method("GET /a/{x}", m -> m.function(FN))
        .method("GET /a/b", m -> m.function(FN))
        .method("GET /a/{x}/c", m -> m.function(FN))
        .method("GET /{proxy+}", m -> m.function(FN))
        .build();
  }

  @Test
  void oneNameForTwoSchemasIsAProblem() {
    assertThat(Problems.of(() -> RestApi.builder("a")
            .method("PUT /a", m -> m.function(FN).requestModel("$default", Model.of("A", "{}")))
            .method("POST /a", m -> m.function(FN).requestModel("$default", Model.of("A", "{} ")))
            .build()))
        .containsExactly(
            "models[A]: expected one schema of this name but was another one on POST /a");
  }

  @Test
  void corsCanDoNoMoreThanAMock() {
    assertThat(Problems.of(() -> RestApi.builder("a")
            .cors(
                c -> c.allowOrigins("https://a.example", "https://b.example").exposeHeaders("ETag"))
            .method("GET /a", m -> m.function(FN))
            .build()))
        .containsExactly(
            "cors.allowOrigins: expected one origin or * in a REST API, whose preflights answer all the same but was"
                + " https://a.example, https://b.example",
            "cors.exposeHeaders: expected none in a REST API, whose methods answer with Access-Control-Expose-Headers"
                + " themselves but was ETag");
    assertThat(Problems.of(() -> RestApi.builder("a")
            .cors(c -> c.allowOrigins("https://*"))
            .method("GET /a", m -> m.function(FN))
            .build()))
        .hasSize(1);
  }
}
