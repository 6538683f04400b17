package io.apigw.testkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.Response;
import io.apigw.testkit.PatternBytes;
import io.apigw.testkit.PatternSource;
import io.apigw.testkit.wire.ClientExchange;
import io.apigw.testkit.wire.HostClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages: what a client sends reaches the gateway as it is, and the answer the client. Part of {@link HostConformance}. */
public interface HostMessagesConformance extends HostTrials {

  /** Every method arrives as it was sent, one that nobody knows as well. */
  @Test
  default void methodsArriveAsSent() throws Exception {
    try (HostTrial trial = trial(Answers.text(request -> request.method()))) {
      HostClient client = trial.client();
      for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PURGE")) {
        assertThat(client.send(method, "/").text()).isEqualTo(method);
      }
    }
  }

  /** Path and query arrive exactly as they were sent: nothing is decoded, joined or normalised. */
  @Test
  default void targetsArriveAsSent() throws Exception {
    try (HostTrial trial = trial(Answers.text(request -> request.target()))) {
      HostClient client = trial.client();
      for (String target : List.of(
          "/",
          "/pets",
          "/pets/",
          "/a%2Fb/c%2fd",
          "/%C3%A9%41",
          "/a;v=1/b,c:d@e!$&'()*+=~",
          "/a?",
          "/a?x",
          "/a?x=1&x=2&y=&=z",
          "/a?x=a+b%20c%2B&path=/b//c?d",
          "/" + "long/".repeat(200))) {
        assertThat(client.get(target).text()).isEqualTo(target);
      }
    }
  }

  /** A request without a body has an empty one, and a length of nothing is nothing. */
  @Test
  default void requestWithoutABodyHasAnEmptyOne() throws Exception {
    try (HostTrial trial = trial(Answers.text(
        request -> request.method() + request.body().streamed() + request.body().length()))) {
      HostClient client = trial.client();
      for (String method : List.of("GET", "DELETE", "POST")) {
        ClientExchange exchange = client.send(method, "/");
        assertThat(exchange.text()).isEqualTo(method + "falseOptionalLong[0]");
      }
    }
  }

  /** Bodies of every size come back byte for byte, whether their length is told or not. */
  @Test
  default void bodiesOfEverySizeComeBack() throws Exception {
    try (HostTrial trial = trial(
        Answers.reading(body -> Response.of(200, Headers.empty(), Body.bytes(latin1(body)))))) {
      HostClient client = trial.client();
      for (int size : List.of(1, 100, 8_191, 8_192, 16_384, 65_535, 65_536, 1_000_000)) {
        byte[] sent = PatternBytes.from(0, size);
        assertThat(client.send("POST", "/", sent).bytes()).as("%s bytes", size).isEqualTo(sent);
        ClientExchange untold = client.begin("POST", "/", Headers.empty(), -1);
        untold.write(sent).finish();
        assertThat(untold.bytes()).as("%s bytes, length not told", size).isEqualTo(sent);
      }
    }
  }

  /** An empty body whose length is not told is empty. */
  @Test
  default void bodyMayTurnOutToBeEmpty() throws Exception {
    try (HostTrial trial = trial(Answers.reading(body -> Response.text(200, "[" + body + "]")))) {
      HostClient client = trial.client();
      for (int i = 0; i < 3; i++) {
        ClientExchange exchange = client.begin("POST", "/", Headers.empty(), -1);
        assertThat(exchange.finish().text()).isEqualTo("[]");
      }
    }
  }

  /** The length that the client states is known before the body is there. */
  @Test
  default void lengthIsKnownBeforehand() throws Exception {
    try (HostTrial trial = trial(Answers.text(request -> request.body().length().toString()))) {
      assertThat(trial.client().send("POST", "/", new byte[100_000]).text())
          .isEqualTo("OptionalLong[100000]");
    }
  }

  /** Answers of every size and kind arrive whole, one after another on one connection. */
  @Test
  default void answersOfEverySizeArriveWhole() throws Exception {
    try (HostTrial trial = trial(Answers.of(request -> {
      int size = Integer.parseInt(request.rawQuery());
      Body body = request.path().equals("/collected")
          ? Body.bytes(PatternBytes.from(0, size))
          : request.path().equals("/told")
              ? Body.stream(PatternSource.of(size, 10_000), size)
              : Body.stream(PatternSource.of(size, 10_000));
      return Response.of(200, Headers.empty(), body);
    }))) {
      HostClient client = trial.client();
      for (int size : List.of(0, 1, 9_999, 10_000, 16_385, 300_000, 3_000_000)) {
        for (String kind : List.of("/collected", "/told", "/untold")) {
          ClientExchange exchange = client.get(kind + "?" + size);
          assertThat(exchange.status()).isEqualTo(200);
          assertThat(new PatternBytes.Check().take(exchange.bytes()).position())
              .as("%s, %s bytes", kind, size)
              .isEqualTo(size);
        }
      }
    }
  }

  /** The answer's status is the gateway's. */
  @Test
  default void statusIsTheGateways() throws Exception {
    try (HostTrial trial =
        trial(Answers.of(request -> Response.text(Integer.parseInt(request.rawQuery()), "said")))) {
      HostClient client = trial.client();
      for (int status : List.of(200, 201, 207, 299, 301, 404, 418, 429, 451, 499, 500, 503, 599)) {
        ClientExchange exchange = client.get("/?" + status);
        assertThat(exchange.status()).isEqualTo(status);
        assertThat(exchange.text()).isEqualTo("said");
      }
    }
  }

  /** An answer to {@code HEAD} has no body; a stream that nobody will see is given up. */
  @Test
  default void answerToHeadHasNoBody() throws Exception {
    PatternSource stream = PatternSource.of(1_000_000, 1_000);
    try (HostTrial trial = trial(Answers.of(request -> request.path().equals("/stream")
        ? Response.stream(200, "a/b", stream)
        : Response.text(200, "hello")))) {
      HostClient client = trial.client();
      for (int i = 0; i < 3; i++) {
        ClientExchange exchange = client.send("HEAD", "/");
        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.headers().first("Content-Length").orElse("5")).isEqualTo("5");
        assertThat(exchange.bytes()).isEmpty();
      }
      assertThat(client.send("HEAD", "/stream").bytes()).isEmpty();
      stream.awaitCancelled();
      assertThat(stream.given()).isZero();
      assertThat(client.get("/").text()).as("the next request").isEqualTo("hello");
    }
  }

  /** Answers that have no body by their status get none, whatever the gateway gives. */
  @Test
  default void someStatusesHaveNoBody() throws Exception {
    for (int status : List.of(204, 304)) {
      PatternSource stream = PatternSource.of(1_000_000, 1_000);
      try (HostTrial trial = trial(Answers.of(request -> request.path().equals("/stream")
          ? Response.stream(status, "a/b", stream)
          : Response.text(status, "hello")))) {
        HostClient client = trial.client();
        for (String path : List.of("/", "/stream", "/")) {
          ClientExchange exchange = client.get(path);
          assertThat(exchange.status()).isEqualTo(status);
          assertThat(exchange.bytes()).isEmpty();
        }
        stream.awaitCancelled();
      }
    }
  }

  /** The protocol is told as the client spoke it. */
  @Test
  default void protocolIsTold() throws Exception {
    try (HostTrial trial = trial(Answers.text(request -> request.protocol()))) {
      assertThat(trial.get("/").text())
          .startsWith(trial.traits().isHttp2() ? "HTTP/2" : "HTTP/1.1");
    }
  }

  /** Many clients at once each get their own answer. */
  @Test
  default void everyClientGetsItsOwnAnswer() throws Exception {
    try (HostTrial trial = trial(Answers.text(request -> request.path()))) {
      HostClient[] clients = new HostClient[50];
      for (int i = 0; i < clients.length; i++) {
        clients[i] = trial.client();
      }
      for (int round = 0; round < 5; round++) {
        ClientExchange[] exchanges = new ClientExchange[clients.length];
        for (int i = 0; i < clients.length; i++) {
          exchanges[i] = clients[i].get("/" + round + "/" + i);
        }
        for (int i = 0; i < clients.length; i++) {
          assertThat(exchanges[i].text()).isEqualTo("/" + round + "/" + i);
        }
      }
    }
  }

  /** A text is sent as UTF-8, with the length that it has then. */
  @Test
  default void textIsSentAsUtf8() throws Exception {
    String text = "grün, λ, 日本, 😀";
    try (HostTrial trial = trial(Answers.of(request -> Response.text(200, text)))) {
      ClientExchange exchange = trial.get("/");
      assertThat(new String(exchange.bytes(), StandardCharsets.UTF_8)).isEqualTo(text);
      assertThat(exchange.headers().first("Content-Type")).contains("text/plain; charset=utf-8");
    }
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
