package io.apigw.api.integrate;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import java.time.Duration;
import java.util.Objects;

/**
 * A request to a back end, ready to be sent. Headers are complete but for {@code Host} and the framing
 * ({@code Content-Length}, {@code Transfer-Encoding}, {@code Connection}), which the transport writes.
 *
 * @param method the verb
 * @param origin where to send it
 * @param target path and query in origin form, encoded
 * @param headers the header fields
 * @param body the body; taken by the transport, also when it fails
 * @param timeout how long the reply's head may take, counted from the request's last byte sent
 */
public record TransportRequest(
    String method, Origin origin, String target, Headers headers, Body body, Duration timeout) {

  /** Checks that nothing is null. */
  public TransportRequest {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(headers, "headers");
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(timeout, "timeout");
  }

  /** Returns verb and address without the query, which may hold credentials. */
  @Override
  public String toString() {
    int question = target.indexOf('?');
    return method + " " + origin + (question < 0 ? target : target.substring(0, question));
  }
}
