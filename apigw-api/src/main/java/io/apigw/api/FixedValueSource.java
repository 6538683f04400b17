package io.apigw.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A source whose values are given one by one. */
record FixedValueSource(
    Request request,
    Map<String, String> pathParameters,
    Map<String, String> stageVariables,
    Map<String, String> variables)
    implements ValueSource {

  FixedValueSource {
    Objects.requireNonNull(request, "request");
    pathParameters = Collections.unmodifiableMap(new LinkedHashMap<>(pathParameters));
    stageVariables = Collections.unmodifiableMap(new LinkedHashMap<>(stageVariables));
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
  public List<String> pathParameterNames() {
    return List.copyOf(pathParameters.keySet());
  }

  @Override
  public Set<String> stageVariableNames() {
    return stageVariables.keySet();
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
