package io.apigw.testkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Cancellable;
import io.apigw.api.Headers;
import io.apigw.api.RequestExecutor;
import io.apigw.api.Response;
import io.apigw.testkit.Eventually;
import io.apigw.testkit.wire.ClientExchange;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The thread that owns a request: one task after another, timers, and the news that the client has gone. Part of {@link HostConformance}. */
public interface HostExecutorConformance extends HostTrials {

  /** Tasks from many threads run one at a time, and each sees what the one before has done. */
  @Test
  default void tasksRunOneAtATime() throws Exception {
    ScriptedGateway gateway = ScriptedGateway.create();
    try (HostTrial trial = trial(gateway)) {
      ClientExchange exchange = trial.get("/");
      ScriptedGateway.Call call = gateway.next();
      RequestExecutor executor = call.request().executor();
      AtomicBoolean busy = new AtomicBoolean();
      AtomicBoolean together = new AtomicBoolean();
      int[] plain = {0};
      AtomicInteger ran = new AtomicInteger();
      Runnable task = () -> {
        if (busy.getAndSet(true)) {
          together.set(true);
        }
        plain[0]++;
        busy.set(false);
        ran.incrementAndGet();
      };
      CompletableFuture<?>[] handing = new CompletableFuture<?>[4];
      for (int i = 0; i < handing.length; i++) {
        handing[i] = CompletableFuture.runAsync(() -> {
          for (int n = 0; n < 2_000; n++) {
            executor.execute(task);
            if (n % 100 == 0) {
              var unused = executor.schedule(task, Duration.ofMillis(1));
            }
          }
        });
      }
      Eventually.valueOf("the handing in", CompletableFuture.allOf(handing).thenApply(all -> true));
      Eventually.holds("all tasks", () -> ran.get() == 4 * 2_000 + 4 * 20);
      assertThat(together).as("two tasks at a time").isFalse();
      CompletableFuture<Integer> seen = new CompletableFuture<>();
      executor.execute(() -> seen.complete(plain[0]));
      assertThat(Eventually.valueOf("the count", seen)).isEqualTo(4 * 2_000 + 4 * 20);
      call.answer(Response.of(204));
      assertThat(exchange.status()).isEqualTo(204);
    }
  }

  /** What is handed in by one thread keeps its order. */
  @Test
  default void tasksOfOneThreadKeepTheirOrder() throws Exception {
    ScriptedGateway gateway = ScriptedGateway.create();
    try (HostTrial trial = trial(gateway)) {
      ClientExchange exchange = trial.get("/");
      ScriptedGateway.Call call = gateway.next();
      List<Integer> order = new CopyOnWriteArrayList<>();
      for (int i = 0; i < 200; i++) {
        int number = i;
        call.request().executor().execute(() -> order.add(number));
      }
      Eventually.holds("all tasks", () -> order.size() == 200);
      assertThat(order).isSorted();
      call.answer(Response.of(204));
      assertThat(exchange.status()).isEqualTo(204);
    }
  }

  /** The gateway itself, the buffers of a body and the tasks share one owner: never two of them at a time. */
  @Test
  default void gatewayBodyAndTasksShareOneOwner() throws Exception {
    AtomicBoolean busy = new AtomicBoolean();
    AtomicInteger together = new AtomicInteger();
    Runnable check = () -> {
      if (busy.getAndSet(true)) {
        together.incrementAndGet();
      }
      Thread.onSpinWait();
      busy.set(false);
    };
    try (HostTrial trial = trial(request -> {
      check.run();
      CompletableFuture<Response> answer = new CompletableFuture<>();
      RequestExecutor executor = request.executor();
      var elsewhere = CompletableFuture.runAsync(() -> {
        for (int i = 0; i < 500; i++) {
          executor.execute(check);
        }
      });
      Runnable done = () -> answer.complete(Response.text(200, "done"));
      request.body().publisher().subscribe(new Watching(check, () -> {
        var unused = elsewhere.thenRun(() -> executor.execute(done));
      }));
      return answer;
    })) {
      for (int i = 0; i < 5; i++) {
        assertThat(trial.client().send("POST", "/", new byte[300_000]).text()).isEqualTo("done");
      }
      assertThat(together).as("two at a time").hasValue(0);
    }
  }

  /** Timers run in the order in which they are due; one that was called off does not. */
  @Test
  default void timersRunUnlessCalledOff() throws Exception {
    ScriptedGateway gateway = ScriptedGateway.create();
    try (HostTrial trial = trial(gateway)) {
      ClientExchange exchange = trial.get("/");
      ScriptedGateway.Call call = gateway.next();
      RequestExecutor executor = call.request().executor();
      List<String> ran = new CopyOnWriteArrayList<>();
      CompletableFuture<Boolean> last = new CompletableFuture<>();
      Cancellable off = executor.schedule(() -> ran.add("called off"), Duration.ofMillis(300));
      executor.schedule(
          () -> {
            ran.add("late");
            last.complete(true);
          },
          Duration.ofMillis(900));
      executor.schedule(() -> ran.add("early"), Duration.ofMillis(100));
      off.cancel();
      Eventually.valueOf("the last timer", last);
      assertThat(ran).containsExactly("early", "late");
      off.cancel();
      call.answer(Response.of(204));
      assertThat(exchange.status()).isEqualTo(204);
    }
  }

  /** All tasks that were registered for it run when the client has gone, each once, also after one that throws. */
  @Test
  default void everyCancelTaskRunsOnce() throws Exception {
    ScriptedGateway gateway = ScriptedGateway.create();
    try (HostTrial trial = trial(gateway)) {
      ClientExchange exchange = trial.client().begin("POST", "/", Headers.empty(), 1_000);
      exchange.write("some of it");
      ScriptedGateway.Call call = gateway.next();
      RequestExecutor executor = call.request().executor();
      List<String> ran = new CopyOnWriteArrayList<>();
      executor.onCancel(() -> ran.add("a"));
      executor.onCancel(() -> {
        throw new IllegalStateException("a broken task keeps no other from running");
      });
      executor.onCancel(() -> ran.add("b"));
      call.request().body().publisher().subscribe(new Watching(() -> {}, () -> {}));
      exchange.abandon();
      Eventually.holds("both tasks", () -> ran.size() == 2);
      CompletableFuture<Boolean> late = new CompletableFuture<>();
      executor.onCancel(() -> late.complete(true));
      assertThat(Eventually.valueOf("a task registered afterwards", late)).isTrue();
      assertThat(ran).containsExactly("a", "b");
    }
  }

  /** The executor takes tasks after the request has ended, as whoever is late hands them in. */
  @Test
  default void tasksRunAfterTheRequestHasEnded() throws Exception {
    ScriptedGateway gateway = ScriptedGateway.create();
    try (HostTrial trial = trial(gateway)) {
      ClientExchange exchange = trial.get("/");
      ScriptedGateway.Call call = gateway.next();
      call.answer(Response.text(200, "done"));
      assertThat(exchange.text()).isEqualTo("done");
      CompletableFuture<Boolean> ran = new CompletableFuture<>();
      call.request().executor().execute(() -> ran.complete(true));
      assertThat(Eventually.valueOf("the late task", ran)).isTrue();
      call.request().executor().schedule(() -> {}, Duration.ofMillis(1)).cancel();
    }
  }
}
