package io.apigw.testkit;

import static io.apigw.testkit.GatewayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.apigw.api.Body;
import io.apigw.api.JsonObject;
import io.apigw.api.Response;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.SubmissionPublisher;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ResponseAssertTest {

  private final Response found =
      Response.text(200, "Hello").withHeader("x-a", "1").withAddedHeader("x-a", "2");
  private final Response refused =
      Response.of(429).withBody(Body.json("{\"message\": \"Too Many Requests\"}"));

  @Test
  void aResponseThatIsAsItShouldBePasses() {
    assertThat(found)
        .hasStatus(200)
        .hasHeader("X-A")
        .hasHeader("X-A", "1")
        .hasHeader("x-a", "2")
        .hasNoHeader("x-b")
        .hasBody("Hello")
        .hasBody("Hello");
    assertThat(refused)
        .isRefused(429, "Too Many Requests")
        .hasJsonBody("{\"message\":\"Too Many Requests\"}");
  }

  @Test
  void aStageIsWaitedFor() {
    CompletableFuture<Response> future = new CompletableFuture<>();
    CompletionStage<Response> stage = future;
    future.completeAsync(() -> found);
    assertThat(stage).hasStatus(200);
    assertThat(future).hasStatus(200);
    assertThat(CompletableFuture.completedStage(found)).hasStatus(200);
  }

  @Test
  void accessDeniedIsWrittenWithACapitalLetter() {
    assertThat(Response.of(403).withBody(Body.json("{\"Message\":\"No\"}"))).isRefused(403, "No");
  }

  @Test
  void aStreamIsCollectedOnce() {
    SubmissionPublisher<ByteBuffer> source = new SubmissionPublisher<>(Runnable::run, 8);
    CompletableFuture<Response> response =
        CompletableFuture.completedFuture(Response.stream(200, "text/plain", subscriber -> {
          source.subscribe(subscriber);
          source.submit(ByteBuffer.wrap(new byte[] {'a'}));
          source.submit(ByteBuffer.wrap(new byte[] {'b'}));
          source.close();
        }));
    assertThat(response).hasBody("ab").hasBody("ab");
  }

  @Test
  void aValueThatIsNotYetWrittenIsComparedAsJson() {
    assertThat(Response.json(200, JsonObject.builder().with("a", "1").build()))
        .hasJsonBody("{ \"a\" : \"1\" }");
  }

  @Test
  void whatIsNotAsItShouldBeIsSaidInOneLine() {
    fails(
        "status: expected 201 but was 200; its body is 'Hello'",
        () -> assertThat(found).hasStatus(201));
    fails("header x-b: expected to be there", () -> assertThat(found).hasHeader("x-b"));
    fails("header x-a: expected '3' but was [1, 2]", () -> assertThat(found).hasHeader("x-a", "3"));
    fails(
        "header x-a: expected to be absent but was [1, 2]",
        () -> assertThat(found).hasNoHeader("x-a"));
    fails("body: expected 'Bye' but was 'Hello'", () -> assertThat(found).hasBody("Bye"));
    fails("body: expected the JSON {} but was 'Hello'", () -> assertThat(found).hasJsonBody("{}"));
    fails(
        "message: expected a JSON body with the message 'No' but was",
        () -> assertThat(refused).isRefused(429, "No"));
    fails("message: expected a JSON body", () -> assertThat(found).isRefused(200, "Hello"));
    fails(
        "status: expected 403 but was 429",
        () -> assertThat(refused).isRefused(403, "Too Many Requests"));
  }

  @Test
  void aStageThatFailsIsNoAnswer() {
    fails(
        "response: expected a value but its stage failed: java.lang.IllegalStateException: gone",
        () ->
            assertThat(CompletableFuture.<Response>failedStage(new IllegalStateException("gone"))));
    fails("it is null", () -> assertThat(CompletableFuture.<Response>completedStage(null)));
  }

  private static void fails(String message, ThrowingCallable assertion) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(assertion)
        .withMessageContaining(message);
  }
}
