package io.apigw.runtime.flow;

import static io.apigw.testkit.GatewayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.api.authorize.JwtAuthorizer;
import io.apigw.api.definition.Api;
import io.apigw.api.definition.HttpApi;
import io.apigw.api.definition.HttpRoute;
import io.apigw.api.definition.Stage;
import io.apigw.api.engine.Prepared;
import io.apigw.api.monitor.AccessRecord;
import io.apigw.api.throttle.LimitEngine;
import io.apigw.api.throttle.Limiter;
import io.apigw.api.throttle.Permit;
import io.apigw.api.throttle.Rate;
import io.apigw.runtime.Gateway;
import io.apigw.testkit.FakeAuthorizers;
import io.apigw.testkit.FakeLimits;
import io.apigw.testkit.FakeLimits.Taken;
import io.apigw.testkit.LaterAnswer;
import io.apigw.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which limits are asked, in which order, and what a refusal costs (data-plane §8.1). */
class ThrottleFlowTest {

  private static final String TENANT = "a/$default/GET /a per $request.header.X-Tenant";
  private static final String ADDRESS = "a/$default/GET /a per $context.identity.sourceIp";
  private static final String ALL = "a/$default/GET /a";

  private final TestClock clock = TestClock.create();
  private final FakeLimits limits = FakeLimits.create();
  private final FakeAuthorizers authorizers = FakeAuthorizers.create();
  private final List<AccessRecord> records = new ArrayList<>();
  private final List<Gateway> open = new ArrayList<>();
  private int calls;

  @AfterEach
  void close() {
    open.forEach(Gateway::close);
  }

  @Test
  void eachClientsOwnLimitsAreAskedBeforeTheOneThatAllShare() {
    assertThat(gateway(ThrottleFlowTest::three).process(fromTenant("acme"))).hasStatus(200);
    assertThat(limits.taken())
        .containsExactly(
            new Taken(TENANT, "acme"), new Taken(ADDRESS, "127.0.0.1"), new Taken(ALL, ""));
    assertThat(limits.givenBack()).isEmpty();
  }

  @Test
  void refusalGivesBackInReverseWhatWasTakenAndAsksNobodyElse() {
    limits.refuse(ALL);
    assertThat(gateway(ThrottleFlowTest::three).process(fromTenant("acme")))
        .isRefused(429, "Too Many Requests");
    assertThat(limits.givenBack())
        .containsExactly(new Taken(ADDRESS, "127.0.0.1"), new Taken(TENANT, "acme"));

    limits.refuse(TENANT);
    assertThat(gateway(ThrottleFlowTest::three).process(fromTenant("acme"))).hasStatus(429);
    assertThat(limits.givenBack()).hasSize(2);
    assertThat(limits.taken()).hasSize(4);
    assertThat(calls).isZero();
  }

  @Test
  void oneClientsRefusalIsNobodyElses() {
    limits.refuse("acme");
    Gateway gateway = gateway(ThrottleFlowTest::three);
    assertThat(gateway.process(fromTenant("acme"))).hasStatus(429);
    assertThat(gateway.process(fromTenant("other"))).hasStatus(200);
  }

  @Test
  void requestsWithoutTheKeyShareOneBucketWithThoseWhoseKeyIsEmpty() {
    Gateway gateway = gateway(r -> r.throttlePer("$request.header.X-Tenant", Rate.perSecond(1)));
    gateway.process(Request.get("/a"));
    gateway.process(fromTenant(""));
    assertThat(limits.taken()).containsExactly(new Taken(TENANT, ""), new Taken(TENANT, ""));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "3, -, -, 3",
        "3, 2, -, 3",
        "3, 2, 1, 1",
        "-, 2, -, 2",
        "-, 2, 1, 1",
        "-, -, 1, 1",
        "-, -, -, -",
      })
  void stagesOwnLimitForTheRouteBeatsTheRoutesAndThatTheStagesDefault(
      Integer ofRoute, Integer byDefault, Integer ofStage, Integer expected) {
    List<Rate> prepared = new ArrayList<>();
    LimitEngine engine = (id, rate, context) -> {
      prepared.add(rate);
      return limits.prepare(id, rate, context);
    };
    HttpApi api = api(r -> {
      if (ofRoute != null) {
        r.throttle(Rate.perSecond(ofRoute));
      }
    });
    Consumer<Stage.Builder> settings = s -> {
      s.anyDomain("");
      if (byDefault != null) {
        s.defaultThrottle(Rate.perSecond(byDefault));
      }
      if (ofStage != null) {
        s.throttle("GET /a", Rate.perSecond(ofStage));
      }
    };
    open(Gateway.builder().clock(clock).limits(engine).stage(api, "$default", settings));
    assertThat(prepared)
        .isEqualTo(expected == null ? List.of() : List.of(Rate.perSecond(expected)));
  }

  @Test
  void authorizerComesFirstAndItsRefusalCostsNoToken() {
    authorizers.then(CompletableFuture.failedFuture(new IllegalStateException("x")));
    Gateway gateway = gateway(r -> r.throttle(Rate.perSecond(1))
        .authorizer(JwtAuthorizer.of("login", "https://id.example.com", "a")));
    assertThat(gateway.process(Request.get("/a"))).hasStatus(500);
    assertThat(limits.taken()).isEmpty();
  }

  @Test
  void storeThatIsAwayAdmitsNobodyAndCostsNothing() {
    limits.then(granted()).then(CompletableFuture.failedFuture(new IllegalStateException("away")));
    assertThat(gateway(ThrottleFlowTest::three).process(fromTenant("acme")))
        .isRefused(503, "Service Unavailable");
    assertThat(limits.givenBack()).containsExactly(new Taken(TENANT, "acme"));
    assertThat(calls).isZero();
  }

  @Test
  void storeThatIsTooLateAdmitsNobodyAndItsLateTokenGoesBackOnce() {
    limits.then(granted());
    LaterAnswer<Permit> late = limits.thenLater();
    CompletableFuture<Response> response =
        gateway(ThrottleFlowTest::three).process(fromTenant("acme")).toCompletableFuture();
    clock.advance(Duration.ofMillis(999));
    assertThat(response.isDone()).isFalse();
    clock.advance(Duration.ofMillis(1));
    assertThat(response).isRefused(503, "Service Unavailable");
    assertThat(limits.givenBack()).containsExactly(new Taken(TENANT, "acme"));

    late.give(Permit.granted());
    assertThat(limits.givenBack())
        .containsExactly(new Taken(TENANT, "acme"), new Taken(ADDRESS, "127.0.0.1"));
    assertThat(calls).isZero();
    assertThat(records).hasSize(1);
    assertThat(clock.pendingTimers()).isZero();
  }

  @Test
  void storeThatAnswersInTimeIsWaitedForAndTimed() {
    LaterAnswer<Permit> first = limits.thenLater();
    LaterAnswer<Permit> second = limits.thenLater();
    CompletableFuture<Response> response =
        gateway(ThrottleFlowTest::three).process(fromTenant("acme")).toCompletableFuture();
    clock.advance(Duration.ofMillis(300));
    first.give(Permit.granted());
    clock.advance(Duration.ofMillis(200));
    second.give(Permit.refused(Duration.ofSeconds(1)));

    assertThat(response).isRefused(429, "Too Many Requests");
    assertThat(limits.givenBack()).containsExactly(new Taken(TENANT, "acme"));
    assertThat(records.get(0).limiterLatency()).contains(Duration.ofMillis(500));
  }

  @Test
  void limitInMemoryTakesNoTime() {
    clock.advance(Duration.ofHours(1));
    gateway(ThrottleFlowTest::three).process(fromTenant("acme"));
    assertThat(records.get(0).limiterLatency()).contains(Duration.ZERO);
  }

  @Test
  void limiterThatThrowsOrAnswersNullIsAway() {
    for (CompletionStage<Permit> answer : nothings()) {
      try (Gateway gateway =
          builder(r -> r.throttle(Rate.perSecond(1)), engine(() -> answer)).build()) {
        assertThat(gateway.process(Request.get("/a"))).hasStatus(503);
      }
    }
    try (Gateway gateway = builder(r -> r.throttle(Rate.perSecond(1)), engine(() -> {
          throw new StackOverflowError();
        }))
        .build()) {
      assertThat(gateway.process(Request.get("/a"))).hasStatus(503);
    }
    assertThat(calls).isZero();
  }

  @Test
  void limiterThatThrowsWhenATokenComesBackKeepsNoOtherFromItsOwn() {
    Map<String, Integer> back = new ConcurrentHashMap<>();
    LimitEngine engine = (id, rate, context) -> Prepared.ready(new Limiter() {
      @Override
      public CompletionStage<Permit> acquire(String key) {
        return id.equals(ALL)
            ? CompletableFuture.completedFuture(Permit.refused(Duration.ofSeconds(1)))
            : granted();
      }

      @Override
      public void giveBack(String key) {
        back.merge(id, 1, Integer::sum);
        throw new IllegalStateException("broken");
      }
    });
    try (Gateway gateway = builder(ThrottleFlowTest::three, engine).build()) {
      assertThat(gateway.process(fromTenant("acme"))).isRefused(429, "Too Many Requests");
    }
    assertThat(back).isEqualTo(Map.of(TENANT, 1, ADDRESS, 1));
  }

  @SuppressWarnings("NullAway") // what a careless limiter does
  private static List<CompletionStage<Permit>> nothings() {
    List<CompletionStage<Permit>> answers = new ArrayList<>();
    answers.add(null);
    answers.add(CompletableFuture.completedFuture(null));
    answers.add(CompletableFuture.failedFuture(new Error("broken")));
    return answers;
  }

  private static LimitEngine engine(Supplier<CompletionStage<Permit>> answer) {
    return (id, rate, context) -> Prepared.ready(new Limiter() {
      @Override
      public CompletionStage<Permit> acquire(String key) {
        return answer.get();
      }

      @Override
      public void giveBack(String key) {}
    });
  }

  private static void three(HttpRoute.Builder route) {
    route
        .throttle(Rate.perSecond(3))
        .throttlePer("$request.header.X-Tenant", Rate.perSecond(2))
        .throttlePer("$context.identity.sourceIp", Rate.perSecond(1));
  }

  private static CompletionStage<Permit> granted() {
    return CompletableFuture.completedFuture(Permit.granted());
  }

  private static Request fromTenant(String tenant) {
    return Request.get("/a").withHeader("X-Tenant", tenant);
  }

  private Gateway gateway(Consumer<HttpRoute.Builder> route) {
    return open(builder(route, limits));
  }

  private Gateway.Builder builder(Consumer<HttpRoute.Builder> route, LimitEngine engine) {
    Api api = api(route);
    return Gateway.builder()
        .clock(clock)
        .limits(engine)
        .authorizers(authorizers)
        .metrics(records::add)
        .api(api);
  }

  private HttpApi api(Consumer<HttpRoute.Builder> route) {
    return HttpApi.builder("a")
        .route("GET /a", r -> {
          route.accept(r);
          r.function(call -> Response.text(200, String.valueOf(++calls)));
        })
        .build();
  }

  private Gateway open(Gateway.Builder builder) {
    Gateway gateway = builder.build();
    open.add(gateway);
    return gateway;
  }
}
