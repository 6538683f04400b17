package io.apigw.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a {@link ValueReader} reads from: one request on its way through the gateway, as far as it has come. The
 * runtime implements it; a test may. Used by one thread at a time.
 */
public interface ValueSource {

  /**
   * The request as the host received it.
   *
   * @return its headers, query and target
   */
  Request request();

  /**
   * The request's body as it stands now.
   *
   * @return a body in memory if whoever reads it has said so at deploy ({@link Availability#BODY}), else possibly a
   *     stream
   */
  Body body();

  /**
   * A variable of the route's path.
   *
   * @param name the name between the braces of the route key, without {@code +}
   * @return the value: as received in a REST API, percent-decoded in an HTTP API; empty if the route has no such
   *     variable
   */
  Optional<String> pathParameter(String name);

  /**
   * The names of the variables of the route's path.
   *
   * @return the names in their order
   */
  default List<String> pathParameterNames() {
    return List.of();
  }

  /**
   * The names of the variables of the stage.
   *
   * @return the names
   */
  default Set<String> stageVariableNames() {
    return Set.of();
  }

  /**
   * A variable of the stage, or the canary's own value of it.
   *
   * @param name the name
   * @return the value; empty if the stage has none of that name
   */
  Optional<String> stageVariable(String name);

  /**
   * A variable of AWS's {@code $context}; {@code routedPath}: the path that was matched against the routes, without
   * stage or base path, as the client encoded it; and {@code secureTransport}: whether the client's own connection has
   * TLS, {@code true} or {@code false}.
   *
   * @param name for example {@code requestId}, {@code identity.sourceIp} or {@code authorizer.claims.sub}
   * @return the value as text; empty if it is unknown, not set or not set yet
   */
  Optional<String> context(String name);

  /**
   * The integration's answer.
   *
   * @return the answer; empty until there is one
   */
  default Optional<Response> reply() {
    return Optional.empty();
  }

  /**
   * Returns a source of given values, for tests of functions and engines; its body is the request's.
   *
   * @param request the request
   * @param pathParameters the variables of the path by name
   * @param stageVariables the variables of the stage by name
   * @param context the variables of {@code $context} by name
   */
  static ValueSource of(
      Request request,
      Map<String, String> pathParameters,
      Map<String, String> stageVariables,
      Map<String, String> context) {
    return new FixedValueSource(request, pathParameters, stageVariables, context);
  }
}
