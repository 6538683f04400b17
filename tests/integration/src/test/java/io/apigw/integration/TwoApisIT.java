package io.apigw.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Response;
import io.apigw.api.definition.HttpApi;
import io.apigw.api.definition.RestApi;
import io.apigw.integration.RawSocket.Answer;
import io.apigw.runtime.Gateway;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A REST API and an HTTP API on one gateway, told apart by host and base path. */
class TwoApisIT {

  private Hosted hosted;

  @BeforeEach
  void start() {
    HttpApi pets = HttpApi.builder("pets")
        .route("GET /list", r -> r.function(call -> Response.text(200, "pets")))
        .build();
    RestApi orders = RestApi.builder("orders")
        .method(
            "GET /list",
            m -> m.function(call -> Response.text(200, "orders " + call.stageVariable("color"))))
        .build();
    hosted = Hosted.on(Gateway.builder()
        .stage(
            pets, "$default", s -> s.domain("api.example.com", "").domain("*.pets.example", "v1"))
        .stage(
            orders,
            "prod",
            s -> s.domain("api.example.com", "shop")
                .domain("api.example.com", "shop/eu")
                .variable("color", "blue"))
        .stage(
            orders, "test", s -> s.domain("test.example.com", "shop").variable("color", "green")));
  }

  @AfterEach
  void stop() {
    hosted.close();
  }

  @ParameterizedTest
  @CsvSource({
    "api.example.com,              /list,              200, pets",
    "API.Example.COM:8443,         /list,              200, pets",
    "api.example.com,              /shop/list,         200, orders blue",
    "api.example.com,              /shop/eu/list,      200, orders blue",
    "api.example.com,              /shopping/list,     404, '{\"message\":\"Not Found\"}'",
    "api.example.com,              /shop/eu/fr/list,   403, '{\"message\":\"Missing Authentication Token\"}'",
    "test.example.com,             /shop/list,         200, orders green",
    "test.example.com,             /list,              403, '{\"message\":\"Forbidden\"}'",
    "cats.pets.example,            /v1/list,           200, pets",
    "a.cats.pets.example,          /v1/list,           403, '{\"message\":\"Forbidden\"}'",
    "pets.localhost,               /list,              200, pets",
    "orders.localhost,             /prod/list,         200, orders blue",
    "orders.localhost,             /test/list,         200, orders green",
    "orders.localhost,             /none/list,         403, '{\"message\":\"Forbidden\"}'",
    "other.example.com,            /list,              403, '{\"message\":\"Forbidden\"}'",
  })
  void hostAndBasePathSayWhoAnswers(String host, String target, int status, String body)
      throws IOException {
    Answer answer = hosted.exchange("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    assertThat(answer.body()).isEqualTo(body);
    assertThat(answer.status()).isEqualTo(status);
  }

  @Test
  void theTargetsOwnHostWinsOverTheHeader() throws IOException {
    assertThat(hosted
            .exchange(
                "GET http://api.example.com/shop/list HTTP/1.1\r\nHost: pets.localhost\r\n\r\n")
            .body())
        .isEqualTo("orders blue");
  }

  @Test
  void eachKindHasItsOwnIds() throws IOException {
    Answer http = hosted.exchange("GET /list HTTP/1.1\r\nHost: api.example.com\r\n\r\n");
    assertThat(http.field("Apigw-Requestid")).isNotEmpty();
    assertThat(http.fields("x-amzn-RequestId")).isEmpty();
    Answer rest = hosted.exchange("GET /shop/list HTTP/1.1\r\nHost: api.example.com\r\n\r\n");
    assertThat(rest.field("x-amzn-RequestId")).isNotEmpty();
    assertThat(rest.field("x-amz-apigw-id")).isNotEmpty();
    assertThat(rest.fields("Apigw-Requestid")).isEmpty();
  }
}
