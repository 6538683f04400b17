package io.apigw.runtime.transform;

import io.apigw.api.Headers;
import io.apigw.api.JsonEngine;
import io.apigw.api.JsonException;
import io.apigw.api.JsonObject;
import io.apigw.api.JsonValue;
import io.apigw.api.Problem;
import io.apigw.api.Request;
import io.apigw.api.integrate.HttpIntegration;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.throttle.Admitted;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Makes steps that write requests to back ends. */
final class Proxies {

  private Proxies() {}

  static Step<Admitted, Outgoing> step(AdmittedRequests route, HttpIntegration http) {
    return TransformStep.proxied(http, route.backendRoute(new FieldJson()))
        .match(step -> step, problems -> {
          throw new IllegalArgumentException(problems.toString());
        });
  }

  /** What a request becomes on its way to {@code http://b.internal}. */
  static Outcome<Outgoing> outcome(
      AdmittedRequests route, Consumer<HttpIntegration.Builder> settings, Request request) {
    HttpIntegration.Builder http = HttpIntegration.builder(route.kind(), "http://b.internal");
    settings.accept(http);
    return route.outcome(request).then(step(route, http.build()));
  }

  static TransportRequest sent(
      AdmittedRequests route, Consumer<HttpIntegration.Builder> settings, Request request) {
    return Outcomes.value(outcome(route, settings, request)).wire().orElseThrow();
  }

  static void asItIs(HttpIntegration.Builder http) {}

  static Request get(String target, String... headers) {
    return Request.builder("GET", target).headers(Headers.of(headers)).build();
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
          .with(
              text.substring(1, colon), JsonValue.of(text.substring(colon + 1, text.length() - 1)))
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
