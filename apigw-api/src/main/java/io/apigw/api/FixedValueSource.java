package io.apigw.api;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A source whose values are given one by one. */
record FixedValueSource(
    Request request,
    Map<String, String> pathParameters,
    Map<String, String> stageVariables,
    Map<String, String> variables)
    implements ValueSource {

  FixedValueSource {
    Objects.requireNonNull(request, "request");
    pathParameters = Map.copyOf(pathParameters);
    stageVariables = Map.copyOf(stageVariables);
    variables = Map.copyOf(variables);
  }

  @Override
  public Body body() {
    return request.body();
  }

  @Override
  public Optional<String> pathParameter(String name) {
    return Optional.ofNullable(pathParameters.get(name));
  }

  @Override
  public Optional<String> stageVariable(String name) {
    return Optional.ofNullable(stageVariables.get(name));
  }

  @Override
  public Optional<String> context(String name) {
    return Optional.ofNullable(variables.get(name));
  }
}
