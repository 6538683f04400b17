package io.apigw.api.integrate;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import java.util.Objects;
import java.util.function.Function;

/** How an outgoing request went: a reply, or a failure of the way there. */
public sealed interface TransportResult {

  /** Returns what one of the two functions makes of this result. */
  <R> R match(
      Function<? super Reply, ? extends R> onReply,
      Function<? super Failure, ? extends R> onFailure);

  /**
   * The back end's answer.
   *
   * @param status its status code
   * @param headers its header fields as received
   * @param body its body, streamed; to be taken or discarded
   */
  record Reply(int status, Headers headers, Body body) implements TransportResult {

    /** Checks that nothing is null. */
    public Reply {
      Objects.requireNonNull(headers, "headers");
      Objects.requireNonNull(body, "body");
    }

    @Override
    public <R> R match(
        Function<? super Reply, ? extends R> onReply,
        Function<? super Failure, ? extends R> onFailure) {
      return onReply.apply(this);
    }
  }

  /**
   * No answer came.
   *
   * @param kind what went wrong
   * @param detail one line for the log, never for the client
   */
  record Failure(Kind kind, String detail) implements TransportResult {

    /** Checks that nothing is null. */
    public Failure {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(detail, "detail");
    }

    @Override
    public <R> R match(
        Function<? super Reply, ? extends R> onReply,
        Function<? super Failure, ? extends R> onFailure) {
      return onFailure.apply(this);
    }
  }

  /** What can go wrong on the way to a back end. */
  enum Kind {
    /** No connection: the name is unknown, nobody listens, TLS failed. */
    CONNECT,
    /** The connection broke or its bytes were no HTTP. */
    BROKEN,
    /** The reply's head did not come in time. */
    TIMEOUT,
    /** The client's body could not be read to its end, or was over its limit. */
    REQUEST_BODY
  }
}
