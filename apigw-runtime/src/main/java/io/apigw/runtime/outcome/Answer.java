package io.apigw.runtime.outcome;

import io.apigw.api.Response;

/** What the request's method answered, before {@code respond} makes it the gateway's own response. */
public final class Answer implements Value<Answer> {

  private final Response response;

  /** Makes an answer of a response. */
  public Answer(Response response) {
    this.response = response;
  }

  /** Returns the response. */
  public Response response() {
    return response;
  }

  @Override
  public Answer self() {
    return this;
  }
}
