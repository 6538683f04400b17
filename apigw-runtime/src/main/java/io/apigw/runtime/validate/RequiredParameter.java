package io.apigw.runtime.validate;

import io.apigw.api.ValueReader;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.runtime.throttle.Admitted;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A parameter that must be there and not blank.
 *
 * @param key its full key, by which AWS sorts: {@code method.request.header.X-Tenant}
 * @param name its own name, which the client is told
 * @param reader reads it
 */
public record RequiredParameter(String key, String name, ValueReader reader) {

  /** Returns the parameter of a full key, whose fourth part is the name and may have dots itself. */
  public static RequiredParameter of(String key, ValueReader reader) {
    int end = 0;
    for (int dots = 0; dots < 3; dots++) {
      end = key.indexOf('.', end) + 1;
    }
    return new RequiredParameter(key, key.substring(end), reader);
  }

  boolean present(Admitted admitted) {
    Optional<String> value = reader.read(admitted);
    return value.isPresent() && !value.get().isBlank();
  }

  static Rejection missing(List<RequiredParameter> parameters, Admitted admitted) {
    String names = parameters.stream()
        .filter(parameter -> !parameter.present(admitted))
        .sorted((a, b) -> a.key.compareTo(b.key))
        .map(RequiredParameter::name)
        .collect(Collectors.joining(", ", "[", "]"));
    return Rejection.of(
        GatewayResponseType.BAD_REQUEST_PARAMETERS,
        "Missing required request parameters: " + names);
  }
}
