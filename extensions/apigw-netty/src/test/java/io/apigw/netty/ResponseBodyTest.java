package io.apigw.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.Request;
import io.apigw.api.RequestProcessor;
import io.apigw.api.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeakGuard.class)
class ResponseBodyTest {

  private static final String HEAD = "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n";

  private interface Talk {
    void with(RawClient client) throws Exception;
  }

  private static void talk(RequestProcessor gateway, Talk talk) throws Exception {
    try (NettyServer server = Hosts.server(gateway);
        RawClient client = new RawClient(server.port())) {
      talk.with(client);
    }
  }

  private static void answer(Function<Request, Response> answer, Talk talk) throws Exception {
    talk(Hosts.answering(answer), talk);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 16_384, 300_000, 5_000_000})
  void collectedBodyIsSentWithItsLength(int size) throws Exception {
    String text = "x".repeat(size);
    answer(request -> Response.text(200, text), client -> {
      for (int i = 0; i < 2; i++) {
        RawClient.Answer answer = client.get("/").answer();
        assertThat(answer.field("content-length")).isEqualTo(Integer.toString(size));
        assertThat(answer.body()).isEqualTo(text);
      }
    });
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 205, 304})
  void someAnswersHaveNoBody(int status) throws Exception {
    Stream stream = new Stream(1, 1);
    answer(request -> Response.of(status).withBody(Body.stream(stream)), client -> {
      String head = client.get("/").head();
      assertThat(head).startsWith("HTTP/1.1 " + status);
      assertThat(head.toLowerCase(Locale.ROOT)).doesNotContain("transfer-encoding");
      assertThat(head.contains("ontent-")).isEqualTo(status == 205);
      assertThat(stream.cancelled.get(10, TimeUnit.SECONDS))
          .as("the stream is given up")
          .isTrue();
      assertThat(client.get("/").head())
          .as("the connection is used again")
          .startsWith("HTTP/1.1 " + status);
    });
  }

  @Test
  void answerToHeadSaysTheLengthAndHasNoBody() throws Exception {
    answer(request -> Response.text(200, "hello"), client -> {
      assertThat(client.send(HEAD).head()).contains("Content-Length: 5\r\n");
      assertThat(client.send(HEAD).head()).contains("Content-Length: 5\r\n");
    });
  }

  @Test
  void answerToHeadKeepsTheLengthThatABackEndStated() throws Exception {
    Headers stated = Headers.of("Content-Length", "1234");
    answer(request -> Response.of(200, stated, Body.empty()), client -> {
      assertThat(client.send(HEAD).head()).contains("Content-Length: 1234\r\n");
      assertThat(client.get("/").answer().field("content-length")).isEqualTo("0");
    });
  }

  @Test
  void streamOfUnknownLengthIsChunked() throws Exception {
    answer(request -> Response.stream(200, "text/plain", new Stream(20, 10)), client -> {
      RawClient.Answer answer = client.get("/").answer();
      assertThat(answer.field("transfer-encoding")).isEqualTo("chunked");
      assertThat(answer.field("content-length")).isEmpty();
      assertThat(answer.body()).hasSize(200);
      assertThat(client.get("/").answer().body()).hasSize(200);
    });
  }

  @Test
  void streamOfUnknownLengthEndsWithTheConnectionOnHttp10() throws Exception {
    answer(request -> Response.stream(200, "text/plain", new Stream(20, 10)), client -> {
      RawClient.Answer answer =
          client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").answer();
      assertThat(answer.field("transfer-encoding")).isEmpty();
      assertThat(answer.field("connection")).isEqualTo("close");
      assertThat(answer.body()).hasSize(200);
    });
  }

  @Test
  void streamOfKnownLengthIsNotChunked() throws Exception {
    answer(request -> Response.of(200).withBody(Body.stream(new Stream(20, 10), 200)), client -> {
      RawClient.Answer answer = client.get("/").answer();
      assertThat(answer.field("content-length")).isEqualTo("200");
      assertThat(answer.body()).hasSize(200);
      assertThat(client.get("/").answer().body()).hasSize(200);
    });
  }

  @ParameterizedTest
  @ValueSource(ints = {150, 250})
  void streamOfAnotherLengthThanAnnouncedIsCutOff(int announced) throws Exception {
    answer(
        request -> Response.of(200).withBody(Body.stream(new Stream(20, 10), announced)),
        client -> {
          client.get("/");
          assertThat(whole(client, announced)).isFalse();
        });
  }

  @Test
  void streamThatFailsIsCutOff() throws Exception {
    SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>();
    answer(request -> Response.stream(200, "text/plain", publisher), client -> {
      client.get("/");
      assertThat(client.head()).startsWith("HTTP/1.1 200");
      publisher.closeExceptionally(new IOException("the back end has gone"));
      assertThat(client.closed()).isTrue();
    });
  }

  @Test
  void publisherOnAnotherThreadKeepsItsOrder() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      talk(
          request -> {
            SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>(threads, 16);
            threads.execute(() -> {
              while (publisher.getNumberOfSubscribers() == 0) {
                Thread.onSpinWait();
              }
              for (int i = 0; i < 5000; i++) {
                publisher.submit(ByteBuffer.wrap((i + " ").getBytes(StandardCharsets.US_ASCII)));
              }
              publisher.close();
            });
            return Hosts.now(Response.stream(200, "text/plain", publisher));
          },
          client -> {
            StringBuilder expected = new StringBuilder();
            for (int i = 0; i < 5000; i++) {
              expected.append(i).append(' ');
            }
            assertThat(client.get("/").answer().body()).isEqualTo(expected.toString());
          });
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void slowReaderStopsThePublisherAndGetsAll() throws Exception {
    int pieces = 3200;
    Stream stream = new Stream(pieces, 64 * 1024);
    try (NettyServer server = Hosts.server(Hosts.answering(
            request -> Response.of(200).withBody(Body.stream(stream, (long) pieces * 64 * 1024))));
        Socket socket = new Socket()) {
      socket.setReceiveBufferSize(64 * 1024);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
      RawClient client = new RawClient(socket);
      client.get("/").head();
      Waiting.untilSteady(stream.given::get);
      assertThat(stream.given.get())
          .as("pieces given to a client that reads nothing")
          .isBetween(1L, 200L);
      long left = (long) pieces * 64 * 1024;
      long read = 0;
      while (left > 0) {
        int more = client.bytes((int) Math.min(left, 1 << 20)).length;
        assertThat(more).isPositive();
        left -= more;
        read += more;
        assertThat(stream.given.get() * 64 * 1024 - read)
            .as("bytes on their way")
            .isLessThan(32L << 20);
      }
      assertThat(stream.given.get()).isEqualTo(pieces);
    }
  }

  @Test
  void clientThatGoesCancelsThePublisher() throws Exception {
    Stream stream = new Stream(Integer.MAX_VALUE, 64 * 1024);
    answer(request -> Response.stream(200, "text/plain", stream), client -> {
      client.get("/").head();
      client.abort();
      assertThat(stream.cancelled.get(10, TimeUnit.SECONDS)).isTrue();
    });
  }

  @Test
  void answerForAClientThatHasGoneIsDiscarded() throws Exception {
    Scripted gateway = new Scripted();
    talk(gateway, client -> {
      client.get("/");
      Scripted.Call call = gateway.next();
      CompletableFuture<Boolean> gone = new CompletableFuture<>();
      call.request().executor().onCancel(() -> gone.complete(true));
      client.abort();
      assertThat(gone.get(10, TimeUnit.SECONDS)).isTrue();
      Stream stream = new Stream(1, 1);
      call.answer(Response.stream(200, "text/plain", stream));
      assertThat(stream.cancelled.get(10, TimeUnit.SECONDS)).isTrue();
    });
  }

  @Test
  @SuppressWarnings("NullAway") // a processor that breaks its promise
  void whatIsNoAnswerBecomesA500() throws Exception {
    RequestProcessor[] broken = {
      request -> {
        throw new IllegalStateException("thrown");
      },
      request -> CompletableFuture.failedFuture(new IllegalStateException("failed")),
      request -> CompletableFuture.completedStage(null),
      request -> Hosts.now(Response.of(101)),
      request -> Hosts.now(Response.json(200, "a value that only the gateway writes")),
      request -> Hosts.now(Response.stream(200, "a/b", subscriber -> {
        throw new IllegalStateException("no subscription");
      })),
      request -> Hosts.now(Response.stream(200, "a/b", failingAtOnce())),
      request -> Hosts.now(Response.of(200).withBody(Body.stream(new Stream(0, 0), 5))),
    };
    for (RequestProcessor processor : broken) {
      talk(processor, client -> {
        for (int i = 0; i < 2; i++) {
          RawClient.Answer answer = client.get("/").answer();
          assertThat(answer.status()).isEqualTo(500);
          assertThat(answer.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
        }
      });
    }
  }

  private static Flow.Publisher<ByteBuffer> failingAtOnce() {
    SubmissionPublisher<ByteBuffer> failed = new SubmissionPublisher<>(Runnable::run, 1);
    failed.closeExceptionally(new IOException("no connection"));
    return failed;
  }

  private static boolean whole(RawClient client, int length) {
    try {
      client.head();
      return client.bytes(length).length == length && !client.closed();
    } catch (IOException cut) {
      return false;
    }
  }

  /** Gives pieces as asked for, on the thread that asks. */
  private static final class Stream implements Flow.Publisher<ByteBuffer> {
    final AtomicLong given = new AtomicLong();
    final CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
    private final int pieces;
    private final int size;

    Stream(int pieces, int size) {
      this.pieces = pieces;
      this.size = size;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
      given.set(0);
      subscriber.onSubscribe(new Flow.Subscription() {
        private boolean over;

        @Override
        public void request(long n) {
          for (long i = 0; i < n && !over; i++) {
            if (given.get() == pieces) {
              over = true;
              subscriber.onComplete();
              return;
            }
            given.incrementAndGet();
            subscriber.onNext(ByteBuffer.allocate(size));
          }
        }

        @Override
        public void cancel() {
          over = true;
          cancelled.complete(true);
        }
      });
    }
  }
}
