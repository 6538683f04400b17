package io.apigw.integration.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.integrate.Origin;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.api.integrate.TransportResult;
import io.apigw.api.integrate.TransportResult.Failure;
import io.apigw.api.integrate.TransportResult.Kind;
import io.apigw.api.integrate.TransportResult.Reply;
import io.apigw.runtime.embedded.JdkTransport;
import io.apigw.testkit.RawBackend;
import io.apigw.testkit.TestClock;
import io.apigw.testkit.TestExecutor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Calls of back ends over a JDK transport, by a client whose time the test moves. */
final class Calls implements AutoCloseable {

  static final Duration TIMEOUT = Duration.ofSeconds(2);

  final JdkTransport transport = JdkTransport.create();
  final TestClock clock = TestClock.create();
  final TestExecutor executor = TestExecutor.create(clock);

  CompletableFuture<TransportResult> send(TransportRequest request) {
    return transport.send(request, executor).toCompletableFuture();
  }

  Reply reply(TransportRequest request) throws Exception {
    return send(request).get(10, TimeUnit.SECONDS).match(reply -> reply, failure -> {
      throw new AssertionError(failure.toString());
    });
  }

  void advance(Duration duration) {
    clock.advance(duration);
    executor.runAll();
  }

  /** Moves the time on until it has had its effect. */
  void advanceUntil(CompletableFuture<?> done) {
    while (!done.isDone()) {
      advance(Duration.ofSeconds(10));
      Thread.onSpinWait();
    }
  }

  static Failure assertFailure(CompletableFuture<TransportResult> sent, Kind kind)
      throws Exception {
    TransportResult result = sent.get(10, TimeUnit.SECONDS);
    assertThat(result).isInstanceOf(Failure.class);
    Failure failure = (Failure) result;
    assertThat(failure.kind()).as(failure.detail()).isEqualTo(kind);
    return failure;
  }

  static String text(Reply reply) throws Exception {
    Received received = new Received();
    reply.body().publisher().subscribe(received);
    return received.whole().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  static TransportRequest get(RawBackend backend) {
    return request("GET", backend.origin(), "/a", Body.empty());
  }

  static TransportRequest post(RawBackend backend, Body body) {
    return request("POST", backend.origin(), "/a", body);
  }

  static TransportRequest request(String method, Origin origin, String target, Body body) {
    return new TransportRequest(method, origin, target, Headers.empty(), body, TIMEOUT);
  }

  @Override
  public void close() {
    transport.close();
  }
}
