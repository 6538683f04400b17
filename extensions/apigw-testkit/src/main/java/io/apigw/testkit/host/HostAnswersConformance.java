package io.apigw.testkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Headers;
import io.apigw.api.RequestProcessor;
import io.apigw.api.Response;
import io.apigw.testkit.Received;
import io.apigw.testkit.wire.ClientExchange;
import io.apigw.testkit.wire.HostClient;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Answers that come late, from elsewhere, or not as promised. Part of {@link HostConformance}. */
public interface HostAnswersConformance extends HostTrials {

  /** A gateway that breaks its promise is a 500, says nothing of itself, and harms no other request. */
  @Test
  @SuppressWarnings("NullAway") // a gateway that breaks its promise
  default void whatIsNoAnswerIsA500() throws Exception {
    List<RequestProcessor> broken = List.of(
        request -> {
          throw new IllegalStateException("secret");
        },
        request -> CompletableFuture.failedFuture(new IllegalStateException("secret")),
        request -> CompletableFuture.supplyAsync(() -> {
          throw new IllegalStateException("secret");
        }),
        request -> CompletableFuture.completedStage(null),
        request -> null,
        request -> CompletableFuture.completedStage(Response.of(100)),
        request -> CompletableFuture.completedStage(Response.of(101)),
        request -> CompletableFuture.completedStage(Response.of(103)),
        request -> CompletableFuture.completedStage(Response.json(200, "never written")));
    for (int i = 0; i < broken.size(); i++) {
      RequestProcessor one = broken.get(i);
      try (HostTrial trial = trial(request -> request.path().equals("/broken")
          ? one.process(request)
          : CompletableFuture.completedStage(Response.text(200, "fine")))) {
        for (int round = 0; round < 2; round++) {
          ClientExchange exchange = trial.get("/broken");
          assertThat(exchange.status()).as("broken gateway %s", i).isEqualTo(500);
          assertThat(exchange.text()).doesNotContain("secret").doesNotContain("Exception");
          assertThat(trial.get("/fine").text()).isEqualTo("fine");
        }
      }
    }
  }

  /** An answer may be given later, on any thread. */
  @Test
  default void answerMayComeLaterFromAnotherThread() throws Exception {
    ScriptedGateway gateway = ScriptedGateway.create();
    try (HostTrial trial = trial(gateway)) {
      HostClient client = trial.client();
      for (int i = 0; i < 20; i++) {
        ClientExchange exchange = client.get("/" + i);
        ScriptedGateway.Call call = gateway.next();
        call.answer(Response.text(200, call.request().path()));
        assertThat(exchange.text()).isEqualTo("/" + i);
      }
    }
  }

  /** Requests that wait for their answer do not keep those of other connections waiting. */
  @Test
  default void waitingRequestsKeepNobodyWaiting() throws Exception {
    CompletableFuture<Response> later = new CompletableFuture<>();
    try (HostTrial trial = trial(request -> request.path().equals("/later")
        ? later
        : CompletableFuture.completedStage(Response.text(200, "now")))) {
      ClientExchange[] waiting = new ClientExchange[300];
      for (int i = 0; i < waiting.length; i++) {
        waiting[i] = trial.get("/later");
      }
      assertThat(trial.get("/now").text()).isEqualTo("now");
      later.complete(Response.text(200, "later"));
      for (ClientExchange exchange : waiting) {
        assertThat(exchange.text()).isEqualTo("later");
      }
    }
  }

  /** A stage is asked for nothing but what every {@link CompletionStage} gives. */
  @Test
  default void anyCompletionStageWillDo() throws Exception {
    CompletableFuture<Response> later = new CompletableFuture<>();
    try (HostTrial trial = trial(request -> request.path().equals("/later")
        ? later.minimalCompletionStage()
        : Stubborn.completed(Response.text(200, "now")))) {
      assertThat(trial.get("/now").text()).isEqualTo("now");
      ClientExchange exchange = trial.get("/later");
      later.complete(Response.text(200, "later"));
      assertThat(exchange.text()).isEqualTo("later");
    }
  }

  /** An answer given while the body is still coming arrives, and nothing of that body is taken for a request. */
  @Test
  default void answerMayComeBeforeTheBody() throws Exception {
    ScriptedGateway gateway = ScriptedGateway.create();
    try (HostTrial trial = trial(gateway)) {
      ClientExchange exchange = trial.client().begin("POST", "/upload", Headers.empty(), 50_000);
      exchange.write("GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
      ScriptedGateway.Call call = gateway.next();
      call.request().body().discard();
      call.answer(Response.text(413, "too large"));
      assertThat(exchange.status()).isEqualTo(413);
      assertThat(exchange.text()).isEqualTo("too large");
      ClientExchange other = trial.get("/other");
      ScriptedGateway.Call next = gateway.next();
      assertThat(next.request().path()).isEqualTo("/other");
      next.answer(Response.of(204));
      assertThat(other.status()).isEqualTo(204);
    }
  }

  /** A gateway that looks at no body at all harms nobody, whatever the body's size. */
  @Test
  default void bodyThatNobodyTakesHarmsNobody() throws Exception {
    try (HostTrial trial =
        trial(request -> CompletableFuture.completedStage(Response.text(200, request.path())))) {
      for (int size : List.of(1, 10_000, 100_000)) {
        ClientExchange exchange = trial.client().send("POST", "/" + size, new byte[size]);
        assertThat(exchange.text()).isEqualTo("/" + size);
        assertThat(trial.get("/next").text()).isEqualTo("/next");
      }
    }
  }

  /** A gateway that stops taking a body half-way still gets its answer through. */
  @Test
  default void bodyMayBeGivenUpHalfWay() throws Exception {
    ScriptedGateway gateway = ScriptedGateway.create();
    try (HostTrial trial = trial(gateway)) {
      ClientExchange exchange = trial.client().begin("POST", "/", Headers.empty(), 1_000);
      exchange.write("x".repeat(500));
      ScriptedGateway.Call call = gateway.next();
      Received received = Received.paused();
      call.request().body().publisher().subscribe(received);
      received.ask(1);
      received.cancel();
      call.answer(Response.text(200, "enough"));
      assertThat(exchange.text()).isEqualTo("enough");
    }
  }
}
