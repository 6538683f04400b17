package io.apigw.api.integrate;

import io.apigw.api.JsonEngine;
import io.apigw.api.JsonException;
import io.apigw.api.JsonValue;
import io.apigw.api.Principal;
import io.apigw.api.Request;
import io.apigw.api.ValueSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes a {@link FunctionCall} for a function's own test. Not thread-safe. */
public final class FunctionCallBuilder {

  private final Request request;
  private final Map<String, String> pathParameters = new LinkedHashMap<>();
  private final Map<String, String> stageVariables = new LinkedHashMap<>();
  private final Map<String, String> context = new LinkedHashMap<>();
  private Principal principal = Principal.anonymous();
  private JsonEngine json = new NoJsonEngine();

  FunctionCallBuilder(Request request) {
    this.request = Objects.requireNonNull(request, "request");
  }

  /** Sets a variable of the path. */
  public FunctionCallBuilder pathParameter(String name, String value) {
    pathParameters.put(name, value);
    return this;
  }

  /** Sets a variable of the stage. */
  public FunctionCallBuilder stageVariable(String name, String value) {
    stageVariables.put(name, value);
    return this;
  }

  /** Sets a variable of {@code $context}, for example {@code requestId} or {@code routeKey}. */
  public FunctionCallBuilder context(String name, String value) {
    context.put(name, value);
    return this;
  }

  /** Sets who is calling; nobody unless set. */
  public FunctionCallBuilder principal(Principal caller) {
    this.principal = Objects.requireNonNull(caller, "caller");
    return this;
  }

  /** Sets what reads bodies as classes; needed only by functions that ask for that. */
  public FunctionCallBuilder json(JsonEngine engine) {
    this.json = Objects.requireNonNull(engine, "engine");
    return this;
  }

  /** Returns the call; its deadline is 1970, since a test has no timeout. */
  public FunctionCall build() {
    ValueSource source = ValueSource.of(request, pathParameters, stageVariables, context);
    return FunctionCall.of(source, principal, json, 0);
  }

  /** Says what to set, when a test's function reads JSON and the test gave no engine. */
  private static final class NoJsonEngine implements JsonEngine {

    @Override
    public JsonValue parse(byte[] utf8) {
      throw missing();
    }

    @Override
    public <T> T read(byte[] utf8, Class<T> type) {
      throw missing();
    }

    @Override
    public <T> List<T> readListOf(byte[] utf8, Class<T> elementType) {
      throw missing();
    }

    @Override
    public byte[] write(Object value) {
      throw missing();
    }

    private static JsonException missing() {
      return new JsonException(
          "json: expected a JSON engine but was none; add .json(engine) to the call's builder");
    }
  }
}
