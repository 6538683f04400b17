package io.apigw.api;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Flow;

/** An answer: status, headers and a body in memory, streamed, or still to be written as JSON. Immutable. */
public final class Response {

  private static final Headers TEXT = Headers.of("Content-Type", "text/plain; charset=utf-8");
  private static final Headers JSON = Headers.of("Content-Type", "application/json");

  private final int status;
  private final Headers headers;
  private final Body body;

  private Response(int status, Headers headers, Body body) {
    if (status < 100 || status > 999) {
      throw new IllegalArgumentException("status: expected 100 to 999 but was " + status);
    }
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /**
   * Returns a response without headers and body.
   *
   * @param status 100 to 999
   * @throws IllegalArgumentException for any other number
   */
  public static Response of(int status) {
    return new Response(status, Headers.empty(), Body.empty());
  }

  /**
   * Returns a response of given parts.
   *
   * @param status 100 to 999
   * @param headers its header fields
   * @param body its body
   * @throws IllegalArgumentException for any other status
   */
  public static Response of(int status, Headers headers, Body body) {
    return new Response(
        status, Objects.requireNonNull(headers, "headers"), Objects.requireNonNull(body, "body"));
  }

  /**
   * Returns plain text, sent as UTF-8 with the content type {@code text/plain; charset=utf-8}.
   *
   * @param status 100 to 999
   * @param text the body
   */
  public static Response text(int status, String text) {
    return new Response(status, TEXT, Body.text(text));
  }

  /**
   * Returns a value that the gateway's JSON engine writes, with the content type {@code application/json}.
   *
   * @param status 100 to 999
   * @param value a {@link JsonValue} or an object of the host's own classes
   */
  public static Response json(int status, Object value) {
    return new Response(status, JSON, Body.value(value));
  }

  /**
   * Returns a response whose body is streamed.
   *
   * @param status 100 to 999
   * @param contentType the value of the header {@code Content-Type}
   * @param body the bytes; each buffer belongs to the subscriber once given
   */
  public static Response stream(int status, String contentType, Flow.Publisher<ByteBuffer> body) {
    return new Response(status, Headers.of("Content-Type", contentType), Body.stream(body));
  }

  /** Returns the status code. */
  public int status() {
    return status;
  }

  /** Returns the header fields. */
  public Headers headers() {
    return headers;
  }

  /** Returns the first value of a header. */
  public Optional<String> header(String name) {
    return headers.first(name);
  }

  /** Returns the body. */
  public Body body() {
    return body;
  }

  /** Returns this response with one value for a header. */
  public Response withHeader(String name, String value) {
    return new Response(status, headers.with(name, value), body);
  }

  /** Returns this response with one more header field. */
  public Response withAddedHeader(String name, String value) {
    return new Response(status, headers.withAdded(name, value), body);
  }

  /** Returns this response with other headers. */
  public Response withHeaders(Headers others) {
    return new Response(status, Objects.requireNonNull(others, "others"), body);
  }

  /** Returns this response with another body; the one before is not discarded. */
  public Response withBody(Body other) {
    return new Response(status, headers, Objects.requireNonNull(other, "other"));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Response that
        && that.status == status
        && that.headers.equals(headers)
        && that.body.equals(body);
  }

  @Override
  public int hashCode() {
    return Objects.hash(status, headers, body);
  }

  /** Returns status, headers with credentials masked, and the body's length. */
  @Override
  public String toString() {
    return "Response[" + status + ", " + headers + ", " + body + "]";
  }
}
