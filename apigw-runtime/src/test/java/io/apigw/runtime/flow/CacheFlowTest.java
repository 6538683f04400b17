package io.apigw.runtime.flow;

import static io.apigw.testkit.GatewayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.JsonValue;
import io.apigw.api.Principal;
import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.api.authorize.Authorization;
import io.apigw.api.authorize.JwtAuthorizer;
import io.apigw.api.definition.RestApi;
import io.apigw.api.definition.RestMethod;
import io.apigw.api.integrate.TransportResult;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.api.throttle.Rate;
import io.apigw.runtime.Gateway;
import io.apigw.testkit.FakeAuthorizers;
import io.apigw.testkit.FakeLimits;
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

/** Data-plane §7.1; abuse 88 to 94. The back end counts: an answer seen before came from the cache. */
class CacheFlowTest {

  private static final Duration TTL = Duration.ofMinutes(5);
  private static final JwtAuthorizer LOGIN =
      JwtAuthorizer.of("login", "https://id.example.com", "a");

  private final TestClock clock = TestClock.create();
  private final FakeTransport transport = FakeTransport.create();
  private final FakeAuthorizers authorizers = FakeAuthorizers.create();
  private final FakeLimits limits = FakeLimits.create();
  private final List<Gateway> open = new ArrayList<>();
  private int calls;

  @AfterEach
  void close() {
    open.forEach(Gateway::close);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "what is not listed does not vary the entry      | /a?id=1&x=1      | /a?id=1&x=2       | true",
        "another value is another entry                  | /a?id=1          | /a?id=2           | false",
        "missing is not empty                            | /a               | /a?id=            | false",
        "all repeats count, since the back end gets them | /a?id=2&id=1     | /a?id=3&id=1      | false",
        "the order of repeats counts                     | /a?id=1&id=2     | /a?id=2&id=1      | false",
        "two values are not their concatenation          | /a?id=1&id=2     | /a?id=1%2C2       | false",
        "spelling of the name counts                     | /a?id=1          | /a?ID=1           | false",
        "encodings of one value are one                  | /a?id=a+b        | /a?id=a%20b       | true",
        "the other parameters' order does not matter     | /a?x=1&id=1      | /a?id=1&x=1       | true",
      })
  void keyIsMadeOfTheListedParameters(String why, String first, String second, boolean same) {
    Gateway gateway = counting("GET /a", m -> m.cache(TTL, "method.request.querystring.id"));
    assertThat(text(gateway, Request.get(first))).isEqualTo("1");
    assertThat(text(gateway, Request.get(second))).as(why).isEqualTo(same ? "1" : "2");
  }

  @Test
  void headersAndPathValuesCanBeTheKey() {
    Gateway gateway = counting(
        "GET /a/{id}", m -> m.cache(TTL, "method.request.path.id", "method.request.header.X-Lang"));

    assertThat(text(gateway, Request.get("/a/7").withHeader("X-Lang", "en"))).isEqualTo("1");
    assertThat(text(gateway, Request.get("/a/8").withHeader("X-Lang", "en"))).isEqualTo("2");
    assertThat(text(gateway, Request.get("/a/7").withHeader("X-Lang", "de"))).isEqualTo("3");
    assertThat(text(gateway, Request.get("/a/7").withHeader("x-lang", "en"))).isEqualTo("1");
  }

  @Test
  void verbsOfOneMethodHaveEntriesOfTheirOwn() {
    Gateway gateway = counting("ANY /a", m -> m.cache(TTL));

    assertThat(text(gateway, Request.get("/a"))).isEqualTo("1");
    assertThat(text(gateway, Request.post("/a", Body.empty()))).isEqualTo("2");
    assertThat(text(gateway, Request.builder("HEAD", "/a").build())).isEmpty();
    assertThat(text(gateway, Request.get("/a"))).isEqualTo("1");
  }

  @Test
  void headIsAnsweredFromTheCacheWithoutABody() {
    Gateway gateway = counting("HEAD /a", m -> m.cache(TTL));

    assertThat(text(gateway, Request.builder("HEAD", "/a").build())).isEmpty();
    assertThat(text(gateway, Request.builder("HEAD", "/a").build())).isEmpty();
    assertThat(calls).isEqualTo(1);
  }

  @Test
  void callersOfAMethodWithAnAuthorizerNeverSeeEachOthersAnswers() {
    Gateway gateway = counting("GET /a", m -> m.authorizer(LOGIN).cache(TTL));
    authorizers.thenAllow("ada").thenAllow("bob").thenAllow("ada").thenAllow("");

    assertThat(text(gateway, Request.get("/a"))).isEqualTo("1");
    assertThat(text(gateway, Request.get("/a"))).isEqualTo("2");
    assertThat(text(gateway, Request.get("/a"))).isEqualTo("1");
    assertThat(text(gateway, Request.get("/a"))).isEqualTo("3");
  }

  @Test
  void callersOfOneIdAreToldApartByWhatTheAuthorizerSaysOfThem() {
    Gateway gateway = counting("GET /a", m -> m.authorizer(LOGIN).cache(TTL));
    for (String tenant : List.of("1", "2", "1")) {
      authorizers.then(CompletableFuture.completedFuture(
          new Authorization.Allowed(Principal.of("user").with("tenant", JsonValue.of(tenant)))));
    }
    authorizers.then(CompletableFuture.completedFuture(new Authorization.Allowed(
        Principal.of("user").with("claims", JsonValue.of("of one token")))));
    authorizers.then(CompletableFuture.completedFuture(new Authorization.Allowed(
        Principal.of("user").with("claims", JsonValue.of("of another")))));

    for (String answer : List.of("1", "2", "1", "3", "3")) {
      assertThat(text(gateway, Request.get("/a"))).isEqualTo(answer);
    }
  }

  @Test
  void hitIsStillAuthorizedAndCharged() {
    Gateway gateway =
        counting("GET /a", m -> m.authorizer(LOGIN).throttle(Rate.perSecond(1)).cache(TTL));
    authorizers.thenAllow("ada").thenAllow("ada");
    text(gateway, Request.get("/a"));
    text(gateway, Request.get("/a"));
    assertThat(calls).isEqualTo(1);
    assertThat(limits.taken()).hasSize(2);

    limits.thenRefuse();
    authorizers.thenAllow("ada");
    assertThat(gateway.process(Request.get("/a"))).hasStatus(429);
    authorizers.thenDeny(Rejection.of(GatewayResponseType.UNAUTHORIZED));
    assertThat(gateway.process(Request.get("/a"))).hasStatus(401);
  }

  @Test
  void entryLivesAsLongAsItsTimeToLiveWhateverTheWallClockSays() {
    Gateway gateway = counting("GET /a", m -> m.cache(TTL));

    assertThat(text(gateway, Request.get("/a"))).isEqualTo("1");
    clock.jumpTo("2030-01-01T00:00:00Z");
    clock.advance(TTL.minusMillis(1));
    assertThat(text(gateway, Request.get("/a"))).isEqualTo("1");
    clock.advance(Duration.ofMillis(1));
    assertThat(text(gateway, Request.get("/a"))).isEqualTo("2");
  }

  @Test
  void timeToLiveOfZeroSwitchesTheCacheOff() {
    Gateway gateway = counting("GET /a", m -> m.cache(Duration.ZERO));

    assertThat(text(gateway, Request.get("/a"))).isEqualTo("1");
    assertThat(text(gateway, Request.get("/a"))).isEqualTo("2");
  }

  @Test
  void stagesOwnTimeToLiveWins() {
    RestApi api = counted("GET /a", m -> m.cache(TTL));
    Gateway gateway = open(builder()
        .stage(api, "prod", s -> s.anyDomain("").cache("GET /a", Duration.ofSeconds(1))));

    assertThat(text(gateway, Request.get("/a"))).isEqualTo("1");
    clock.advance(Duration.ofSeconds(1));
    assertThat(text(gateway, Request.get("/a"))).isEqualTo("2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-cache", "no-store", "max-age=00", "max-age=1", "s-maxage=0"})
  void clientsCacheControlIsIgnored(String value) {
    Gateway gateway = counting("GET /a", m -> m.cache(TTL));

    assertThat(text(gateway, Request.get("/a"))).isEqualTo("1");
    assertThat(text(gateway, Request.get("/a").withHeader("Cache-Control", value)))
        .isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "200 | -             | -              | true",
        "201 | -             | -              | true",
        "301 | Location      | /b             | true",
        "404 | -             | -              | true",
        "206 | Content-Range | bytes 0-0/2    | false",
        "304 | ETag          | \"x\"          | false",
        "412 | -             | -              | false",
        "416 | -             | -              | false",
        "500 | -             | -              | false",
        "503 | Retry-After   | 1              | false",
        "200 | Set-Cookie    | id=1           | false",
        "200 | Vary          | Accept, *      | false",
        "200 | Vary          | Accept         | true",
        "200 | Cache-Control | no-store       | true",
      })
  void onlyWholeAnswersThatAreNobodysOwnAreKept(
      int status, String name, String value, boolean kept) {
    Gateway gateway = proxied();
    transport.then(
        name == null
            ? FakeTransport.reply(status, "first")
            : FakeTransport.reply(status, "first", name, value));
    transport.then(FakeTransport.reply(200, "second"));

    gateway.process(Request.get("/a"));
    Response again = gateway.process(Request.get("/a")).toCompletableFuture().join();

    assertThat(again).hasBody(kept ? "first" : "second");
    assertThat(transport.requests()).hasSize(kept ? 1 : 2);
    if (kept && name != null) {
      assertThat(again).hasStatus(status).hasHeader(name, value);
    }
  }

  @Test
  void refusalsAreNeverKept() {
    Gateway gateway = proxied();
    transport.then(new TransportResult.Failure(TransportResult.Kind.CONNECT, "down"));
    transport.then(FakeTransport.reply(200, "up"));

    assertThat(gateway.process(Request.get("/a"))).hasStatus(504);
    assertThat(gateway.process(Request.get("/a"))).hasStatus(200).hasBody("up");
  }

  @Test
  void entriesCarryTheIdsAndTheTraceOfTheRequestAtHand() {
    Gateway gateway = counting("GET /a", m -> m.cache(TTL));
    Response first = gateway.process(Request.get("/a")).toCompletableFuture().join();
    Response second = gateway.process(Request.get("/a")).toCompletableFuture().join();

    assertThat(second.body().text()).isEqualTo(first.body().text());
    for (String name : List.of("x-amzn-RequestId", "x-amz-apigw-id", "X-Amzn-Trace-Id")) {
      assertThat(second.headers().all(name))
          .hasSize(1)
          .isNotEqualTo(first.headers().all(name));
    }
  }

  @Test
  void valuesAreKeptAsJson() {
    record Pet(String name) {}
    Gateway gateway = open(builder()
        .api(api(
            "GET /a",
            m -> m.cache(TTL).function(call -> Response.json(200, new Pet("Rex" + ++calls))))));

    text(gateway, Request.get("/a"));
    assertThat(gateway.process(Request.get("/a")))
        .hasBody("{\"name\":\"Rex1\"}")
        .hasHeader("Content-Type", "application/json");
  }

  @Test
  void bodyOfARequestThatTheCacheAnswersIsGivenUp() {
    Gateway gateway = counting("POST /a", m -> m.cache(TTL).streamRequest());
    text(gateway, Request.post("/a", Body.empty()));
    ScriptedBody body = ScriptedBody.open();

    assertThat(text(gateway, Request.post("/a", body.body()))).isEqualTo("1");
    assertThat(body.cancelled()).isTrue();
  }

  @Test
  void deployKeepsEntriesUnlessTheCacheSettingsHaveChanged() {
    Gateway gateway = open(builder().api(counted("GET /a", m -> m.cache(TTL))));
    assertThat(text(gateway, Request.get("/a"))).isEqualTo("1");

    gateway
        .stage("a", "prod")
        .deploy(counted("GET /a", m -> m.cache(TTL).timeout(Duration.ofSeconds(1))));
    assertThat(text(gateway, Request.get("/a"))).isEqualTo("1");

    gateway.stage("a", "prod").deploy(counted("GET /a", m -> m.cache(TTL.plusSeconds(1))));
    assertThat(text(gateway, Request.get("/a"))).isEqualTo("2");

    gateway
        .stage("a", "prod")
        .deploy(counted("GET /a", m -> m.cache(TTL, "method.request.querystring.x")));
    assertThat(text(gateway, Request.get("/a?x=1"))).isEqualTo("3");

    gateway
        .stage("a", "prod")
        .deploy(counted("GET /a", m -> m.cache(TTL, "method.request.querystring.y")));
    assertThat(text(gateway, Request.get("/a?y=1"))).isEqualTo("4");
  }

  @Test
  @SuppressWarnings("NullAway") // what a careless store answers
  void storeThatIsAwayIsAsGoodAsAMiss() {
    CompletableFuture<Response> answer;
    FakeCache cache = new FakeCache();
    Gateway gateway = open(builder().cache(cache).api(counted("GET /a", m -> m.cache(TTL))));

    cache.find = key -> CompletableFuture.failedFuture(new IllegalStateException("away"));
    assertThat(text(gateway, Request.get("/a"))).isEqualTo("1");
    cache.find = key -> {
      throw new IllegalStateException("away");
    };
    assertThat(text(gateway, Request.get("/a"))).isEqualTo("2");
    cache.find = key -> null;
    assertThat(text(gateway, Request.get("/a"))).isEqualTo("3");
    cache.find = key -> new CompletableFuture<>();
    answer = gateway.process(Request.get("/a")).toCompletableFuture();
    clock.advance(Duration.ofMillis(499));
    assertThat(answer.isDone()).isFalse();
    clock.advance(Duration.ofMillis(1));
    assertThat(answer.join().body().text()).isEqualTo("4");
    assertThat(cache.stored).hasSize(4);
  }

  @Test
  void storeThatThrowsCostsNobodyTheAnswer() {
    FakeCache cache = new FakeCache();
    cache.store = response -> {
      throw new IllegalStateException("full");
    };
    Gateway gateway = open(builder().cache(cache).api(counted("GET /a", m -> m.cache(TTL))));

    assertThat(text(gateway, Request.get("/a"))).isEqualTo("1");
  }

  private Gateway proxied() {
    return open(builder().api(api("GET /a", m -> m.cache(TTL).proxy("http://b.test/a"))));
  }

  private Gateway counting(String key, Consumer<RestMethod.Builder> method) {
    return open(builder().api(counted(key, method)));
  }

  private RestApi counted(String key, Consumer<RestMethod.Builder> method) {
    return api(key, m -> {
      method.accept(m);
      m.function(call -> Response.text(200, String.valueOf(++calls)));
    });
  }

  private static RestApi api(String key, Consumer<RestMethod.Builder> method) {
    return RestApi.builder("a").method(key, method).build();
  }

  private Gateway.Builder builder() {
    return Gateway.builder()
        .clock(clock)
        .transport(transport)
        .authorizers(authorizers)
        .limits(limits);
  }

  private Gateway open(Gateway.Builder builder) {
    Gateway gateway = builder.build();
    open.add(gateway);
    return gateway;
  }

  private static String text(Gateway gateway, Request request) {
    return gateway.process(request).toCompletableFuture().join().body().text();
  }
}
