package io.apigw.api;

import java.util.concurrent.CompletionStage;

/**
 * Answers requests: the whole library in one method.
 *
 * <p>Servers are adapters around it, tests call it with no server at all, and a decorator around it is a
 * {@code RequestProcessor} again.
 */
@FunctionalInterface
public interface RequestProcessor {

  /**
   * Answers one request. Never throws and never blocks; the stage always completes normally, because a failure
   * is a response too. It may complete on any thread that the request's {@link RequestExecutor} runs tasks on.
   *
   * @param request the request as the host received it
   * @return the answer; its body, if streamed, is to be subscribed to or {@linkplain Body#discard() discarded}
   */
  CompletionStage<Response> process(Request request);
}
