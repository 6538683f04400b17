package io.apigw.testkit;

import io.apigw.api.Body;
import io.apigw.api.JsonException;
import io.apigw.api.JsonObject;
import io.apigw.api.JsonString;
import io.apigw.api.JsonValue;
import io.apigw.api.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions on one response; made by {@link GatewayAssertions}. A streamed body is collected when it is first looked at. */
public final class ResponseAssert extends AbstractAssert<ResponseAssert, Response> {

  private @Nullable Body collected;

  ResponseAssert(Response actual) {
    super(actual, ResponseAssert.class);
  }

  /**
   * Verifies the status code.
   *
   * @param status what it should be
   * @return this
   * @throws AssertionError when it is another; the message shows the body
   */
  public ResponseAssert hasStatus(int status) {
    isNotNull();
    if (actual.status() != status) {
      throw failure(
          "status: expected %s but was %s; its body is %s", status, actual.status(), shown());
    }
    return this;
  }

  /**
   * Verifies that the gateway itself refused, as clients see it: by the status and the text of the JSON body's member
   * {@code message}, or {@code Message} where AWS writes it so.
   *
   * @param status what the status should be
   * @param message what the text should be
   * @return this
   * @throws AssertionError when either is another
   */
  public ResponseAssert isRefused(int status, String message) {
    hasStatus(status);
    Objects.requireNonNull(message, "message");
    if (!message.equals(message())) {
      throw failure(
          "message: expected a JSON body with the message '%s' but was %s", message, shown());
    }
    return this;
  }

  /**
   * Verifies that a header is there.
   *
   * @param name its name in any casing
   * @return this
   * @throws AssertionError when it is not
   */
  public ResponseAssert hasHeader(String name) {
    isNotNull();
    if (!actual.headers().contains(name)) {
      throw failure(
          "header %s: expected to be there but the headers are %s", name, actual.headers());
    }
    return this;
  }

  /**
   * Verifies that a header has a value, perhaps beside others.
   *
   * @param name its name in any casing
   * @param value one of its values, exactly
   * @return this
   * @throws AssertionError when no field of the name has the value
   */
  public ResponseAssert hasHeader(String name, String value) {
    hasHeader(name);
    List<String> values = actual.headers().all(name);
    if (!values.contains(value)) {
      throw failure("header %s: expected '%s' but was %s", name, value, values);
    }
    return this;
  }

  /**
   * Verifies that a header is not there.
   *
   * @param name its name in any casing
   * @return this
   * @throws AssertionError when it is
   */
  public ResponseAssert hasNoHeader(String name) {
    isNotNull();
    if (actual.headers().contains(name)) {
      throw failure(
          "header %s: expected to be absent but was %s", name, actual.headers().all(name));
    }
    return this;
  }

  /**
   * Verifies the body as text.
   *
   * @param text what it should be, exactly
   * @return this
   * @throws AssertionError when it is another, or a stream fails
   */
  public ResponseAssert hasBody(String text) {
    String found = text();
    if (!found.equals(text)) {
      throw failureWithActualExpected(found, text, "body: expected '%s' but was '%s'", text, found);
    }
    return this;
  }

  /**
   * Verifies the body as JSON: the same members and items, whatever the blanks and the order of members.
   *
   * @param json what it should be, as JSON text
   * @return this
   * @throws AssertionError when it is another, or no JSON
   * @throws JsonException when what it should be is no JSON
   */
  public ResponseAssert hasJsonBody(String json) {
    JsonValue wanted = TreeJson.parse(json);
    JsonValue found = json();
    if (!wanted.equals(found)) {
      throw failureWithActualExpected(
          shown(), json, "body: expected the JSON %s but was %s", json, shown());
    }
    return this;
  }

  private @Nullable String message() {
    if (!(json() instanceof JsonObject members)) {
      return null;
    }
    JsonValue message =
        members.get("message").or(() -> members.get("Message")).orElse(JsonValue.ofNull());
    return message instanceof JsonString string ? string.value() : null;
  }

  private @Nullable JsonValue json() {
    try {
      return TreeJson.parse(text());
    } catch (JsonException none) {
      return null;
    }
  }

  private String shown() {
    return actual.body().value().isPresent()
        ? actual.body().value().get().toString()
        : "'" + text() + "'";
  }

  private String text() {
    return new String(body().bytes(), StandardCharsets.UTF_8);
  }

  private Body body() {
    isNotNull();
    Body body = collected;
    if (body == null) {
      body = Waits.valueOf("body", Bodies.collect(actual.body().written(TreeJson.create())));
      collected = body;
    }
    return body;
  }
}
