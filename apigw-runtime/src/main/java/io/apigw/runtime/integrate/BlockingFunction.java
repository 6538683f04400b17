package io.apigw.runtime.integrate;

import io.apigw.api.Response;
import io.apigw.api.integrate.AsyncHttpFunction;
import io.apigw.api.integrate.FunctionCall;
import io.apigw.api.integrate.HttpFunction;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Runs a function that may block on the executor it was given with: the one way in for blocking code. */
final class BlockingFunction implements AsyncHttpFunction {

  private final Executor executor;
  private final HttpFunction function;

  private BlockingFunction(Executor executor, HttpFunction function) {
    this.executor = executor;
    this.function = function;
  }

  static AsyncHttpFunction ofBlocking(Executor executor, HttpFunction function) {
    return new BlockingFunction(executor, function);
  }

  /** An executor that is full or closed refuses by an exception. */
  @Override
  public CompletionStage<Response> call(FunctionCall call) {
    CompletableFuture<Response> answer = new CompletableFuture<>();
    executor.execute(() -> run(call, answer));
    return answer;
  }

  private void run(FunctionCall call, CompletableFuture<Response> answer) {
    try {
      answer.complete(function.call(call));
    } catch (Throwable thrown) {
      answer.completeExceptionally(thrown);
      if (thrown instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
