package io.apigw.api.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.apigw.api.ByteSize;
import io.apigw.api.Problem;
import io.apigw.api.Response;
import io.apigw.api.monitor.AccessLog;
import io.apigw.api.throttle.Rate;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StageTest {

  private static final HttpApi PETS = HttpApi.builder("pets")
      .route("GET /pets/{petId}", r -> r.proxy("http://${stageVariables.backend}/pets/{petId}"))
      .build();

  private static final RestApi ORDERS = RestApi.builder("orders")
      .method(
          "GET /orders/{id}",
          m -> m.cache(Duration.ofMinutes(1), "method.request.path.id")
              .proxy("http://${stageVariables.backend}/orders/{id}"))
      .method("PUT /orders/{id}", m -> m.mock(mock -> {}))
      .method("POST /orders", m -> m.mock(mock -> {}))
      .build();

  private static Stage.Builder prod() {
    return Stage.builder(ORDERS, "prod")
        .domain("API.example.com", "shop/v2")
        .domain("*.example.com", "")
        .anyDomain("orders")
        .variable("backend", "blue.internal:8080")
        .defaultThrottle(Rate.perSecond(500).burst(1000))
        .throttle("POST /orders", Rate.perSecond(5))
        .cache("GET /orders/{id}", Duration.ofMinutes(5))
        .cache("POST /orders", Duration.ZERO)
        .payload(ByteSize.ofMib(20))
        .collected(ByteSize.ofMib(1))
        .timeout(Duration.ofMinutes(1))
        .accessLog(AccessLog.json(line -> {}));
  }

  @Test
  void settingsAreReadable() {
    Stage stage = prod().build();
    assertThat(stage.name()).isEqualTo("prod");
    assertThat(stage.domains())
        .containsExactly(
            new DomainMapping("api.example.com", "shop/v2"),
            new DomainMapping("*.example.com", ""),
            new DomainMapping("*", "orders"));
    assertThat(stage.domains())
        .extracting(DomainMapping::anyHost)
        .containsExactly(false, false, true);
    assertThat(stage.domains())
        .extracting(DomainMapping::wildcardHost)
        .containsExactly(false, true, false);
    assertThat(stage.variables()).containsEntry("backend", "blue.internal:8080");
    assertThat(stage.defaultThrottle()).contains(Rate.perSecond(500).burst(1000));
    assertThat(stage.throttles()).containsEntry("POST /orders", Rate.perSecond(5));
    assertThat(stage.cacheTtls()).containsEntry("GET /orders/{id}", Duration.ofMinutes(5));
    assertThat(stage.payload()).isEqualTo(ByteSize.ofMib(20));
    assertThat(stage.collected()).isEqualTo(ByteSize.ofMib(1));
    assertThat(stage.timeout()).contains(Duration.ofMinutes(1));
    assertThat(stage.accessLog()).isPresent();
  }

  @Test
  void bareStageHasAwsDefaults() {
    Stage stage = Stage.builder(PETS, "$default").build();
    assertThat(stage.payload()).isEqualTo(ByteSize.ofMib(10));
    assertThat(stage.collected()).isEqualTo(ByteSize.ofMib(10));
    assertThat(stage.defaultThrottle()).isEmpty();
    assertThat(stage.timeout()).isEmpty();
    assertThat(stage.accessLog()).isEmpty();
    assertThat(stage.domains()).isEmpty();
  }

  @Test
  void routesTimeoutIsHeldToAwssLimitUnlessTheStageAllowsMore() {
    RestApi rest = RestApi.builder("slow")
        .method("GET /a", m -> m.timeout(Duration.ofSeconds(30)).function(call -> Response.of(200)))
        .build();
    HttpApi http = HttpApi.builder("slow")
        .route("GET /a", r -> r.timeout(Duration.ofSeconds(31)).function(call -> Response.of(200)))
        .build();

    assertThat(Problems.of(Stage.builder(rest, "prod")::build))
        .containsExactly("methods[GET /a].timeout: expected 50ms to 29s but was PT30S");
    assertThat(Problems.of(Stage.builder(http, "prod")::build))
        .containsExactly("routes[GET /a].timeout: expected 50ms to 30s but was PT31S");
    Stage longer =
        Stage.builder(http, "prod").maxTimeout(Duration.ofSeconds(31)).build();
    assertThat(longer.maxTimeout()).contains(Duration.ofSeconds(31));
    assertThat(longer.toBuilder(http).build()).isEqualTo(longer);
    assertThat(longer.toBuilder(rest).maxTimeout(Duration.ofSeconds(30)).build())
        .isNotEqualTo(longer);
  }

  @Test
  void idleTimeoutIsThirtySecondsUnlessSet() {
    Stage stage = Stage.builder(PETS, "prod").idleTimeout(Duration.ofMinutes(2)).build();

    assertThat(Stage.builder(PETS, "prod").build().idleTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(stage.idleTimeout()).isEqualTo(Duration.ofMinutes(2));
    assertThat(stage.toBuilder(PETS).build()).isEqualTo(stage);
    assertThat(stage).isNotEqualTo(Stage.builder(PETS, "prod").build());
  }

  @Test
  void equalityIsByValue() {
    assertThat(prod().build())
        .isEqualTo(prod().build())
        .hasSameHashCodeAs(prod().build())
        .isEqualTo(prod().build().toBuilder(ORDERS).build())
        .isNotEqualTo(prod().variable("backend", "green").build())
        .hasToString("stage 'prod'");
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong(
            s -> s.throttle("POST /order", Rate.perSecond(1)),
            "throttle[POST /order]: expected one of GET /orders/{id}, PUT /orders/{id}, POST /orders but was POST /order;"
                + " did you mean POST /orders?"),
        wrong(
            s -> s.cache("GET /pets", Duration.ZERO),
            "cache[GET /pets]: expected one of GET /orders/{id}, PUT /orders/{id}, POST /orders but was GET /pets"),
        wrong(
            s -> s.cache("GET /orders/{id}", Duration.ofHours(2)),
            "cache[GET /orders/{id}]: expected 0s to 3600s but was PT2H"),
        wrong(
            s -> s.cache("PUT /orders/{id}", Duration.ofHours(1)),
            "cache[PUT /orders/{id}]: expected every path variable in the key (method.request.path.id is missing) but was"
                + " none"),
        wrong(
            s -> s.timeout(Duration.ofMillis(49)),
            "timeout: expected 50ms to 15m but was PT0.049S"),
        wrong(
            s -> s.timeout(Duration.ofMinutes(16)), "timeout: expected 50ms to 15m but was PT16M"),
        wrong(
            s -> s.maxTimeout(Duration.ofMinutes(1)).timeout(Duration.ofSeconds(61)),
            "timeout: expected 50ms to 1m but was PT1M1S"),
        wrong(
            s -> s.maxTimeout(Duration.ofMinutes(16)),
            "maxTimeout: expected 50ms to 15m but was PT16M"),
        wrong(
            s -> s.idleTimeout(Duration.ofMillis(999)),
            "idleTimeout: expected 1s to 15m but was PT0.999S"),
        wrong(
            s -> s.variable("back-end", "a"),
            "variables[back-end]: expected a name of 1 to 64 letters, digits and underscores but was back-end"),
        wrong(
            s -> s.variable("a", "b c"),
            "variables[a]: expected 1 to 512 of letters, digits and - . _ ~ : / ? # & = , but was b c"),
        wrong(
            s -> s.variable("a", ""),
            "variables[a]: expected 1 to 512 of letters, digits and - . _ ~ : / ? # & = , but was empty"),
        wrong(
            s -> s.domain("a.example.com", "x").domain("A.example.com", "x"),
            "domains[a.example.com/x]: expected each mapping once but was twice"),
        wrong(
            s -> s.domain("a.example.com:8080", ""),
            "domains[a.example.com:8080/].host: expected a host name without port, *.example.com or an address in brackets"
                + " but was a.example.com:8080"));
  }

  private static Arguments wrong(Consumer<Stage.Builder> setting, String problem) {
    return arguments(setting, problem);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void wrongSettingIsReportedWithItsPath(Consumer<Stage.Builder> setting, String problem) {
    Stage.Builder stage = Stage.builder(ORDERS, "prod");
    setting.accept(stage);
    assertThat(Problems.of(stage::build)).containsExactly(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.*.com",
        "*",
        "*example.com",
        "-a.com",
        "a..com",
        "a.com.",
        "a_b.com",
        "ä.com",
        "http://a.com"
      })
  void hostsAreExactOrHaveAWildcardInFront(String host) {
    boolean any = host.equals("*");
    assertThat(Problems.of(() -> Stage.builder(ORDERS, "prod").domain(host, "").build()))
        .hasSize(any ? 0 : 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/shop", "shop/", "a//b", "a/../b", ".", "a b", "a%20b", "ä"})
  void basePathsAreWholeSegments(String basePath) {
    assertThat(
            Problems.of(() -> Stage.builder(ORDERS, "prod").anyDomain(basePath).build()))
        .singleElement()
        .asString()
        .contains(".basePath: expected segments of letters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "$default", "$x", "ä"})
  void namesOfRestStagesAreLettersDigitsHyphensAndUnderscores(String name) {
    assertThat(Problems.of(() -> Stage.builder(ORDERS, name).build())).hasSize(1);
  }

  @Test
  void moreThanAHundredVariablesAreAProblem() {
    Stage.Builder stage = Stage.builder(ORDERS, "prod");
    for (int i = 0; i < 101; i++) {
      stage.variable("v" + i, "x");
    }
    assertThat(Problems.of(stage::build))
        .containsExactly("variables: expected at most 100 but was 101");
  }

  @Test
  void httpApisHaveNoCache() {
    assertThat(Problems.of(() -> Stage.builder(PETS, "$default")
            .cache("GET /pets/{petId}", Duration.ofMinutes(1))
            .build()))
        .containsExactly("cache[GET /pets/{petId}]: expected no cache in an HTTP API but was PT1M");
  }

  @Test
  void titleNamesStageAndApi() {
    assertThatThrownBy(() -> Stage.builder(PETS, "a b").build())
        .hasMessageStartingWith("1 problem in stage 'a b' of HTTP API 'pets'");
  }

  @Test
  void nextVersionOfTheApiIsCheckedAgain() {
    RestApi next =
        RestApi.builder("orders").method("GET /orders", m -> m.mock(mock -> {})).build();
    assertThat(prod().build().problems(ORDERS)).isEmpty();
    assertThat(prod().build().problems(next))
        .extracting(Problem::path)
        .containsExactly(
            "throttle[POST /orders]", "cache[GET /orders/{id}]", "cache[POST /orders]");
  }

  @Test
  void backEndsThatItsVariablesDoNotCompleteAreListed() {
    assertThat(prod().build().unresolved(ORDERS)).isEmpty();
    assertThat(Stage.builder(ORDERS, "prod").variable("bakend", "h").build().unresolved(ORDERS))
        .extracting(Problem::toString)
        .containsExactly(
            "methods[GET /orders/{id}].integration.uri: expected one of stageVariables.bakend but was"
                + " stageVariables.backend; did you mean stageVariables.bakend?");
    assertThat(Stage.builder(PETS, "$default").build().unresolved(PETS))
        .extracting(Problem::path)
        .containsExactly("routes[GET /pets/{petId}].integration.uri");
  }
}
