package io.apigw.testkit.host;

import io.apigw.api.Request;
import io.apigw.api.RequestProcessor;
import io.apigw.api.Response;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A gateway whose answers the test gives, when it likes and on the thread it likes. */
public final class ScriptedGateway implements RequestProcessor {

  private static final int SECONDS = 20;

  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();

  private ScriptedGateway() {}

  /**
   * Returns a gateway that has not been asked.
   *
   * @return the gateway
   */
  public static ScriptedGateway create() {
    return new ScriptedGateway();
  }

  @Override
  public CompletionStage<Response> process(Request request) {
    Call call = new Call(request);
    calls.add(call);
    return call.answer;
  }

  /**
   * Returns the next request, waiting for it if need be.
   *
   * @return the request, and where its answer is given
   */
  public Call next() {
    try {
      Call call = calls.poll(SECONDS, TimeUnit.SECONDS);
      if (call == null) {
        throw new AssertionError("a request: expected one but none came");
      }
      return call;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for a request", stopped);
    }
  }

  /**
   * Returns whether no request waits to be taken by {@link #next}.
   *
   * @return whether
   */
  public boolean idle() {
    return calls.isEmpty();
  }

  /** A request that has come in, and its answer. */
  public static final class Call {

    private final Request request;
    private final CompletableFuture<Response> answer = new CompletableFuture<>();
    private final CompletableFuture<Boolean> cancelled = new CompletableFuture<>();

    private Call(Request request) {
      this.request = Objects.requireNonNull(request, "request");
    }

    /**
     * Returns the request.
     *
     * @return as the host handed it over
     */
    public Request request() {
      return request;
    }

    /**
     * Gives the answer, on the caller's thread.
     *
     * @param response the answer
     */
    public void answer(Response response) {
      answer.complete(response);
    }

    /**
     * Returns a stage that completes when the host says that the client has gone.
     *
     * @return the stage
     */
    public CompletionStage<Boolean> cancellation() {
      request.executor().onCancel(() -> cancelled.complete(true));
      return cancelled;
    }
  }
}
