package io.apigw.runtime.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apigw.api.Body;
import io.apigw.api.DefinitionException;
import io.apigw.api.Problem;
import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.api.definition.RestApi;
import io.apigw.api.engine.Prepared;
import io.apigw.api.transform.TemplateEngine;
import io.apigw.runtime.Gateway;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TemplateFlowTest {

  private static final RestApi ORDERS = RestApi.builder("orders")
      .method(
          "POST /orders",
          m -> m.requestTemplate("application/json", "wrapped")
              .requestTemplate("text/plain", "failing")
              .function(call -> Response.text(200, call.body().text())))
      .build();

  /** Knows two templates: one wraps the body, the other fails. */
  private static final TemplateEngine ENGINE = (template, context) -> Prepared.ready(source -> {
    if (template.text().equals("failing")) {
      throw new IllegalStateException("no such variable");
    }
    return "<" + source.body().text() + ">";
  });

  @Test
  void templateOfTheMediaTypeMakesTheBodyAndAbsentTypeCountsAsJson() throws Exception {
    assertThat(answer("application/json; charset=utf-8").body().text()).isEqualTo("<{}>");
    assertThat(answer("").body().text()).isEqualTo("<{}>");
  }

  @Test
  void bodyOfAnotherTypePassesUnchanged() throws Exception {
    assertThat(answer("application/xml").body().text()).isEqualTo("{}");
  }

  @Test
  void templateThatFailsIs500AndTellsNothing() throws Exception {
    Response response = answer("text/plain");
    assertThat(response.status()).isEqualTo(500);
    assertThat(response.body().text()).isEqualTo("{\"message\": \"Internal server error\"}");
  }

  @Test
  void missingEngineAndBadTemplatesAreProblems() {
    assertThatThrownBy(() -> Gateway.of(ORDERS))
        .isInstanceOf(DefinitionException.class)
        .hasMessageContaining("templates: expected an engine for the request template of"
            + " stages[orders/prod].methods[POST /orders]");
    TemplateEngine refusing = (template, context) ->
        Prepared.faulty(List.of(Problem.expected("", "a template", template.text())));
    assertThatThrownBy(() -> Gateway.builder().templates(refusing).api(ORDERS).build())
        .isInstanceOf(DefinitionException.class)
        .hasMessageContaining(
            "methods[POST /orders].requestTemplates[application/json]: expected a template");
  }

  private static Response answer(String contentType) throws Exception {
    Request request = Request.post("/orders", Body.text("{}"));
    try (Gateway gateway = Gateway.builder().templates(ENGINE).api(ORDERS).build()) {
      return gateway
          .process(
              contentType.isEmpty() ? request : request.withHeader("Content-Type", contentType))
          .toCompletableFuture()
          .get(5, TimeUnit.SECONDS);
    }
  }
}
