package io.apigw.benchmarks;

import io.apigw.api.Body;
import io.apigw.api.Cancellable;
import io.apigw.api.Headers;
import io.apigw.api.RequestExecutor;
import io.apigw.api.integrate.HttpTransport;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.api.integrate.TransportResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A transport whose answer comes after the call, as over a network, and the thread of such a request; both allocate next
 * to nothing themselves. Used by one thread.
 */
final class LateBackEnd implements HttpTransport, RequestExecutor {

  private static final Cancellable TIMER = () -> {};
  private static final TransportResult REPLY = new TransportResult.Reply(
      200,
      Headers.of(
          "Server",
          "back-end",
          "Date",
          "Wed, 25 Nov 2026 02:22:05 GMT",
          "Content-Type",
          "text/plain",
          "Content-Length",
          "26",
          "Connection",
          "keep-alive"),
      Body.text("abcdefghijklmnopqrstuvwxyz"));

  private CompletableFuture<TransportResult> asked = new CompletableFuture<>();

  @Override
  public CompletionStage<TransportResult> send(TransportRequest request, RequestExecutor executor) {
    asked = new CompletableFuture<>();
    return asked;
  }

  /** Answers the last request. */
  void answer() {
    asked.complete(REPLY);
  }

  @Override
  public void execute(Runnable task) {
    task.run();
  }

  @Override
  public Cancellable schedule(Runnable task, Duration delay) {
    return TIMER;
  }

  @Override
  public void onCancel(Runnable task) {}
}
