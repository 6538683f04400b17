package io.apigw.auth;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.api.integrate.TransportResult;
import io.apigw.testkit.FakeTransport;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What answers at which address; any other cannot be reached. */
final class Endpoints {

  final FakeTransport transport = FakeTransport.create().always(this::answer);
  private final Map<String, Supplier<CompletionStage<TransportResult>>> answers =
      new ConcurrentHashMap<>();

  void answer(String url, String json) {
    answer(url, 200, () -> Body.json(json));
  }

  void answer(String url, int status, Supplier<Body> body) {
    answer(url, () -> CompletableFuture.completedFuture(reply(status, body.get())));
  }

  void answer(String url, Supplier<CompletionStage<TransportResult>> answer) {
    answers.put(url, answer);
  }

  void fail(String url) {
    answers.remove(url);
  }

  static TransportResult reply(int status, Body body) {
    return new TransportResult.Reply(status, Headers.empty(), body);
  }

  /** The addresses that were asked, in order. */
  List<String> asked() {
    return transport.requests().stream().map(Endpoints::url).toList();
  }

  private CompletionStage<TransportResult> answer(TransportRequest request) {
    Supplier<CompletionStage<TransportResult>> answer = answers.get(url(request));
    return answer == null
        ? CompletableFuture.completedFuture(
            new TransportResult.Failure(TransportResult.Kind.CONNECT, "nobody listens"))
        : answer.get();
  }

  private static String url(TransportRequest request) {
    return request.origin() + request.target();
  }
}
