package io.apigw.runtime.transform;

import io.apigw.api.JsonEngine;
import io.apigw.api.JsonException;
import io.apigw.api.JsonObject;
import io.apigw.api.JsonValue;
import io.apigw.api.Problem;
import io.apigw.api.integrate.HttpIntegration;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.throttle.Admitted;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes steps that write requests to back ends. */
final class Proxies {

  private Proxies() {}

  static Step<Admitted, Outgoing> step(AdmittedRequests route, HttpIntegration http) {
    return TransformStep.proxied(http, route.backendRoute(new FieldJson()))
        .match(step -> step, problems -> {
          throw new IllegalArgumentException(problems.toString());
        });
  }

  static List<Problem> problems(AdmittedRequests route, HttpIntegration http) {
    return TransformStep.proxied(http, route.backendRoute(new FieldJson()))
        .match(step -> List.of(), problems -> List.copyOf(problems));
  }

  /** Reads <code>{field:text}</code> as an object of one field, and nothing else. */
  private static final class FieldJson implements JsonEngine {

    @Override
    public JsonValue parse(byte[] utf8) {
      String text = new String(utf8, StandardCharsets.UTF_8);
      int colon = text.indexOf(':');
      if (colon < 0 || !text.endsWith("}")) {
        throw new JsonException("expected a field but was none");
      }
      return JsonObject.builder()
          .with(text.substring(1, colon), JsonValue.of(text.substring(colon + 1, text.length() - 1)))
          .build();
    }

    @Override
    public <T> T read(byte[] utf8, Class<T> type) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T> List<T> readListOf(byte[] utf8, Class<T> elementType) {
      throw new UnsupportedOperationException();
    }

    @Override
    public byte[] write(Object value) {
      throw new UnsupportedOperationException();
    }
  }
}
