package io.apigw.runtime.flow;

import static io.apigw.testkit.GatewayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.ByteSize;
import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.api.definition.HttpApi;
import io.apigw.api.integrate.HttpFunction;
import io.apigw.api.monitor.AccessRecord;
import io.apigw.runtime.Gateway;
import io.apigw.testkit.TestClock;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a function's streamed answer, whatever its publisher does. */
class StreamedAnswerFlowTest {

  private final TestClock clock = TestClock.create();
  private final ScriptedBody answer = ScriptedBody.open();
  private final List<AccessRecord> records = new ArrayList<>();
  private final List<Gateway> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(Gateway::close);
  }

  @Test
  void clientGetsTheBytesAsTheyComeAndTheRecordCountsThem() {
    Client client = Client.of(answered(streaming(), "GET"));
    answer.send("ab");
    assertThat(client.text()).isEqualTo("ab");
    assertThat(records).isEmpty();
    answer.send("c").end();

    assertThat(client.text()).isEqualTo("abc");
    assertThat(client.ends()).isEqualTo(1);
    assertThat(client.failed()).isFalse();
    assertRecord(3, false);
  }

  @Test
  void streamThatFailsBeforeItsFirstByteIsAFailedBodyAndNoSecondResponse() {
    Response response = answered(streaming(), "GET");
    Client client = Client.of(response);
    answer.fail();

    assertThat(response).hasStatus(200);
    assertThat(client.failed()).isTrue();
    assertThat(client.ends()).isEqualTo(1);
    assertRecord(0, true);
  }

  @Test
  void publisherThatThrowsInSubscribeIsAFailedBody() {
    Client client = Client.of(answered(
        gateway(call -> stream(subscriber -> {
          throw new IllegalStateException("closed");
        })),
        "GET"));

    assertThat(client.failed()).isTrue();
    assertThat(client.ends()).isEqualTo(1);
    assertRecord(0, true);
    assertThat(clock.pendingTimers()).isZero();
  }

  @Test
  void publisherThatThrowsAfterItHasBegunIsAFailedBody() {
    Client client = Client.of(answered(
        gateway(call -> stream(subscriber -> {
          answer.subscribe(subscriber);
          answer.send("a");
          throw new IllegalStateException("closed");
        })),
        "GET"));

    assertThat(client.text()).isEqualTo("a");
    assertThat(client.failed()).isTrue();
    assertThat(client.ends()).isEqualTo(1);
    assertRecord(1, true);
  }

  @Test
  void streamThatStandsStillForThirtySecondsIsCancelledAndFails() throws Exception {
    try (FaultLog log = FaultLog.open("io.apigw.integrate")) {
      Client client = Client.of(answered(streaming(), "GET"));
      answer.send("a");
      clock.advance(Duration.ofSeconds(29));
      answer.send("b");
      clock.advance(Duration.ofSeconds(29));
      assertThat(client.failed()).isFalse();
      clock.advance(Duration.ofSeconds(6));

      assertThat(client.failed()).isTrue();
      assertThat(client.ends()).isEqualTo(1);
      assertThat(answer.cancelled()).isTrue();
      assertRecord(2, true);
      assertThat(log.lines()).singleElement().asString().contains("route GET /a", "30000 ms");
    }
  }

  @Test
  void publisherThatNeverBeginsFailsAfterTheIdleLimit() {
    Client client = Client.of(answered(gateway(call -> stream(subscriber -> {})), "GET"));
    clock.advance(Duration.ofSeconds(35));

    assertThat(client.failed()).isTrue();
    assertThat(client.ends()).isEqualTo(1);
    assertRecord(0, true);
  }

  @Test
  void stageSetsTheIdleLimit() {
    HttpApi api = HttpApi.builder("a")
        .route("GET /a", r -> r.function(call -> Response.of(200).withBody(answer.body())))
        .build();
    Gateway gateway = open(Gateway.builder()
        .stage(api, "$default", s -> s.anyDomain("").idleTimeout(Duration.ofMinutes(5))));
    Client client = Client.of(answered(gateway, "GET"));
    answer.send("a");
    clock.advance(Duration.ofMinutes(4));
    assertThat(client.failed()).isFalse();
    clock.advance(Duration.ofMinutes(2));

    assertThat(client.failed()).isTrue();
  }

  @Test
  void timeInWhichTheClientAsksForNothingDoesNotCount() {
    SlowClient client = new SlowClient();
    answered(streaming(), "GET").body().publisher().subscribe(client);
    client.request(1);
    answer.send("a");
    clock.advance(Duration.ofMinutes(10));
    assertThat(answer.cancelled()).isFalse();
    client.request(1);
    clock.advance(Duration.ofSeconds(35));

    assertThat(answer.cancelled()).isTrue();
    assertThat(client.failures).isEqualTo(1);
  }

  @Test
  void whatComesAfterTheStandstillIsDropped() {
    Client client = Client.of(answered(streaming(), "GET"));
    answer.send("a");
    clock.advance(Duration.ofSeconds(40));
    answer.end();
    answer.fail();

    assertThat(client.text()).isEqualTo("a");
    assertThat(client.ends()).isEqualTo(1);
    assertRecord(1, true);
  }

  @Test
  void clientThatLeavesCancelsTheFunctionsStreamAndItsTimer() {
    Client client = Client.of(answered(streaming(), "GET"));
    answer.send("ab");
    client.leave();

    assertThat(answer.cancelled()).isTrue();
    assertRecord(2, true);
    assertThat(clock.pendingTimers()).isZero();
  }

  @Test
  void endOfAStreamLeavesNoTimer() {
    Client client = Client.of(answered(streaming(), "GET"));
    answer.send("ab").end();

    assertThat(client.text()).isEqualTo("ab");
    assertThat(clock.pendingTimers()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"HEAD,200", "GET,204", "GET,304"})
  void streamIsGivenUpWhereThereIsNoBody(String verb, int status) {
    Response response =
        answered(gateway(call -> Response.of(status).withBody(answer.body())), verb);

    assertThat(response).hasStatus(status);
    assertThat(response.body().isEmpty()).isTrue();
    assertThat(answer.cancelled()).isTrue();
    assertThat(clock.pendingTimers()).isZero();
    assertRecord(0, false);
  }

  @Test
  void streamOverThePayloadLimitIsCutWhenItHasBegun() {
    HttpApi api = HttpApi.builder("a")
        .route("GET /a", r -> r.function(call -> Response.of(200).withBody(answer.body())))
        .build();
    Gateway gateway = open(Gateway.builder()
        .stage(api, "$default", s -> s.anyDomain("").payload(ByteSize.ofBytes(3))));
    Client client = Client.of(answered(gateway, "GET"));
    answer.send("abc");
    assertThat(client.failed()).isFalse();
    answer.send("d");

    assertThat(client.text()).isEqualTo("abc");
    assertThat(client.failed()).isTrue();
    assertThat(answer.cancelled()).isTrue();
  }

  @Test
  void requestThatAStreamingFunctionHasNotReadIsGivenUpWhenItsAnswerHasEnded() {
    ScriptedBody upload = ScriptedBody.open();
    HttpApi api = HttpApi.builder("a")
        .route(
            "POST /a",
            r -> r.streamRequest().function(call -> Response.of(200).withBody(answer.body())))
        .build();
    Client client = Client.of(open(Gateway.builder().api(api))
        .process(Request.post("/a", upload.body()))
        .toCompletableFuture()
        .join());
    answer.send("a");
    assertThat(upload.cancelled()).isFalse();
    answer.end();

    assertThat(client.text()).isEqualTo("a");
    assertThat(upload.cancelled()).isTrue();
  }

  @Test
  void functionMayAnswerWithTheRequestsOwnStream() {
    ScriptedBody upload = ScriptedBody.open();
    HttpApi api = HttpApi.builder("a")
        .route(
            "POST /a",
            r -> r.streamRequest().function(call -> Response.of(200).withBody(call.body())))
        .build();
    Client client = Client.of(open(Gateway.builder().api(api))
        .process(Request.post("/a", upload.body()))
        .toCompletableFuture()
        .join());
    upload.send("echo").end();

    assertThat(client.text()).isEqualTo("echo");
    assertThat(client.failed()).isFalse();
  }

  private Gateway streaming() {
    return gateway(call -> Response.of(200).withBody(answer.body()));
  }

  private Gateway gateway(HttpFunction function) {
    return open(Gateway.builder()
        .api(HttpApi.builder("a")
            .route("GET /a", r -> r.function(function))
            .route("HEAD /a", r -> r.function(function))
            .build()));
  }

  private Gateway open(Gateway.Builder builder) {
    Gateway gateway = builder.clock(clock).metrics(records::add).build();
    open.add(gateway);
    return gateway;
  }

  private static Response stream(Flow.Publisher<ByteBuffer> publisher) {
    return Response.of(200).withBody(Body.stream(publisher));
  }

  private static Response answered(Gateway gateway, String verb) {
    return gateway
        .process(Request.builder(verb, "/a").build())
        .toCompletableFuture()
        .join();
  }

  private void assertRecord(long bytes, boolean aborted) {
    assertThat(records).singleElement().satisfies(record -> {
      assertThat(record.responseLength()).isEqualTo(bytes);
      assertThat(record.aborted()).isEqualTo(aborted);
    });
  }

  /** Asks for as much as a test says. */
  private static final class SlowClient implements Flow.Subscriber<ByteBuffer> {

    private final List<Flow.Subscription> subscriptions = new ArrayList<>();
    private int failures;

    void request(long n) {
      subscriptions.forEach(subscription -> subscription.request(n));
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscriptions.add(subscription);
    }

    @Override
    public void onNext(ByteBuffer buffer) {}

    @Override
    public void onError(Throwable failure) {
      failures++;
    }

    @Override
    public void onComplete() {}
  }
}
