package io.apigw.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Response;
import io.apigw.api.definition.HttpApi;
import io.apigw.integration.RawSocket.Answer;
import io.apigw.runtime.Gateway;
import io.apigw.testkit.TestClock;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How a gateway and its server stop while requests are being answered. */
class DrainIT {

  private final CompletableFuture<Response> answer = new CompletableFuture<>();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final HttpApi api = HttpApi.builder("slow")
      .route(
          "GET /slow",
          r -> r.functionAsync(call -> {
            asked.countDown();
            return answer;
          }))
      .route("GET /fast", r -> r.function(call -> Response.of(204)))
      .build();

  @Test
  void drainingGatewayAnswersWhatItHasBegunAndNothingElse() throws Exception {
    try (Hosted hosted = Hosted.on(Gateway.of(api));
        RawSocket slow = RawSocket.connect(hosted.port())) {
      slow.send("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
      CompletableFuture<Void> drained =
          hosted.gateway().drain(Duration.ofSeconds(20)).toCompletableFuture();

      Answer refused = hosted.get("/fast");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.body()).isEqualTo("{\"message\":\"Service Unavailable\"}");
      assertThat(drained).isNotDone();

      answer.complete(Response.text(200, "done"));
      assertThat(slow.answer().body()).isEqualTo("done");
      drained.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void drainGivesUpWhenItsTimeIsOver() throws Exception {
    TestClock clock = TestClock.create();
    try (Hosted hosted = Hosted.on(Gateway.builder().clock(clock).api(api));
        RawSocket slow = RawSocket.connect(hosted.port())) {
      slow.send("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
      CompletableFuture<Void> drained =
          hosted.gateway().drain(Duration.ofSeconds(5)).toCompletableFuture();
      clock.advance(Duration.ofMillis(4900));
      assertThat(drained).isNotDone();
      clock.advance(Duration.ofMillis(200));
      assertThat(drained).isDone();
    }
  }

  @Test
  void drainingServerAnswersWhatItHasBegunAndClosesTheRest() throws Exception {
    try (Hosted hosted = Hosted.on(Gateway.of(api));
        RawSocket slow = RawSocket.connect(hosted.port());
        RawSocket idle = RawSocket.connect(hosted.port())) {
      idle.send("GET /fast HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(idle.answer().status()).isEqualTo(204);
      slow.send("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

      CompletableFuture<Void> drained =
          hosted.server().drain(Duration.ofSeconds(20)).toCompletableFuture();
      assertThat(idle.closed()).isTrue();
      assertThat(refusesConnections(hosted.port())).isTrue();
      assertThat(drained).isNotDone();

      answer.complete(Response.text(200, "done"));
      Answer last = slow.answer();
      assertThat(last.body()).isEqualTo("done");
      assertThat(last.field("Connection")).isEqualToIgnoringCase("close");
      assertThat(slow.closed()).isTrue();
      drained.get(10, TimeUnit.SECONDS);
    }
  }

  /** NIO closes a listening socket a moment after its channel; until then the kernel lets clients in. */
  private static boolean refusesConnections(int port) throws IOException {
    for (int i = 0; i < 1000; i++) {
      try (RawSocket late = RawSocket.connect(port)) {
        assertThat(late.closed()).isTrue();
      } catch (ConnectException refused) {
        return true;
      }
    }
    return false;
  }
}
