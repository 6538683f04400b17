package io.apigw.runtime.flow;

import static io.apigw.testkit.GatewayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.api.authorize.JwtAuthorizer;
import io.apigw.api.definition.RestApi;
import io.apigw.api.definition.RestMethod;
import io.apigw.api.integrate.TransportResult;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.api.throttle.Permit;
import io.apigw.api.throttle.Rate;
import io.apigw.runtime.Gateway;
import io.apigw.testkit.FakeAuthorizers;
import io.apigw.testkit.FakeLimits;
import io.apigw.testkit.FakeTransport;
import io.apigw.testkit.TestClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One line with the request's id for what should never happen, and none for what may. */
class FaultLogFlowTest {

  private static final String ID = "0d1c2b3a-4f5e-6789-abcd-0123456789ab";

  private final FakeTransport transport = FakeTransport.create();
  private final FakeAuthorizers authorizers = FakeAuthorizers.create();
  private final FakeLimits limits = FakeLimits.create();
  private FaultLog log;

  @BeforeEach
  void open() throws ReflectiveOperationException {
    log = FaultLog.open();
  }

  @AfterEach
  void close() throws ReflectiveOperationException {
    log.close();
  }

  @Test
  void functionThatThrowsIsOneLine() {
    ask(
        502,
        m -> m.function(call -> {
          throw new IllegalStateException("line one\nline two\u001b[2J");
        }));
    assertThat(log.lines())
        .singleElement()
        .satisfies(line -> assertThat(line)
            .contains(ID, "a/prod GET /a", "IllegalStateException", "line one")
            .doesNotContain("\n")
            .doesNotContain("\u001b"));
  }

  @Test
  void valueThatCannotBeWrittenIsOneLine() {
    ask(500, m -> m.function(call -> Response.json(200, new Object())));
    assertOneLine();
  }

  @Test
  void authorizerThatThrowsIsOneLine() {
    authorizers.then(CompletableFuture.failedFuture(new IllegalStateException("x")));
    ask(
        500,
        m -> m.authorizer(JwtAuthorizer.of("login", "https://id.example.com", "a"))
            .function(call -> Response.of(200)));
    assertOneLine();
  }

  @Test
  void limiterThatThrowsIsOneLine() {
    CompletableFuture<Permit> away = CompletableFuture.failedFuture(new IllegalStateException("x"));
    limits.then(away);
    ask(503, m -> m.throttle(Rate.perSecond(1)).function(call -> Response.of(200)));
    assertOneLine();
  }

  @Test
  void transportThatThrowsIsOneLine() {
    transport.always(request -> CompletableFuture.failedFuture(new IllegalStateException("x")));
    ask(504, m -> m.proxy("http://b.test"));
    assertOneLine();
  }

  @Test
  void storeThatThrowsIsOneLine() {
    FakeCache cache = new FakeCache();
    cache.store = response -> {
      throw new IllegalStateException("x");
    };
    ask(200, m -> m.cache(Duration.ofMinutes(1)).function(call -> Response.of(200)), cache);
    assertOneLine();
  }

  @Test
  void refusalsAndBackEndsThatAreDownAreNoFaults() {
    authorizers.thenDeny(Rejection.of(GatewayResponseType.UNAUTHORIZED).withFacts("x"));
    ask(
        401,
        m -> m.authorizer(JwtAuthorizer.of("login", "https://id.example.com", "a"))
            .function(call -> Response.of(200)));
    limits.thenRefuse();
    ask(429, m -> m.throttle(Rate.perSecond(1)).function(call -> Response.of(200)));
    ask(400, m -> m.requiredParameter("method.request.header.X").function(c -> Response.of(200)));
    transport.then(new TransportResult.Failure(TransportResult.Kind.CONNECT, "down"));
    ask(504, m -> m.proxy("http://b.test"));
    ask(500, m -> m.function(call -> Response.of(500)));

    assertThat(log.lines()).isEmpty();
  }

  private void assertOneLine() {
    assertThat(log.lines())
        .singleElement()
        .satisfies(line -> assertThat(line).contains(ID, "a/prod GET /a"));
  }

  private void ask(int status, Consumer<RestMethod.Builder> method) {
    ask(status, method, new FakeCache());
  }

  private void ask(int status, Consumer<RestMethod.Builder> method, FakeCache cache) {
    try (Gateway gateway = Gateway.builder()
        .clock(TestClock.create())
        .transport(transport)
        .authorizers(authorizers)
        .limits(limits)
        .cache(cache)
        .api(RestApi.builder("a").method("GET /a", method).build())
        .build()) {
      assertThat(gateway.process(Request.get("/a").withHeader("x-amzn-RequestId", ID)))
          .hasStatus(status);
    }
  }
}
