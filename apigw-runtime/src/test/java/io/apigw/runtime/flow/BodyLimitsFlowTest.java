package io.apigw.runtime.flow;

import static io.apigw.testkit.GatewayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.ByteSize;
import io.apigw.api.Headers;
import io.apigw.api.Request;
import io.apigw.api.RequestExecutor;
import io.apigw.api.Response;
import io.apigw.api.definition.HttpApi;
import io.apigw.api.definition.HttpRoute;
import io.apigw.api.definition.Stage;
import io.apigw.api.integrate.HttpFunction;
import io.apigw.api.integrate.HttpTransport;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.api.integrate.TransportResult;
import io.apigw.api.monitor.AccessRecord;
import io.apigw.runtime.Gateway;
import io.apigw.testkit.FakeTransport;
import io.apigw.testkit.LaterAnswer;
import io.apigw.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How large bodies may be on every way through the gateway, and how long a back end may take. */
class BodyLimitsFlowTest {

  private static final int PAYLOAD = 1000;
  private static final int COLLECTED = 100;
  private static final String TOO_LONG = "HTTP content length exceeded 100 bytes.";

  private final TestClock clock = TestClock.create();
  private final FakeTransport transport = FakeTransport.create();
  private final List<AccessRecord> records = new ArrayList<>();
  private final List<Gateway> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(Gateway::close);
  }

  @Test
  void requestThatSaysItIsTooLongReachesNobody() {
    ScriptedBody body = ScriptedBody.open();

    assertThat(proxied().process(Request.post("/a", body.body(PAYLOAD + 1)))).hasStatus(413);
    assertThat(proxied().process(Request.post("/a", Body.bytes(new byte[PAYLOAD + 1]))))
        .hasStatus(413);
    assertThat(body.cancelled()).isTrue();
    assertThat(transport.requests()).isEmpty();
    assertThat(transport.cancelled()).isZero();
  }

  @Test
  void requestThatTurnsOutToBeTooLongIsCancelledWhileItIsPassedOn() {
    ScriptedBody body = ScriptedBody.open();
    CompletableFuture<Response> response =
        proxied().process(Request.post("/a", body.body())).toCompletableFuture();
    body.send(new byte[PAYLOAD]);
    assertThat(response.isDone()).isFalse();
    body.send("x");

    assertThat(response).hasStatus(413);
    assertThat(body.cancelled()).isTrue();
    assertThat(transport.requests()).isEmpty();
  }

  @Test
  void requestOfALengthWithinTheLimitIsPassedOn() {
    assertThat(proxied().process(Request.post("/a", Body.bytes(new byte[PAYLOAD]))))
        .hasStatus(200);
    assertThat(transport.request().body().bytes()).hasSize(PAYLOAD);
  }

  @Test
  void bodyThatAFunctionGetsWholeIsHeldToTheCollectedLimit() {
    Gateway gateway = function(call -> Response.text(200, "" + call.body().lengthOr(-1)));
    ScriptedBody told = ScriptedBody.open();
    ScriptedBody untold = ScriptedBody.open();
    CompletableFuture<Response> response =
        gateway.process(Request.post("/a", untold.body())).toCompletableFuture();
    untold.send(new byte[COLLECTED]);
    assertThat(response.isDone()).isFalse();
    untold.send("x");

    assertThat(response).hasStatus(413).hasBody(TOO_LONG);
    assertThat(untold.cancelled()).isTrue();
    assertThat(gateway.process(Request.post("/a", told.body(COLLECTED + 1))))
        .hasStatus(413)
        .hasBody(TOO_LONG);
    assertThat(told.cancelled()).isTrue();
    assertThat(gateway.process(Request.post("/a", Body.bytes(new byte[COLLECTED + 1]))))
        .hasStatus(413)
        .hasBody(TOO_LONG);
    assertThat(gateway.process(Request.post("/a", Body.bytes(new byte[COLLECTED]))))
        .hasStatus(200);
  }

  @Test
  void streamingFunctionMayReadUpToThePayloadLimit() {
    Gateway gateway = gateway(r -> r.streamRequest().functionAsync(call -> {
      CompletableFuture<Response> answer = new CompletableFuture<>();
      Drain.of(call.body(), answer);
      return answer;
    }));
    ScriptedBody fits = ScriptedBody.open();
    CompletableFuture<Response> whole =
        gateway.process(Request.post("/a", fits.body())).toCompletableFuture();
    fits.send(new byte[PAYLOAD]).end();
    assertThat(whole).hasStatus(200).hasBody("1000");
    ScriptedBody tooLong = ScriptedBody.open();
    CompletableFuture<Response> refused =
        gateway.process(Request.post("/a", tooLong.body())).toCompletableFuture();
    tooLong.send(new byte[PAYLOAD + 1]);

    assertThat(refused).hasStatus(413);
    assertThat(tooLong.cancelled()).isTrue();
  }

  @Test
  void replyThatSaysItIsTooLongIsAConfigurationErrorAndGivenUp() {
    ScriptedBody reply = reply(PAYLOAD + 1);

    assertThat(answer(proxied())).isRefused(500, "Internal Server Error");
    assertThat(reply.cancelled()).isTrue();
  }

  @Test
  void replyThatTurnsOutToBeTooLongIsCut() {
    ScriptedBody reply = reply(-1);
    Client client = Client.of(answer(proxied()));
    reply.send(new byte[PAYLOAD]);
    assertThat(client.failed()).isFalse();
    reply.send("x");

    assertThat(client.failed()).isTrue();
    assertThat(client.text()).hasSize(PAYLOAD);
    assertThat(reply.cancelled()).isTrue();
    assertThat(records).last().matches(AccessRecord::aborted);
  }

  @Test
  void valueThatIsTooLongOnceItIsWrittenIsAConfigurationError() {
    Gateway gateway =
        function(call -> Response.json(200, "x".repeat(call.body().isEmpty() ? 998 : 999)));

    assertThat(answer(gateway)).hasStatus(200);
    assertThat(gateway.process(Request.post("/a", Body.text("x"))))
        .isRefused(500, "Internal Server Error");
  }

  @Test
  void stageMayLiftThePayloadLimit() {
    Gateway gateway = open(r -> r.proxy("http://b.test/a"), s -> s.payload(ByteSize.ofMib(20)));
    ScriptedBody body = ScriptedBody.open();
    CompletableFuture<Response> response =
        gateway.process(Request.post("/a", body.body())).toCompletableFuture();
    for (int mib = 0; mib < 20; mib++) {
      body.send(new byte[1024 * 1024]);
    }
    body.end();

    assertThat(response).hasStatus(200);
    assertThat(transport.request().body().lengthOr(-1)).isEqualTo(20 * 1024 * 1024);
  }

  @Test
  void transportThatNeverAnswersEndsInATimeoutAllTheSame() {
    LaterAnswer<TransportResult> late = transport.thenLater();
    CompletableFuture<Response> response =
        proxied().process(Request.post("/a", Body.empty())).toCompletableFuture();
    clock.advance(Duration.ofSeconds(30));
    assertThat(response.isDone()).isFalse();
    clock.advance(Duration.ofSeconds(1));

    assertThat(response).isRefused(503, "Service Unavailable");
    ScriptedBody reply = ScriptedBody.open();
    late.give(new TransportResult.Reply(200, Headers.empty(), reply.body()));
    assertThat(reply.cancelled()).isTrue();
  }

  @Test
  void transportThatKeepsTheTimeItselfCostsTheGatewayNoTimer() {
    HttpTransport punctual = new HttpTransport() {
      @Override
      public CompletionStage<TransportResult> send(
          TransportRequest request, RequestExecutor executor) {
        return new CompletableFuture<>();
      }

      @Override
      public boolean keepsTime() {
        return true;
      }
    };
    Gateway gateway = Gateway.builder()
        .clock(clock)
        .transport(punctual)
        .api(HttpApi.builder("a")
            .route("POST /a", r -> r.proxy("http://b.test/a"))
            .build())
        .build();
    open.add(gateway);
    var unused = gateway.process(Request.post("/a", Body.empty()));

    assertThat(clock.pendingTimers()).isZero();
    LaterAnswer<TransportResult> late = transport.thenLater();
    unused = proxied().process(Request.post("/a", Body.empty()));
    assertThat(clock.pendingTimers()).isEqualTo(1);
    late.give(FakeTransport.reply(200, ""));
    assertThat(clock.pendingTimers()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {31, 600})
  void routeMayTakeLongerThanOnAwsWhereTheStageSaysSo(int seconds) {
    Duration timeout = Duration.ofSeconds(seconds);
    Gateway gateway = open(
        r -> r.timeout(timeout).functionAsync(call -> new CompletableFuture<>()),
        s -> s.maxTimeout(timeout));
    CompletableFuture<Response> response =
        gateway.process(Request.post("/a", Body.empty())).toCompletableFuture();
    clock.advance(timeout.minusMillis(1));
    assertThat(response.isDone()).isFalse();
    clock.advance(Duration.ofMillis(1));

    assertThat(response).hasStatus(503);
  }

  private ScriptedBody reply(long length) {
    ScriptedBody body = ScriptedBody.open();
    transport.then(new TransportResult.Reply(
        200, Headers.empty(), length < 0 ? body.body() : body.body(length)));
    return body;
  }

  private static Response answer(Gateway gateway) {
    return gateway
        .process(Request.post("/a", Body.empty()))
        .toCompletableFuture()
        .join();
  }

  private Gateway proxied() {
    return gateway(r -> r.proxy("http://b.test/a"));
  }

  private Gateway function(HttpFunction function) {
    return gateway(r -> r.function(function));
  }

  private Gateway gateway(Consumer<HttpRoute.Builder> route) {
    return open(
        route, s -> s.payload(ByteSize.ofBytes(PAYLOAD)).collected(ByteSize.ofBytes(COLLECTED)));
  }

  private Gateway open(Consumer<HttpRoute.Builder> route, Consumer<Stage.Builder> settings) {
    Gateway gateway = Gateway.builder()
        .clock(clock)
        .transport(transport)
        .metrics(records::add)
        .stage(
            HttpApi.builder("a").route("POST /a", route).build(),
            "$default",
            s -> settings.accept(s.anyDomain("")))
        .build();
    open.add(gateway);
    return gateway;
  }
}
