package io.apigw.testkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.Response;
import io.apigw.testkit.BytesSource;
import io.apigw.testkit.Eventually;
import io.apigw.testkit.PatternBytes;
import io.apigw.testkit.PatternSource;
import io.apigw.testkit.Received;
import io.apigw.testkit.wire.ClientExchange;
import io.apigw.testkit.wire.HostClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Bodies that stream, both ways, at the pace of the slower side. Part of {@link HostConformance}. */
public interface HostStreamingConformance extends HostTrials {

  /** What sockets and the host together may hold of a body that nobody takes, in bytes. */
  long IN_FLIGHT = 24L << 20;

  /** Events reach the client one by one, each before the next is there. */
  @Test
  default void eventsArriveOneByOne() throws Exception {
    BytesSource events = BytesSource.create();
    try (HostTrial trial =
        trial(Answers.of(request -> Response.stream(200, "text/event-stream", events)))) {
      ClientExchange exchange = trial.get("/events");
      events.awaitTaken();
      for (int i = 0; i < 20; i++) {
        String event = "data: " + i + "\n\n";
        events.give(event);
        assertThat(next(exchange, event.length())).isEqualTo(event);
      }
      events.end();
      assertThat(exchange.text()).isEmpty();
    }
  }

  /** The head of a streamed answer does not wait for the first piece of its body. */
  @Test
  default void headDoesNotWaitForTheBody() throws Exception {
    BytesSource events = BytesSource.create();
    try (HostTrial trial =
        trial(Answers.of(request -> Response.stream(200, "text/event-stream", events)))) {
      ClientExchange exchange = trial.get("/events");
      assertThat(exchange.status()).isEqualTo(200);
      events.awaitTaken().give("x").end();
      assertThat(exchange.text()).isEqualTo("x");
    }
  }

  /** Pieces of a request's body reach the gateway one by one, each before the next is sent. */
  @Test
  default void piecesOfARequestArriveOneByOne() throws Exception {
    ScriptedGateway gateway = ScriptedGateway.create();
    try (HostTrial trial = trial(gateway)) {
      ClientExchange exchange = trial.client().begin("POST", "/", Headers.empty(), -1);
      exchange.write("first");
      ScriptedGateway.Call call = gateway.next();
      Received received = Received.create();
      call.request().body().publisher().subscribe(received);
      String expected = "first";
      for (int i = 0; i < 20; i++) {
        String sofar = expected;
        Eventually.holds("piece " + i, () -> received.text().equals(sofar));
        exchange.write("piece " + i);
        expected += "piece " + i;
      }
      exchange.finish();
      assertThat(Eventually.valueOf("the body", received.whole())).isEqualTo(expected);
      call.answer(Response.text(200, "thanks"));
      assertThat(exchange.text()).isEqualTo("thanks");
    }
  }

  /** Where the host can, an answer streams while the request still does: each piece is echoed before the next. */
  @Test
  default void bothDirectionsStreamAtOnce() throws Exception {
    BytesSource echo = BytesSource.create();
    try (HostTrial trial = trial(request -> {
      request.body().publisher().subscribe(new Echo(echo));
      return CompletableFuture.completedStage(Response.stream(200, "a/b", echo));
    })) {
      ClientExchange exchange = trial.client().begin("POST", "/", Headers.empty(), -1);
      if (trial.traits().has(HostTrait.DUPLEX)) {
        for (int i = 0; i < 10; i++) {
          exchange.write("piece" + i);
          assertThat(next(exchange, 6)).isEqualTo("piece" + i);
        }
        exchange.finish();
        assertThat(exchange.text()).isEmpty();
      } else {
        exchange.write("piece").finish();
        assertThat(exchange.text()).isEqualTo("piece");
      }
    }
  }

  /** A client that does not read stops the publisher; when it reads on, it gets all of it. */
  @Test
  default void slowReaderStopsThePublisher() throws Exception {
    long length = 64L << 20;
    PatternSource stream = PatternSource.of(length, 64 * 1024);
    try (HostTrial trial =
        trial(Answers.of(request -> Response.of(200, Headers.empty(), Body.stream(stream))))) {
      ClientExchange exchange = trial.get("/large");
      assertThat(exchange.status()).isEqualTo(200);
      assertThat(Eventually.standstillOf(stream::given))
          .as("bytes taken from a publisher while the client reads nothing")
          .isPositive()
          .isLessThan(IN_FLIGHT);
      PatternBytes.Check check = new PatternBytes.Check();
      for (byte[] next = exchange.read(); next.length > 0; next = exchange.read()) {
        check.take(next);
        assertThat(stream.given() - check.position()).as("bytes under way").isLessThan(IN_FLIGHT);
      }
      assertThat(check.position()).isEqualTo(length);
    }
  }

  /** A gateway that takes nothing stops the client; when it takes on, it gets all of it. */
  @Test
  default void slowGatewayStopsTheClient() throws Exception {
    int length = 64 << 20;
    ScriptedGateway gateway = ScriptedGateway.create();
    try (HostTrial trial = trial(gateway)) {
      HostClient client = trial.client();
      ClientExchange exchange = client.begin("PUT", "/large", Headers.empty(), length);
      AtomicLong sent = new AtomicLong();
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(() -> send(exchange, length, sent));
      ScriptedGateway.Call call = gateway.next();
      Checking checking = new Checking();
      call.request().body().publisher().subscribe(checking);
      assertThat(Eventually.standstillOf(sent::get))
          .as("bytes sent while the gateway takes nothing")
          .isLessThan(IN_FLIGHT);
      assertThat(checking.check.position()).as("bytes that nobody asked for").isZero();
      checking.takeAll();
      Eventually.holds("the end of the body", checking.whole::isDone);
      assertThat(Eventually.valueOf("the body", checking.whole)).isEqualTo(length);
      Eventually.valueOf("the sending", sending.thenApply(nothing -> true));
      call.answer(Response.text(200, "all"));
      assertThat(exchange.text()).isEqualTo("all");
    }
  }

  /** No more buffers are given than were asked for. */
  @Test
  default void requestBodyKeepsToDemand() throws Exception {
    ScriptedGateway gateway = ScriptedGateway.create();
    try (HostTrial trial = trial(gateway)) {
      ClientExchange exchange = trial.client().begin("PUT", "/", Headers.empty(), 200_000);
      AtomicLong sent = new AtomicLong();
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(() -> send(exchange, 200_000, sent));
      ScriptedGateway.Call call = gateway.next();
      Checking checking = new Checking();
      call.request().body().publisher().subscribe(checking);
      for (int i = 1; i <= 3; i++) {
        checking.ask(1);
        int expected = i;
        Eventually.holds("buffer " + i, () -> checking.buffers.get() == expected);
        Eventually.standstillOf(checking.buffers::get);
        assertThat(checking.buffers).hasValue(expected);
      }
      checking.takeAll();
      assertThat(Eventually.valueOf("the body", checking.whole)).isEqualTo(200_000);
      Eventually.valueOf("the sending", sending.thenApply(nothing -> true));
      call.answer(Response.of(200));
      assertThat(exchange.status()).isEqualTo(200);
    }
  }

  /** A publisher may give its pieces on any thread. */
  @Test
  default void publisherMayGiveOnAnyThread() throws Exception {
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      expected.append(i).append(' ');
    }
    SubmissionPublisher<ByteBuffer> numbers = new SubmissionPublisher<>();
    try (HostTrial trial = trial(Answers.of(request -> Response.stream(200, "a/b", numbers)))) {
      ClientExchange exchange = trial.get("/");
      Eventually.holds("a subscriber", () -> numbers.getNumberOfSubscribers() > 0);
      for (int i = 0; i < 5_000; i++) {
        numbers.submit(ByteBuffer.wrap((i + " ").getBytes(StandardCharsets.US_ASCII)));
      }
      numbers.close();
      assertThat(exchange.text()).isEqualTo(expected.toString());
    }
  }

  /** Any kind of buffer is taken as it is: a part of an array, a direct one, a read-only one, an empty one. */
  @Test
  default void buffersOfEveryKindAreTaken() throws Exception {
    ByteBuffer part = ByteBuffer.wrap(new byte[] {'x', 'a', 'b', 'x'}, 1, 2).slice();
    ByteBuffer direct =
        ByteBuffer.allocateDirect(3).put(new byte[] {'c', 'd', 'e'}).flip();
    ByteBuffer readOnly = ByteBuffer.wrap(new byte[] {'f'}).asReadOnlyBuffer();
    ByteBuffer moved = ByteBuffer.wrap(new byte[] {'x', 'g'}).position(1);
    Flow.Publisher<ByteBuffer> all =
        Pieces.of(part, direct, ByteBuffer.allocate(0), readOnly, moved);
    try (HostTrial trial = trial(Answers.of(request -> Response.stream(200, "a/b", all)))) {
      assertThat(trial.get("/").text()).isEqualTo("abcdefg");
    }
  }

  private static String next(ClientExchange exchange, int length) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      byte[] piece = exchange.read();
      if (piece.length == 0) {
        throw new IOException("ended after: " + text);
      }
      text.append(new String(piece, StandardCharsets.ISO_8859_1));
    }
    return text.toString();
  }

  private static void send(ClientExchange exchange, int length, AtomicLong sent) {
    try {
      for (int position = 0; position < length; ) {
        int size = Math.min(64 * 1024, length - position);
        exchange.write(PatternBytes.from(position, size));
        position += size;
        sent.set(position);
      }
      exchange.finish();
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
