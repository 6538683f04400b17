package io.apigw.netty;

import io.apigw.api.Request;
import io.apigw.api.RequestProcessor;
import io.apigw.api.Response;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A gateway whose answers the test gives when it likes. */
final class Scripted implements RequestProcessor {

  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();

  @Override
  public CompletionStage<Response> process(Request request) {
    Call call = new Call(request, new CompletableFuture<>());
    calls.add(call);
    return call.answer;
  }

  /** The next request, waiting for it if need be. */
  Call next() throws InterruptedException {
    Call call = calls.poll(10, TimeUnit.SECONDS);
    if (call == null) {
      throw new AssertionError("expected a request");
    }
    return call;
  }

  boolean idle() {
    return calls.isEmpty();
  }

  record Call(Request request, CompletableFuture<Response> answer) {
    void answer(Response response) {
      answer.complete(response);
    }

    void answer(String text) {
      answer(Response.text(200, text));
    }
  }
}
