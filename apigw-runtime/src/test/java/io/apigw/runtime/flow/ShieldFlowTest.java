package io.apigw.runtime.flow;

import static io.apigw.testkit.GatewayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.ApiKind;
import io.apigw.api.Connection;
import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.api.authorize.JwtAuthorizer;
import io.apigw.api.definition.Api;
import io.apigw.api.definition.HttpApi;
import io.apigw.api.definition.RestApi;
import io.apigw.api.integrate.FunctionCall;
import io.apigw.api.monitor.AccessRecord;
import io.apigw.api.shield.Shield;
import io.apigw.api.shield.ShieldCall;
import io.apigw.api.shield.ShieldRule;
import io.apigw.api.shield.ShieldVerdict;
import io.apigw.runtime.Gateway;
import io.apigw.testkit.FakeAuthorizers;
import io.apigw.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands before a stage (auth §11, data-plane §1.1 row 5). */
class ShieldFlowTest {

  private static final JwtAuthorizer LOGIN =
      JwtAuthorizer.of("login", "https://id.example.com", "a");

  private final TestClock clock = TestClock.create();
  private final FakeAuthorizers authorizers = FakeAuthorizers.create();
  private final List<AccessRecord> records = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private final List<Gateway> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(Gateway::close);
  }

  @Test
  void blockedRequestReachesNobody() {
    Gateway gateway = gateway(ApiKind.REST, Shield.of("waf", rule(ShieldVerdict.block())));
    assertThat(gateway.process(Request.get("/a")))
        .hasStatus(403)
        .hasBody("{\"message\":\"Forbidden\"}")
        .hasHeader("x-amzn-ErrorType", "ForbiddenException");
    assertThat(authorizers.calls()).isEmpty();
    assertThat(calls).isEmpty();
    assertThat(records.get(0).variable("wafResponseCode")).contains("WAF_BLOCK");
    assertThat(records.get(0).variable("waf.status")).contains("403");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a", "/none", "/a/b/c"})
  void methodDoesNotMatter(String target) {
    Gateway gateway = gateway(ApiKind.REST, Shield.of("waf", rule(ShieldVerdict.block())));
    assertThat(gateway.process(Request.get(target))).isRefused(403, "Forbidden");
  }

  @Test
  void passedRequestGoesItsWay() {
    List<ShieldCall> asked = new ArrayList<>();
    Gateway gateway = gateway(ApiKind.REST, Shield.of("waf", call -> {
      asked.add(call);
      return CompletableFuture.completedFuture(ShieldVerdict.pass());
    }));
    assertThat(gateway.process(Request.get("/a?x=1"))).hasStatus(200);
    assertThat(asked.get(0).request().target()).isEqualTo("/a?x=1");
    assertThat(asked.get(0).sourceIp()).isEqualTo("127.0.0.1");
    assertThat(asked.get(0).apiId()).isEqualTo("a");
    assertThat(asked.get(0).stage()).isEqualTo("prod");
    assertThat(records.get(0).variable("wafResponseCode")).contains("WAF_ALLOW");
    assertThat(records.get(0).variable("waf.status")).contains("200");
    assertThat(gateway.process(Request.get("/none")))
        .isRefused(403, "Missing Authentication Token");
  }

  @ParameterizedTest
  @EnumSource(
      value = ApiKind.class,
      names = {"REST", "HTTP"})
  void shieldMayAnswerItself(ApiKind kind) {
    Gateway gateway = gateway(
        kind,
        Shield.of(
            "waf",
            rule(ShieldVerdict.answer(
                Response.text(429, "slow down").withHeader("Retry-After", "60")))));
    assertThat(gateway.process(Request.get("/a")))
        .hasStatus(429)
        .hasBody("slow down")
        .hasHeader("Retry-After", "60")
        .hasHeader(kind == ApiKind.REST ? "x-amzn-RequestId" : "apigw-requestid");
    assertThat(calls).isEmpty();
  }

  @Test
  void shieldsAreAskedInTurnUntilOneBlocks() {
    List<String> asked = new ArrayList<>();
    Gateway gateway = gateway(
        ApiKind.REST,
        Shield.of("first", noting(asked, "first", ShieldVerdict.pass())),
        Shield.blocking("set", "203.0.113.0/24"),
        Shield.of("last", noting(asked, "last", ShieldVerdict.pass())));
    assertThat(gateway.process(from("203.0.113.7"))).hasStatus(403);
    assertThat(asked).containsExactly("first");
    assertThat(gateway.process(from("198.51.100.7"))).hasStatus(200);
    assertThat(asked).containsExactly("first", "first", "last");
  }

  @ParameterizedTest
  @ValueSource(strings = {"throws", "null", "fails", "nothing", "late"})
  void failureLetsPassUnlessTheShieldFailsClosed(String failure) {
    Gateway opened = gateway(ApiKind.REST, Shield.of("waf", failing(failure)));
    var passed = opened.process(Request.get("/a")).toCompletableFuture();
    clock.advance(Duration.ofSeconds(5));
    assertThat(passed).hasStatus(200);
    assertThat(records.get(0).variable("waf.status")).contains("500");
    assertThat(records.get(0).variable("waf.error")).isPresent();

    Gateway closed = gateway(ApiKind.REST, Shield.of("waf", failing(failure)).failClosed());
    var refused = closed.process(Request.get("/a")).toCompletableFuture();
    clock.advance(Duration.ofSeconds(5));
    assertThat(refused).hasStatus(500);
    assertThat(calls).hasSize(1);
    assertThat(clock.pendingTimers()).isZero();
  }

  @Test
  void httpApiAnswersInItsOwnWords() {
    Gateway gateway = gateway(ApiKind.HTTP, Shield.allowing("inside", "10.0.0.0/8"));
    assertThat(gateway.process(from("198.51.100.7"))).isRefused(403, "Forbidden");
    assertThat(gateway.process(from("10.1.2.3"))).hasStatus(200);
  }

  @Test
  void otherStagesAreNotConcerned() {
    Api api = api(ApiKind.REST);
    Gateway gateway = Gateway.builder()
        .clock(clock)
        .authorizers(authorizers)
        .stage(api, "prod", s -> s.shield(Shield.of("waf", rule(ShieldVerdict.block()))))
        .stage(api, "test")
        .build();
    open.add(gateway);
    assertThat(gateway.process(Request.get("/prod/a"))).hasStatus(403);
    assertThat(gateway.process(Request.get("/test/a"))).hasStatus(200);
  }

  private static ShieldRule rule(ShieldVerdict verdict) {
    return call -> CompletableFuture.completedFuture(verdict);
  }

  private static ShieldRule noting(List<String> asked, String name, ShieldVerdict verdict) {
    return call -> {
      asked.add(name);
      return CompletableFuture.completedFuture(verdict);
    };
  }

  @SuppressWarnings("NullAway") // what a careless rule does
  private static ShieldRule failing(String failure) {
    CompletionStage<ShieldVerdict> stage = switch (failure) {
      case "fails" -> CompletableFuture.failedFuture(new IllegalStateException("broken"));
      case "nothing" -> CompletableFuture.completedFuture(null);
      case "late" -> new CompletableFuture<>();
      default -> null;
    };
    return call -> {
      if (failure.equals("throws")) {
        throw new IllegalStateException("broken");
      }
      return stage;
    };
  }

  private Response ok(FunctionCall call) {
    calls.add(call.routeKey());
    return Response.of(200);
  }

  private static Request from(String address) {
    return Request.builder("GET", "/a")
        .connection(Connection.builder(address, 1).build())
        .build();
  }

  private Api api(ApiKind kind) {
    return kind == ApiKind.REST
        ? RestApi.builder("a")
            .method("GET /a", m -> m.authorizer(LOGIN).function(this::ok))
            .build()
        : HttpApi.builder("a")
            .route("GET /a", r -> r.authorizer(LOGIN).function(this::ok))
            .build();
  }

  private Gateway gateway(ApiKind kind, Shield... shields) {
    Gateway gateway = Gateway.builder()
        .clock(clock)
        .authorizers(authorizers)
        .metrics(records::add)
        .stage(api(kind), kind == ApiKind.REST ? "prod" : "$default", s -> {
          s.anyDomain("");
          for (Shield shield : shields) {
            s.shield(shield);
          }
        })
        .build();
    open.add(gateway);
    return gateway;
  }
}
