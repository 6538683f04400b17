package io.apigw.testkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.Response;
import io.apigw.testkit.BytesSource;
import io.apigw.testkit.Eventually;
import io.apigw.testkit.PatternSource;
import io.apigw.testkit.Received;
import io.apigw.testkit.wire.ClientExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Sides that leave before the end: the client, the publisher of an answer. Neither may look like a whole message to the
 * other. Part of {@link HostConformance}.
 */
public interface HostLeavingConformance extends HostTrials {

  /** A client that leaves while the gateway thinks is told of, where the host sees it; a late answer is given up. */
  @Test
  default void clientThatLeavesWhileTheGatewayThinksIsNoticed() throws Exception {
    ScriptedGateway gateway = ScriptedGateway.create();
    try (HostTrial trial = trial(gateway)) {
      ClientExchange exchange = trial.get("/slow");
      ScriptedGateway.Call call = gateway.next();
      var gone = call.cancellation();
      exchange.abandon();
      if (trial.traits().has(HostTrait.SEES_LEAVING)) {
        assertThat(Eventually.valueOf("the news that the client has gone", gone))
            .isTrue();
      }
      PatternSource stream = PatternSource.of(1L << 40, 64 * 1024);
      call.answer(Response.stream(200, "a/b", stream));
      stream.awaitCancelled();
    }
  }

  /** A client that leaves within an answer ends its publisher, and is told of once. */
  @Test
  default void clientThatLeavesWithinAnAnswerEndsThePublisher() throws Exception {
    PatternSource stream = PatternSource.of(1L << 40, 64 * 1024);
    ScriptedGateway gateway = ScriptedGateway.create();
    try (HostTrial trial = trial(gateway)) {
      ClientExchange exchange = trial.get("/large");
      ScriptedGateway.Call call = gateway.next();
      AtomicInteger told = new AtomicInteger();
      call.request().executor().onCancel(told::incrementAndGet);
      call.answer(Response.stream(200, "a/b", stream));
      assertThat(exchange.read()).isNotEmpty();
      exchange.abandon();
      stream.awaitCancelled();
      Eventually.holds("the news that the client has gone", () -> told.get() > 0);
      assertThat(told).hasValue(1);
    }
  }

  /** A client that leaves while nothing flows ends the publisher all the same. */
  @Test
  default void clientThatLeavesBetweenEventsEndsThePublisher() throws Exception {
    BytesSource events = BytesSource.create();
    try (HostTrial trial =
        trial(Answers.of(request -> Response.stream(200, "text/event-stream", events)))) {
      ClientExchange exchange = trial.get("/events");
      events.awaitTaken().give("data: 1\n\n");
      assertThat(exchange.read()).isNotEmpty();
      exchange.abandon();
      for (int i = 0; !trial.traits().has(HostTrait.SEES_LEAVING) && i < 200; i++) {
        events.give("data: " + i + "\n\n");
      }
      events.awaitCancelled();
    }
  }

  /** A client that leaves within its request breaks the body off: it must not look whole. */
  @Test
  default void clientThatLeavesWithinItsRequestBreaksTheBodyOff() throws Exception {
    ScriptedGateway gateway = ScriptedGateway.create();
    try (HostTrial trial = trial(gateway)) {
      for (long length : List.of(100L, -1L)) {
        ClientExchange exchange = trial.client().begin("POST", "/", Headers.empty(), length);
        exchange.write("half of it");
        ScriptedGateway.Call call = gateway.next();
        Received received = Received.create();
        call.request().body().publisher().subscribe(received);
        Eventually.holds("the first half", () -> received.size() == 10);
        var gone = call.cancellation();
        exchange.abandon();
        Eventually.holds("the end of the body", () -> received.failure().isPresent());
        assertThat(received.whole().toCompletableFuture()).isCompletedExceptionally();
        assertThat(Eventually.valueOf("the news that the client has gone", gone))
            .isTrue();
      }
    }
  }

  /** After an answer that went well nobody is told that the client has gone. */
  @Test
  default void nobodyIsToldAfterTheAnswer() throws Exception {
    ScriptedGateway gateway = ScriptedGateway.create();
    AtomicInteger told = new AtomicInteger();
    try (HostTrial trial = trial(gateway)) {
      ClientExchange exchange = trial.get("/");
      ScriptedGateway.Call call = gateway.next();
      call.request().executor().onCancel(told::incrementAndGet);
      call.answer(Response.text(200, "fine"));
      assertThat(exchange.text()).isEqualTo("fine");
      exchange.abandon();
      ClientExchange other = trial.get("/");
      gateway.next().answer(Response.of(204));
      assertThat(other.status()).isEqualTo(204);
    }
    assertThat(told).hasValue(0);
  }

  /** A publisher that fails within the body leaves a message that is visibly not whole, whatever its framing. */
  @Test
  default void bodyThatFailsHalfWayIsNotWhole() throws Exception {
    for (int length : List.of(-1, 1_000)) {
      BytesSource source = BytesSource.create();
      try (HostTrial trial = trial(Answers.of(request -> answer(source, length)))) {
        ClientExchange exchange = trial.get("/");
        source.awaitTaken().give("half of it");
        assertThat(exchange.read()).isNotEmpty();
        source.fail(new IOException("the back end has gone"));
        assertThat(exchange.whole()).as("length %s", length).isFalse();
      }
    }
  }

  /** A publisher that fails at once, or never becomes one, is no whole success either; other requests go on. */
  @Test
  default void bodyThatFailsAtOnceIsNotWhole() throws Exception {
    List<Flow.Publisher<ByteBuffer>> broken = List.of(
        Pieces.of(List.of(), subscriber -> subscriber.onError(new IOException("gone"))),
        subscriber -> {
          throw new IllegalStateException("no subscription");
        },
        Pieces.of(List.of(ByteBuffer.wrap(new byte[10])), subscriber -> {
          subscriber.onError(new IOException("gone"));
        }));
    for (int i = 0; i < broken.size(); i++) {
      for (int length : List.of(-1, 1_000)) {
        Flow.Publisher<ByteBuffer> one = broken.get(i);
        try (HostTrial trial = trial(Answers.of(request ->
            request.path().equals("/broken") ? answer(one, length) : Response.text(200, "fine")))) {
          ClientExchange exchange = trial.get("/broken");
          assertThat(failed(exchange)).as("publisher %s, length %s", i, length).isTrue();
          assertThat(trial.get("/fine").text()).isEqualTo("fine");
        }
      }
    }
  }

  /** A publisher that gives less than was announced leaves a message that is visibly not whole. */
  @Test
  default void bodyShorterThanAnnouncedIsNotWhole() throws Exception {
    for (int announced : List.of(201, 250, 100_000)) {
      try (HostTrial trial =
          trial(Answers.of(request -> answer(PatternSource.of(200, 10), announced)))) {
        assertThat(trial.get("/").whole())
            .as("200 bytes announced as %s", announced)
            .isFalse();
      }
    }
  }

  /** A publisher that gives more than was announced does not get the surplus into another answer. */
  @Test
  default void bodyLongerThanAnnouncedReachesNoOtherAnswer() throws Exception {
    for (int announced : List.of(1, 150, 199)) {
      try (HostTrial trial = trial(Answers.of(request -> request.path().equals("/long")
          ? answer(PatternSource.of(200, 10), announced)
          : Response.text(200, "fine")))) {
        var client = trial.client();
        ClientExchange exchange = client.get("/long");
        String text = orCut(exchange::text);
        if (!text.equals("cut") && exchange.status() < 500) {
          assertThat(text).hasSize(announced);
        }
        assertThat(orCut(() -> client.get("/fine").text())).isIn("fine", "cut");
      }
    }
  }

  /** Signals after the end change nothing: the next requests get their own answers. */
  @Test
  default void signalsAfterTheEndChangeNothing() throws Exception {
    List<Pieces.Ending> endings = List.of(
        subscriber -> {
          subscriber.onComplete();
          subscriber.onComplete();
        },
        subscriber -> {
          subscriber.onComplete();
          subscriber.onNext(ByteBuffer.wrap(new byte[] {'l', 'a', 't', 'e'}));
        },
        subscriber -> {
          subscriber.onComplete();
          subscriber.onError(new IOException("late"));
        });
    for (Pieces.Ending ending : endings) {
      try (HostTrial trial = trial(Answers.of(request -> Response.stream(
          200, "a/b", Pieces.of(List.of(ByteBuffer.wrap(new byte[] {'o', 'k'})), ending))))) {
        var client = trial.client();
        for (int i = 0; i < 5; i++) {
          assertThat(client.get("/").text()).isEqualTo("ok");
        }
      }
    }
  }

  private static Response answer(Flow.Publisher<ByteBuffer> publisher, int length) {
    Body body = length < 0 ? Body.stream(publisher) : Body.stream(publisher, length);
    return Response.of(200, Headers.empty(), body);
  }

  /** Whether the client can tell: by a status of 500 and above, or since the message is not whole. */
  private static boolean failed(ClientExchange exchange) {
    try {
      return !exchange.whole() || exchange.status() >= 500;
    } catch (IOException cut) {
      return true;
    }
  }

  private static String orCut(Callable<String> text) throws Exception {
    try {
      return text.call();
    } catch (IOException cut) {
      return "cut";
    }
  }
}
