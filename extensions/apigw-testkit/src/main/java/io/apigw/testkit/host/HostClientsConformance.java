package io.apigw.testkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.Response;
import io.apigw.testkit.Eventually;
import io.apigw.testkit.PatternBytes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * A client that others have written: that of the JDK. It speaks no HTTP/2 without TLS by prior knowledge, so hosts of that
 * are left to the suite's own. Part of {@link HostConformance}.
 */
public interface HostClientsConformance extends HostTrials {

  /** Requests side by side, with bodies both ways, each get their own answer in the protocol that was asked for. */
  @Test
  default void jdkClientGetsItsAnswers() throws Exception {
    try (HostTrial trial = trial(request -> Answers.body(request.body())
        .thenApply(body -> Response.of(
            200,
            Headers.of("X-Path", request.path()),
            Body.bytes(body.getBytes(StandardCharsets.ISO_8859_1)))))) {
      boolean http2 = trial.traits().isHttp2();
      if (http2 && trial.traits().tls().isEmpty()) {
        return;
      }
      HttpClient.Builder builder = HttpClient.newBuilder()
          .version(http2 ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10));
      trial.traits().tls().ifPresent(builder::sslContext);
      HttpClient client = builder.build();
      String origin =
          (trial.traits().tls().isPresent() ? "https" : "http") + "://localhost:" + trial.port();
      List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        byte[] body = PatternBytes.from(0, i * 1_000);
        answers.add(client.sendAsync(
            HttpRequest.newBuilder(URI.create(origin + "/" + i))
                .timeout(Duration.ofSeconds(20))
                .POST(BodyPublishers.ofByteArray(body))
                .build(),
            BodyHandlers.ofByteArray()));
      }
      for (int i = 0; i < answers.size(); i++) {
        HttpResponse<byte[]> answer = Eventually.valueOf("answer " + i, answers.get(i));
        assertThat(answer.version() == HttpClient.Version.HTTP_2).isEqualTo(http2);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Path")).contains("/" + i);
        assertThat(answer.body()).isEqualTo(PatternBytes.from(0, i * 1_000));
      }
    }
  }
}
