package io.apigw.runtime.respond;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.JsonValue;
import io.apigw.api.respond.Rejection;
import java.util.Optional;

/**
 * How one kind of API answers one type of refusal, as AWS does: its status, its text and how its body is written.
 *
 * @param status the status code
 * @param message the type's own text; empty for a body of JSON {@code null}
 * @param errorType the value of {@code x-amzn-ErrorType}; empty where the kind of API sends none
 * @param style how the body is written
 */
record StandardAnswer(int status, Optional<String> message, String errorType, Style style) {

  private static final Headers JSON = Headers.of("Content-Type", "application/json");
  private static final Headers BARE_TEXT = Headers.of("Content-Type", "text; charset=utf-8");

  /** How AWS writes the body; raised while a method is executed there is a blank after the colon. */
  enum Style {
    COMPACT("{\"message\":"),
    SPACED("{\"message\": "),
    CAPITAL("{\"Message\":"),
    BARE("");

    private final String start;

    Style(String start) {
      this.start = start;
    }
  }

  /** The body for a refusal: its own text where it has one, else the type's. */
  Body body(Rejection rejection) {
    Optional<String> text = rejection.message().or(this::message);
    if (style == Style.BARE) {
      return Body.text(text.orElse(""));
    }
    String value = text.map(JsonValue::of).map(JsonValue::toString).orElse("null");
    return Body.json(style.start + value + "}");
  }

  Headers contentType() {
    return style == Style.BARE ? BARE_TEXT : JSON;
  }
}
