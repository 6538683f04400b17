package io.apigw.api;

import java.util.Objects;

/** Thrown by a function to answer from any depth; the response is sent as if it had been returned. */
public final class ResponseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Response response;

  /**
   * Makes the exception; it has no stack trace, because it is an answer and no fault.
   *
   * @param response what to answer
   */
  public ResponseException(Response response) {
    super("answered with status " + response.status(), null, false, false);
    this.response = Objects.requireNonNull(response, "response");
  }

  /** Returns what to answer. */
  public Response response() {
    return response;
  }
}
