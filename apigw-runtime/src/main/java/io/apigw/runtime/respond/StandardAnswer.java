package io.apigw.runtime.respond;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.JsonValue;
import io.apigw.api.respond.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * How one kind of API answers one type of refusal, as AWS does: its status, its headers, its text and how its body is
 * written.
 *
 * @param status the status code
 * @param headers the media type, and {@code x-amzn-ErrorType} where the kind of API sends one
 * @param message the type's own text; null for none
 * @param body the type's own text, written
 * @param style how the body is written
 */
record StandardAnswer(
    int status, Headers headers, @Nullable String message, Body body, Style style) {

  /** How AWS writes the body; raised while a method is executed there is a blank after the colon. */
  enum Style {
    COMPACT("{\"message\":"),
    SPACED("{\"message\": "),
    CAPITAL("{\"Message\":"),
    /** As AWS's front end writes it, which knows no API yet: the text alone, and no ids. */
    BARE("");

    private final String start;

    Style(String start) {
      this.start = start;
    }

    private Body written(@Nullable String text) {
      if (this == BARE) {
        return Body.text(text == null ? "" : text);
      }
      return Body.json(start + (text == null ? "null" : JsonValue.of(text).toString()) + "}");
    }
  }

  /**
   * Makes an answer.
   *
   * @param message the type's own text; null for a body of JSON {@code null}
   * @param errorType the value of {@code x-amzn-ErrorType}; empty where there is none
   */
  static StandardAnswer of(int status, @Nullable String message, String errorType, Style style) {
    Headers type = Headers.of(
        "Content-Type", style == Style.BARE ? "text; charset=utf-8" : "application/json");
    Headers headers = errorType.isEmpty() ? type : type.withAdded("x-amzn-ErrorType", errorType);
    return new StandardAnswer(status, headers, message, style.written(message), style);
  }

  /** The body for a refusal: its own text where it has one, else the type's. */
  Body body(Rejection rejection) {
    return rejection.message().map(style::written).orElse(body);
  }

  boolean bare() {
    return style == Style.BARE;
  }
}
