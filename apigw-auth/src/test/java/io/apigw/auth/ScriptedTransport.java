package io.apigw.auth;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.RequestExecutor;
import io.apigw.api.integrate.HttpTransport;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.api.integrate.TransportResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Answers what a test has laid down for an address; any other cannot be reached. Counts what was sent and cancelled. */
final class ScriptedTransport implements HttpTransport {

  final List<String> requests = new CopyOnWriteArrayList<>();
  final AtomicInteger cancelled = new AtomicInteger();
  private final Map<String, Supplier<CompletionStage<TransportResult>>> answers =
      new ConcurrentHashMap<>();

  ScriptedTransport answer(String url, int status, Supplier<Body> body) {
    return answer(
        url,
        () -> CompletableFuture.completedFuture(
            new TransportResult.Reply(status, Headers.empty(), body.get())));
  }

  ScriptedTransport answer(String url, String json) {
    return answer(url, 200, () -> Body.json(json));
  }

  ScriptedTransport answer(String url, Supplier<CompletionStage<TransportResult>> answer) {
    answers.put(url, answer);
    return this;
  }

  ScriptedTransport fail(String url) {
    answers.remove(url);
    return this;
  }

  @Override
  public CompletionStage<TransportResult> send(TransportRequest request, RequestExecutor executor) {
    String url = request.origin() + request.target();
    requests.add(url);
    executor.onCancel(cancelled::incrementAndGet);
    Supplier<CompletionStage<TransportResult>> answer = answers.get(url);
    return answer == null
        ? CompletableFuture.completedFuture(
            new TransportResult.Failure(TransportResult.Kind.CONNECT, "nobody listens"))
        : answer.get();
  }
}
