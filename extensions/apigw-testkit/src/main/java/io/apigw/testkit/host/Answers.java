package io.apigw.testkit.host;

import io.apigw.api.Body;
import io.apigw.api.Request;
import io.apigw.api.RequestProcessor;
import io.apigw.api.Response;
import io.apigw.testkit.Received;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Gateways that the suites' tests put behind a host. */
final class Answers {

  private Answers() {}

  /** Answers at once; gives up a body that was not read. */
  static RequestProcessor of(Function<Request, Response> answer) {
    return request -> {
      Response response = answer.apply(request);
      request.body().discard();
      return CompletableFuture.completedStage(response);
    };
  }

  static RequestProcessor text(Function<Request, String> text) {
    return of(request -> Response.text(200, text.apply(request)));
  }

  /** Reads the whole body as Latin-1 before it answers. */
  static RequestProcessor reading(Function<String, Response> answer) {
    return request -> body(request.body()).thenApply(answer);
  }

  /** The body as Latin-1, once all of it is there. */
  static CompletionStage<String> body(Body body) {
    Received received = Received.create();
    body.publisher().subscribe(received);
    return received.whole();
  }
}
