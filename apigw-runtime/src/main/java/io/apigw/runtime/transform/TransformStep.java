package io.apigw.runtime.transform;

import io.apigw.api.ApiKind;
import io.apigw.runtime.outcome.Answer;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.throttle.Admitted;

/** Makes the steps that reshape a request for what stands behind a method, and the reply for the client. */
public final class TransformStep {

  private static final Step<Admitted, Outgoing> STREAMING = new Streaming();
  private static final Step<Admitted, Outgoing> COLLECTING = new Collecting(STREAMING);

  private TransformStep() {}

  /** Hands a function the request with its body in memory. */
  public static Step<Admitted, Outgoing> collected() {
    return COLLECTING;
  }

  /** Hands a function, or a mock, the request with its body as it arrives. */
  public static Step<Admitted, Outgoing> streamed() {
    return STREAMING;
  }

  /**
   * Makes the client's answer of what a function or a mock has answered.
   *
   * @param kind the kind of API
   */
  public static Step<Returned, Answer> functionReply(ApiKind kind) {
    return new Reply(HeaderRules.functionReply(kind));
  }

  /**
   * Makes the client's answer of a back end's reply.
   *
   * @param kind the kind of API
   */
  public static Step<Returned, Answer> proxyReply(ApiKind kind) {
    return new Reply(HeaderRules.proxyReply(kind));
  }
}
