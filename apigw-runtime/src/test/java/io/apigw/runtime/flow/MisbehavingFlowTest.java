package io.apigw.runtime.flow;

import static io.apigw.testkit.GatewayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.Cancellable;
import io.apigw.api.Headers;
import io.apigw.api.JsonEngine;
import io.apigw.api.Request;
import io.apigw.api.RequestExecutor;
import io.apigw.api.Response;
import io.apigw.api.definition.HttpApi;
import io.apigw.api.definition.HttpRoute;
import io.apigw.api.integrate.AsyncHttpFunction;
import io.apigw.api.integrate.FunctionCall;
import io.apigw.api.integrate.TransportResult;
import io.apigw.api.monitor.AccessRecord;
import io.apigw.runtime.Gateway;
import io.apigw.testkit.FakeTransport;
import io.apigw.testkit.LaterAnswer;
import io.apigw.testkit.TestClock;
import io.apigw.testkit.TestExecutor;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a user's code does: one answer, one record, never a failed stage and never an exception. */
class MisbehavingFlowTest {

  private final TestClock clock = TestClock.create();
  private final FakeTransport transport = FakeTransport.create();
  private final List<AccessRecord> records = new ArrayList<>();
  private final List<Gateway> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(Gateway::close);
  }

  /** A way of failing: as a function, in words. */
  private record Way(String name, AsyncHttpFunction function) {

    @Override
    public String toString() {
      return name;
    }
  }

  @SuppressWarnings("NullAway") // what careless functions do
  static Stream<Way> ways() {
    return Stream.of(
        new Way("exception", call -> {
          throw new Exception("x");
        }),
        new Way("error", call -> {
          throw new AssertionError("x");
        }),
        new Way("endless recursion", call -> recurse(0)),
        new Way("exception without a message that can be read", call -> {
          throw new Unreadable();
        }),
        new Way("null", call -> null),
        new Way("null later", call -> CompletableFuture.completedFuture(null)),
        new Way(
            "null of a stage that shows nothing", call -> CompletableFuture.completedStage(null)),
        new Way("failed", call -> CompletableFuture.failedFuture(new IllegalStateException("x"))),
        new Way(
            "failed by an error", call -> CompletableFuture.failedStage(new OutOfMemoryError("x"))),
        new Way("cancelled", call -> {
          CompletableFuture<Response> future = new CompletableFuture<>();
          future.cancel(true);
          return future;
        }),
        new Way(
            "failed behind wrappers",
            call -> CompletableFuture.<Response>failedFuture(new IllegalStateException("x"))
                .thenApply(any -> any)
                .thenApply(any -> any)),
        new Way("interim status", call -> CompletableFuture.completedFuture(Response.of(103))),
        new Way("a stage that refuses to be asked", call -> hostile(null)),
        new Way("a stage that answers null to everything", call -> stage((name, args) -> null)),
        new Way(
            "a stage that throws errors",
            call -> stage((name, args) -> {
              throw new StackOverflowError();
            })));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void functionThatFailsIsA500WithOneRecord(Way way) {
    Gateway gateway = open(r -> r.functionAsync(way.function()));
    CompletableFuture<Response> response = gateway.process(Request.get("/a")).toCompletableFuture();
    clock.advance(Duration.ofSeconds(30));

    assertThat(response.join().status()).isIn(500, 503);
    clock.advance(Duration.ofMinutes(1));
    assertThat(records).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void transportThatFailsIsA503WithOneRecord(Way way) {
    transport.always(request -> {
      try {
        return way.function()
            .call(FunctionCall.builder(Request.get("/a")).build())
            .thenApply(any -> {
              throw new IllegalStateException("x");
            });
      } catch (Exception thrown) {
        throw new IllegalStateException(thrown);
      }
    });
    Gateway gateway = open(r -> r.proxy("http://b.test"));
    CompletableFuture<Response> response = gateway.process(Request.get("/a")).toCompletableFuture();
    clock.advance(Duration.ofMinutes(1));

    assertThat(response).hasStatus(503);
    assertThat(records).hasSize(1);
  }

  @Test
  void stageThatRefusesToBeAskedStillAnswers() {
    Gateway gateway = open(r -> r.functionAsync(call -> hostile(Response.text(200, "x"))));
    assertThat(gateway.process(Request.get("/a"))).hasStatus(200).hasBody("x");
    assertThat(clock.pendingTimers()).isZero();
  }

  @Test
  void callbackThatIsCalledTwiceGivesOneAnswer() {
    ScriptedBody second = ScriptedBody.open();
    Gateway gateway = open(r -> r.functionAsync(call -> stage((name, args) -> {
      if (name.equals("whenComplete")) {
        callback(args).accept(Response.text(200, "first"), null);
        callback(args).accept(Response.of(200, Headers.empty(), second.body()), null);
      }
      return null;
    })));
    assertThat(gateway.process(Request.get("/a"))).hasStatus(200).hasBody("first");
    assertThat(second.cancelled()).isTrue();
    assertThat(records).hasSize(1);
  }

  @Test
  void callbackThatIsCalledBeforeAnExceptionCounts() {
    Gateway gateway = open(r -> r.functionAsync(call -> stage((name, args) -> {
      if (name.equals("whenComplete")) {
        callback(args).accept(Response.text(200, "first"), null);
      }
      throw new IllegalStateException("x");
    })));
    assertThat(gateway.process(Request.get("/a"))).hasStatus(200).hasBody("first");
    clock.advance(Duration.ofMinutes(1));
    assertThat(records).hasSize(1);
  }

  @Test
  void answerAfterTheTimeoutIsGivenUp() {
    CompletableFuture<Response> late = new CompletableFuture<>();
    LaterAnswer<TransportResult> lateReply = transport.thenLater();
    ScriptedBody body = ScriptedBody.open();
    ScriptedBody reply = ScriptedBody.open();
    Gateway function = open(r -> r.timeout(Duration.ofSeconds(1)).functionAsync(call -> late));
    Gateway proxy = open(r -> r.timeout(Duration.ofSeconds(1)).proxy("http://b.test"));
    CompletableFuture<Response> first = function.process(Request.get("/a")).toCompletableFuture();
    CompletableFuture<Response> second = proxy.process(Request.get("/a")).toCompletableFuture();
    clock.advance(Duration.ofSeconds(2));
    assertThat(first).hasStatus(503);
    assertThat(second).hasStatus(503);

    late.complete(Response.of(200, Headers.empty(), body.body()));
    lateReply.give(new TransportResult.Reply(200, Headers.empty(), reply.body()));
    assertThat(body.cancelled()).isTrue();
    assertThat(reply.cancelled()).isTrue();
    assertThat(records).hasSize(2);
    assertThat(clock.pendingTimers()).isZero();
  }

  @Test
  void answerOfAnotherThreadIsBroughtBackToTheRequestsOwn() throws Exception {
    TestExecutor executor = TestExecutor.create(clock);
    CompletableFuture<Response> later = new CompletableFuture<>();
    Gateway gateway = open(r -> r.functionAsync(call -> later));
    CompletableFuture<Response> response = gateway
        .process(Request.builder("GET", "/a").executor(executor).build())
        .toCompletableFuture();
    Thread other = new Thread(() -> later.complete(Response.of(200)));
    other.start();
    other.join();

    assertThat(response.isDone()).isFalse();
    assertThat(executor.runAll()).isEqualTo(1);
    assertThat(response).hasStatus(200);
  }

  @Test
  void executorThatHasEndedStillLetsTheRequestEnd() {
    TestExecutor executor = TestExecutor.create(clock);
    CompletableFuture<Response> later = new CompletableFuture<>();
    Gateway gateway = open(r -> r.functionAsync(call -> later));
    CompletableFuture<Response> response = gateway
        .process(Request.builder("GET", "/a").executor(executor).build())
        .toCompletableFuture();
    executor.stop();
    later.complete(Response.of(200));

    assertThat(response).hasStatus(200);
    assertThat(records).hasSize(1);
  }

  @Test
  void executorWithoutTimersIsAFaultAndTheLateAnswerIsGivenUp() {
    RequestExecutor executor = new RequestExecutor() {
      @Override
      public void execute(Runnable task) {
        task.run();
      }

      @Override
      public Cancellable schedule(Runnable task, Duration delay) {
        throw new RejectedExecutionException("ended");
      }

      @Override
      public void onCancel(Runnable task) {}
    };
    CompletableFuture<Response> later = new CompletableFuture<>();
    ScriptedBody body = ScriptedBody.open();
    Gateway gateway = open(r -> r.functionAsync(call -> later));

    assertThat(gateway.process(Request.builder("GET", "/a").executor(executor).build()))
        .hasStatus(503);
    later.complete(Response.of(200, Headers.empty(), body.body()));
    assertThat(body.cancelled()).isTrue();
    assertThat(records).hasSize(1);
  }

  @Test
  void jsonEngineThatFailsIsA500() {
    JsonEngine broken = (JsonEngine) Proxy.newProxyInstance(
        getClass().getClassLoader(), new Class<?>[] {JsonEngine.class}, (proxy, method, args) -> {
          throw new StackOverflowError();
        });
    HttpApi api = HttpApi.builder("a")
        .route("GET /a", r -> r.function(call -> Response.json(200, List.of(1))))
        .build();
    Gateway gateway = open(Gateway.builder().json(broken).api(api));

    assertThat(gateway.process(Request.get("/a"))).isRefused(500, "Internal Server Error");
    assertThat(records).hasSize(1);
  }

  @Test
  void requestBodyThatThrowsWhenGivenUpChangesNothing() {
    Request request = Request.post("/b", Body.stream(subscriber -> {
      throw new IllegalStateException("x");
    }));
    assertThat(open(r -> r.function(call -> Response.of(200))).process(request)).hasStatus(404);
    assertThat(records).hasSize(1);
  }

  @Test
  void clockThatFailsIsA500WithoutARecord() {
    BrokenClock breakable = new BrokenClock(clock);
    Gateway gateway = Gateway.builder()
        .clock(breakable)
        .metrics(records::add)
        .api(HttpApi.builder("a")
            .route("GET /a", r -> r.function(call -> Response.of(200)))
            .build())
        .build();
    open.add(gateway);
    breakable.breakDown();
    assertThat(gateway.process(Request.get("/a"))).isRefused(500, "Internal server error");
    assertThat(records).isEmpty();
    breakable.repair();
    assertThat(gateway.process(Request.get("/a"))).hasStatus(200);
  }

  private static CompletionStage<Response> recurse(int depth) {
    return depth < 0 ? CompletableFuture.completedFuture(Response.of(200)) : recurse(depth + 1);
  }

  /** A stage that cannot be looked at, complete already. */
  private static CompletionStage<Response> hostile(@Nullable Response answer) {
    return stage((name, args) -> {
      if (name.equals("whenComplete")) {
        callback(args).accept(answer, answer == null ? new IllegalStateException("x") : null);
        return null;
      }
      throw new UnsupportedOperationException(name);
    });
  }

  @SuppressWarnings("unchecked") // that is what whenComplete is given
  private static BiConsumer<@Nullable Object, @Nullable Throwable> callback(Object[] args) {
    return (BiConsumer<@Nullable Object, @Nullable Throwable>) args[0];
  }

  private interface Script {
    @Nullable
    Object on(String method, Object[] args);
  }

  @SuppressWarnings("unchecked") // a proxy knows no type arguments
  private static CompletionStage<Response> stage(Script script) {
    return (CompletionStage<Response>) Proxy.newProxyInstance(
        MisbehavingFlowTest.class.getClassLoader(),
        new Class<?>[] {CompletionStage.class},
        (proxy, method, args) -> script.on(method.getName(), args));
  }

  private Gateway open(Consumer<HttpRoute.Builder> route) {
    return open(
        Gateway.builder().api(HttpApi.builder("a").route("GET /a", route).build()));
  }

  private Gateway open(Gateway.Builder builder) {
    Gateway gateway =
        builder.clock(clock).transport(transport).metrics(records::add).build();
    open.add(gateway);
    return gateway;
  }

  private static final class Unreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message either");
    }
  }
}
