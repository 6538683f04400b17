package io.apigw.api.respond;

import io.apigw.api.Headers;
import java.util.Objects;
import java.util.Optional;

/**
 * A refusal as a value: why a step or an engine does not let a request pass. The gateway renders it for the kind of
 * API; nothing throws it. Immutable.
 */
public final class Rejection {

  private final GatewayResponseType type;
  private final Optional<String> message;
  private final Headers headers;
  private final String facts;

  private Rejection(
      GatewayResponseType type, Optional<String> message, Headers headers, String facts) {
    this.type = Objects.requireNonNull(type, "type");
    this.message = message;
    this.headers = headers;
    this.facts = facts;
  }

  /**
   * Returns a refusal with its type's own text.
   *
   * @param type why
   */
  public static Rejection of(GatewayResponseType type) {
    return new Rejection(type, Optional.empty(), Headers.empty(), "");
  }

  /**
   * Returns a refusal with a text of its own in place of the type's.
   *
   * @param type why
   * @param message what the client is told
   */
  public static Rejection of(GatewayResponseType type, String message) {
    return new Rejection(type, Optional.of(message), Headers.empty(), "");
  }

  /** Returns this refusal with a header for the client, for example {@code www-authenticate}. */
  public Rejection withHeader(String name, String value) {
    return new Rejection(type, message, headers.withAdded(name, value), facts);
  }

  /**
   * Returns this refusal with facts for the log and the access record; the client never sees them.
   *
   * @param text one line without credentials
   */
  public Rejection withFacts(String text) {
    return new Rejection(type, message, headers, Objects.requireNonNull(text, "text"));
  }

  /** Returns why. */
  public GatewayResponseType type() {
    return type;
  }

  /** Returns the text for the client where it is not the type's own. */
  public Optional<String> message() {
    return message;
  }

  /** Returns headers for the client. */
  public Headers headers() {
    return headers;
  }

  /** Returns facts for the log; empty when there are none. */
  public String facts() {
    return facts;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rejection that
        && that.type == type
        && that.message.equals(message)
        && that.headers.equals(headers)
        && that.facts.equals(facts);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, message, headers, facts);
  }

  @Override
  public String toString() {
    return "Rejection[" + type + message.map(text -> ", " + text).orElse("")
        + (facts.isEmpty() ? "" : ", " + facts) + "]";
  }
}
