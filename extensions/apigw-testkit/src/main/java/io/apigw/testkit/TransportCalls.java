package io.apigw.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.GatewayClock;
import io.apigw.api.Headers;
import io.apigw.api.integrate.HttpTransport;
import io.apigw.api.integrate.Origin;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.api.integrate.TransportResult;
import io.apigw.api.integrate.TransportResult.Failure;
import io.apigw.api.integrate.TransportResult.Kind;
import io.apigw.api.integrate.TransportResult.Reply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Calls of back ends over a transport under test. */
final class TransportCalls {

  static final Duration LONG = Duration.ofSeconds(30);
  static final Duration SHORT = Duration.ofMillis(200);
  static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final HttpTransport transport;
  private final GatewayClock clock;
  private final TestExecutor executor;

  TransportCalls(HttpTransport transport, GatewayClock clock) {
    this.transport = transport;
    this.clock = clock;
    this.executor = TestExecutor.create(clock);
  }

  CompletableFuture<TransportResult> send(TransportRequest request) {
    return transport.send(request, executor).toCompletableFuture();
  }

  Reply reply(TransportRequest request) {
    return reply(send(request));
  }

  void clientGoes() {
    executor.cancel();
  }

  /** Timers of a request hand their tasks to its executor. */
  void runTimersUntil(CompletableFuture<?> done) {
    while (!done.isDone()) {
      executor.runAll();
      Thread.onSpinWait();
    }
  }

  /** Closes what can be closed. */
  void end() throws Exception {
    if (transport instanceof AutoCloseable open) {
      open.close();
    }
    if (clock instanceof AutoCloseable running) {
      running.close();
    }
  }

  static Reply reply(CompletableFuture<TransportResult> sent) {
    return Waits.valueOf("reply", sent).match(reply -> reply, failure -> {
      throw new AssertionError("expected a reply but was " + failure);
    });
  }

  static Failure assertFailure(CompletableFuture<TransportResult> sent, Kind kind) {
    TransportResult result = Waits.valueOf("failure", sent);
    assertThat(result).isInstanceOf(Failure.class);
    Failure failure = (Failure) result;
    assertThat(failure.kind()).as(failure.detail()).isEqualTo(kind);
    assertThat(failure.detail()).as("one line for the log").isNotBlank().doesNotContain("\n");
    return failure;
  }

  static String text(Reply reply) {
    return Waits.valueOf("body", Bodies.collect(reply.body())).text();
  }

  static TransportRequest get(RawBackend backend) {
    return request("GET", backend.origin(), Body.empty());
  }

  static TransportRequest post(RawBackend backend, Body body) {
    return request("POST", backend.origin(), body);
  }

  static TransportRequest request(String method, Origin origin, Body body) {
    return new TransportRequest(method, origin, "/a", Headers.empty(), body, LONG);
  }
}
