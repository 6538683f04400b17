package io.apigw.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.engine.EngineContext;
import io.apigw.api.integrate.Origin;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.api.integrate.TransportResult;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.api.Test;

class FakeTransportTest {

  private final TestClock clock = TestClock.create();
  private final EngineContext context = TestContext.of(clock);

  private final TestExecutor executor = TestExecutor.create(clock);

  @Test
  void answerWhatIsLinedUpAndThenTheUsual() {
    FakeTransport transport =
        FakeTransport.create().then(FakeTransport.reply(404, "no", "x-a", "1"));
    TransportResult first = Waits.valueOf("reply", transport.send(post(Body.text("in")), executor));
    assertThat(first)
        .isEqualTo(new TransportResult.Reply(404, Headers.of("x-a", "1"), Body.text("no")));
    assertThat(status(transport.send(post(Body.empty()), executor))).isEqualTo(200);
    assertThat(transport.requests())
        .extracting(request -> request.body().text())
        .containsExactly("in", "");
  }

  @Test
  void takeAStreamedBodyBeforeTheyAnswer() {
    SubmissionPublisher<ByteBuffer> body = new SubmissionPublisher<>(Runnable::run, 8);
    FakeTransport transport = FakeTransport.create();
    CompletionStage<TransportResult> answer = transport.send(post(Body.stream(body)), executor);
    body.submit(ByteBuffer.wrap(new byte[] {'a'}));
    assertThat(answer.toCompletableFuture()).isNotDone();
    body.close();
    assertThat(status(answer)).isEqualTo(200);
    assertThat(transport.request().body().text()).isEqualTo("a");
  }

  @Test
  void sayWhenABodyFailsOnItsWay() {
    SubmissionPublisher<ByteBuffer> body = new SubmissionPublisher<>(Runnable::run, 8);
    CompletionStage<TransportResult> answer =
        FakeTransport.create().send(post(Body.stream(body)), executor);
    body.closeExceptionally(new IllegalStateException("client gone"));
    assertThat(Waits.valueOf("failure", answer)
            .<String>match(reply -> "", failure -> failure.kind() + " " + failure.detail()))
        .isEqualTo("REQUEST_BODY java.lang.IllegalStateException: client gone");
  }

  @Test
  void noteClientsThatGo() {
    FakeTransport transport = FakeTransport.create();
    LaterAnswer<TransportResult> later = transport.thenLater();
    CompletionStage<TransportResult> answer = transport.send(post(Body.empty()), executor);
    executor.cancel();
    assertThat(transport.cancelled()).isEqualTo(1);
    later.give(FakeTransport.reply(200, ""));
    assertThat(status(answer)).isEqualTo(200);
  }

  @Test
  void reachNobodyWhenTheyShouldNot() {
    CompletionStage<TransportResult> answer =
        context.transport().send(post(Body.empty()), executor);
    assertThat(Waits.valueOf("failure", answer)
            .<Object>match(reply -> reply, TransportResult.Failure::kind))
        .isEqualTo(TransportResult.Kind.CONNECT);
  }

  @Test
  void expectOneRequestWhereOneIsAskedFor() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> FakeTransport.create().request());
  }

  private TransportRequest post(Body body) {
    return new TransportRequest(
        "POST",
        new Origin("http", "back.internal", 80),
        "/",
        Headers.empty(),
        body,
        Duration.ofSeconds(1));
  }

  private int status(CompletionStage<TransportResult> answer) {
    return Waits.valueOf("reply", answer).match(TransportResult.Reply::status, failure -> 0);
  }
}
