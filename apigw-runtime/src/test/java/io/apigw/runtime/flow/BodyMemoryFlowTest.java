package io.apigw.runtime.flow;

import static io.apigw.testkit.GatewayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.ByteSize;
import io.apigw.api.Headers;
import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.api.definition.HttpApi;
import io.apigw.api.definition.RestApi;
import io.apigw.api.definition.RestMethod;
import io.apigw.api.integrate.HttpFunction;
import io.apigw.api.integrate.TransportResult;
import io.apigw.api.validate.Model;
import io.apigw.runtime.Gateway;
import io.apigw.testkit.FakeSchemas;
import io.apigw.testkit.FakeTransport;
import io.apigw.testkit.TestClock;
import io.apigw.testkit.TestExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** All bodies that the gateway takes into memory share one budget, given back when their requests have ended. */
class BodyMemoryFlowTest {

  private static final int BUDGET = 64 * 1024;

  private final TestClock clock = TestClock.create();
  private final FakeTransport transport = FakeTransport.create();
  private final FakeCache store = new FakeCache();
  private final List<Gateway> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(Gateway::close);
  }

  @Test
  void requestThatNeedsMoreMemoryThanThereIsIsRefusedWhileOthersHoldIt() {
    Gateway gateway = collecting();
    ScriptedBody first = ScriptedBody.open();
    ScriptedBody second = ScriptedBody.open();
    CompletableFuture<Response> held = post(gateway, first);
    first.send(new byte[BUDGET - 8192]);
    CompletableFuture<Response> refused = post(gateway, second);
    second.send(new byte[8192]);
    assertThat(refused.isDone()).isFalse();
    second.send(new byte[1]);

    assertThat(refused).isRefused(503, "Service Unavailable");
    assertThat(second.cancelled()).isTrue();
    first.end();
    assertThat(held).hasStatus(200).hasBody(String.valueOf(BUDGET - 8192));
  }

  @Test
  void memoryIsGivenBackWhenTheRequestHasEndedHoweverItEnds() {
    Gateway gateway = collecting();
    for (int i = 0; i < 3; i++) {
      ScriptedBody answered = ScriptedBody.open();
      CompletableFuture<Response> response = post(gateway, answered);
      answered.send(new byte[BUDGET]).end();
      assertThat(response).hasStatus(200);

      ScriptedBody broken = ScriptedBody.open();
      CompletableFuture<Response> failed = post(gateway, broken);
      broken.send(new byte[BUDGET]).fail();
      assertThat(failed).hasStatus(400);

      ScriptedBody stalled = ScriptedBody.open();
      CompletableFuture<Response> late = post(gateway, stalled);
      stalled.send(new byte[BUDGET]);
      clock.advance(Duration.ofSeconds(35));
      assertThat(late).isRefused(408, "Request Timeout");
      assertThat(stalled.cancelled()).isTrue();

      TestExecutor executor = TestExecutor.create(clock);
      ScriptedBody left = ScriptedBody.open();
      CompletableFuture<Response> gone = gateway
          .process(
              Request.builder("POST", "/a").body(left.body()).executor(executor).build())
          .toCompletableFuture();
      left.send(new byte[BUDGET]);
      executor.cancel();
      executor.runAll();
      assertThat(left.cancelled()).isTrue();
      assertThat(gone.isDone()).isTrue();
    }
  }

  @Test
  void memoryOfARequestIsHeldUntilItsStreamedAnswerIsDelivered() {
    ScriptedBody answer = ScriptedBody.open();
    Gateway gateway = open(http(call -> Response.of(200).withBody(answer.body())));
    ScriptedBody first = ScriptedBody.open();
    CompletableFuture<Response> held = post(gateway, first);
    first.send(new byte[BUDGET]).end();
    Client client = Client.of(held.join());
    answer.send("a");
    ScriptedBody second = ScriptedBody.open();
    CompletableFuture<Response> refused = post(gateway, second);
    second.send("x");
    assertThat(refused).hasStatus(503);

    client.leave();
    ScriptedBody third = ScriptedBody.open();
    CompletableFuture<Response> taken = post(gateway, third);
    third.send(new byte[BUDGET]);
    assertThat(taken.isDone()).isFalse();
  }

  @Test
  void bodyThatIsWholeHoldsNoMoreThanItsBytes() {
    List<CompletableFuture<Response>> held = new ArrayList<>();
    CompletableFuture<Response> later = new CompletableFuture<>();
    Gateway gateway = open(Gateway.builder()
        .api(HttpApi.builder("a")
            .route("POST /a", r -> r.functionAsync(call -> later))
            .build()));
    for (int i = 0; i < 14; i++) {
      ScriptedBody body = ScriptedBody.open();
      held.add(post(gateway, body));
      body.send(new byte[4096]).end();
    }
    assertThat(held).noneMatch(CompletableFuture::isDone);
    later.complete(Response.of(200));

    assertThat(held).allMatch(response -> response.join().status() == 200);
  }

  @Test
  void operatorIsToldOnceAMinuteHowToHaveMore() throws Exception {
    try (FaultLog log = FaultLog.open("io.apigw.body")) {
      Gateway gateway = collecting();
      for (int i = 0; i < 3; i++) {
        refuse(gateway);
      }
      assertThat(log.lines()).hasSize(1);
      clock.advance(Duration.ofMinutes(1));
      refuse(gateway);
      assertThat(log.lines())
          .hasSize(2)
          .allMatch(line -> line.contains("64 KiB") && line.contains("bodyBudget"))
          .last()
          .asString()
          .contains("3 bodies");
    }
  }

  @Test
  void modelsAndFunctionsShareTheBudget() {
    RestApi rest = RestApi.builder("r")
        .method(
            "POST /a",
            m -> m.requestModel("$default", Model.of("m", "{}")).function(call -> Response.of(204)))
        .build();
    Gateway gateway = open(Gateway.builder()
        .schemas(FakeSchemas.create())
        .stage(rest, "prod", s -> s.anyDomain("rest"))
        .stage(
            HttpApi.builder("h")
                .route("POST /a", r -> r.function(call -> Response.of(204)))
                .build(),
            "$default",
            s -> s.anyDomain("http")));
    ScriptedBody model = ScriptedBody.open();
    ScriptedBody function = ScriptedBody.open();
    gateway.process(Request.post("/rest/a", model.body()));
    CompletableFuture<Response> refused =
        gateway.process(Request.post("/http/a", function.body())).toCompletableFuture();
    model.send(new byte[BUDGET]);
    function.send("x");

    assertThat(refused).hasStatus(503);
  }

  @Test
  void bodyThatTheHostHandsInWholeDoesNotCount() {
    assertThat(collecting().process(Request.post("/a", Body.bytes(new byte[4 * BUDGET]))))
        .hasStatus(200)
        .hasBody(String.valueOf(4 * BUDGET));
  }

  @Test
  void replyIsNotKeptWhenThereIsNoMemoryForItsCopyAndTheClientGetsItAll() {
    Gateway gateway = open(cached());
    ScriptedBody large = reply();
    Client client = Client.of(answer(gateway));
    large.send(new byte[BUDGET]).send("x").end();

    assertThat(client.text()).hasSize(BUDGET + 1);
    assertThat(store.stored).isEmpty();
    ScriptedBody small = reply();
    Client next = Client.of(answer(gateway));
    small.send(new byte[BUDGET]).end();
    assertThat(next.text()).hasSize(BUDGET);
    assertThat(store.stored).hasSize(1);
  }

  @Test
  void copyOfAReplyThatTheClientLeavesIsGivenBack() {
    Gateway gateway = open(cached());
    for (int i = 0; i < 2; i++) {
      ScriptedBody reply = reply();
      Client client = Client.of(answer(gateway));
      reply.send(new byte[BUDGET]);
      client.leave();
    }
    ScriptedBody kept = reply();
    Client client = Client.of(answer(gateway));
    kept.send(new byte[BUDGET]).end();

    assertThat(client.text()).hasSize(BUDGET);
    assertThat(store.stored).hasSize(1);
  }

  private ScriptedBody reply() {
    ScriptedBody body = ScriptedBody.open();
    transport.then(new TransportResult.Reply(200, Headers.empty(), body.body()));
    return body;
  }

  private static Response answer(Gateway gateway) {
    return gateway.process(Request.get("/a")).toCompletableFuture().join();
  }

  private static void refuse(Gateway gateway) {
    ScriptedBody body = ScriptedBody.open();
    CompletableFuture<Response> response = post(gateway, body);
    body.send(new byte[BUDGET + 1]);
    assertThat(response).hasStatus(503);
  }

  private static CompletableFuture<Response> post(Gateway gateway, ScriptedBody body) {
    return gateway.process(Request.post("/a", body.body())).toCompletableFuture();
  }

  private Gateway.Builder cached() {
    Consumer<RestMethod.Builder> method =
        m -> m.cache(Duration.ofMinutes(5)).proxy("http://b.test/a");
    return Gateway.builder()
        .cache(store)
        .api(RestApi.builder("a").method("GET /a", method).build());
  }

  private Gateway collecting() {
    return open(http(call -> Response.text(200, String.valueOf(call.body().lengthOr(-1)))));
  }

  private static Gateway.Builder http(HttpFunction function) {
    return Gateway.builder()
        .api(HttpApi.builder("a").route("POST /a", r -> r.function(function)).build());
  }

  private Gateway open(Gateway.Builder builder) {
    Gateway gateway = builder
        .clock(clock)
        .transport(transport)
        .bodyBudget(ByteSize.ofBytes(BUDGET))
        .build();
    open.add(gateway);
    return gateway;
  }
}
