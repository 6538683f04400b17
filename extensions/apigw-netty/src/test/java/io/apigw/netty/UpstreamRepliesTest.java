package io.apigw.netty;

import static io.apigw.netty.Upstream.breakage;
import static io.apigw.netty.Upstream.failure;
import static io.apigw.netty.Upstream.reply;
import static io.apigw.netty.Upstream.request;
import static io.apigw.netty.Upstream.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.integrate.TransportResult;
import io.apigw.api.integrate.TransportResult.Kind;
import io.apigw.api.integrate.TransportResult.Reply;
import io.apigw.testkit.FedStream;
import io.apigw.testkit.RawBackend;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as a reply (RFC 9112, abuse 83 and 84). */
@ExtendWith(LeakGuard.class)
@Timeout(120)
class UpstreamRepliesTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  /** A vertical bar stands for a line's end. After the last byte the connection stays open. */
  static Stream<String> malformed() {
    String manyLines = "X: y|".repeat(1001);
    return Stream.of(
        "garbage||",
        "| HTTP/1.1 200 OK|Content-Length: 0||",
        "|HTTP/1.1 200 OK|Content-Length: 0||",
        "HTTP/1.1 2000 OK|Content-Length: 0||",
        "HTTP/1.1 099 OK|Content-Length: 0||",
        "HTTP/1.1 +20 OK|Content-Length: 0||",
        "HTTP/1.1 20 OK|Content-Length: 0||",
        "HTTP/2.0 200 OK|Content-Length: 0||",
        "HTTP/0.9 200 OK|Content-Length: 0||",
        "http/1.1 200 OK|Content-Length: 0||",
        "ICY 200 OK|Content-Length: 0||",
        "HTTP/1.1 200 OK|X-A: b| c|Content-Length: 0||",
        "HTTP/1.1 200 OK|X-A: b|\tc|Content-Length: 0||",
        "HTTP/1.1 200 OK| X-A: b|Content-Length: 0||",
        "HTTP/1.1 200 OK|X-A: b\rX-B: c|Content-Length: 0||",
        "HTTP/1.1 200 OK|X-A: b\nX-B: c|Content-Length: 0||",
        "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
        "HTTP/1.1 200 OK|X-A: a\u0001b|Content-Length: 0||",
        "HTTP/1.1 200 OK|X A: b|Content-Length: 0||",
        "HTTP/1.1 200 OK|X-A : b|Content-Length: 0||",
        "HTTP/1.1 200 OK|: b|Content-Length: 0||",
        "HTTP/1.1 200 OK|Content-Length: 2|Content-Length: 2||ok",
        "HTTP/1.1 200 OK|Content-Length: 2|content-length: 5||hello",
        "HTTP/1.1 200 OK|Content-Length: 2, 2||ok",
        "HTTP/1.1 200 OK|Content-Length: +2||ok",
        "HTTP/1.1 200 OK|Content-Length:||ok",
        "HTTP/1.1 200 OK|Content-Length: 2|Transfer-Encoding: chunked||2|ok|0||",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked|Content-Length: 2||2|ok|0||",
        "HTTP/1.0 200 OK|Transfer-Encoding: chunked||2|ok|0||",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked, chunked||2|ok|0||",
        "HTTP/1.1 200 OK|Transfer-Encoding: xchunked||2|ok|0||",
        "HTTP/1.1 200 OK|Transfer-Encoding: gzip||ok",
        "HTTP/1.1 200 OK|X-A: " + "x".repeat(66_000) + "||",
        "HTTP/1.1 200 " + "x".repeat(66_000) + "|Content-Length: 0||",
        "HTTP/1.1 200 OK|" + manyLines + "Content-Length: 0||",
        "HTTP/1.1 103 Early Hints|Link: x||".repeat(17) + "HTTP/1.1 200 OK|Content-Length: 0||",
        "HTTP/1.1 101 Switching Protocols|Upgrade: websocket|Connection: Upgrade||",
        "HTTP/1.1 101 Switching Protocols|Upgrade: x||HTTP/1.1 200 OK|Content-Length: 0||",
        "HTTP/1.1 103 Early Hints|X-A: b| c||HTTP/1.1 200 OK|Content-Length: 0||");
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void malformedReplyIsBrokenAndItsConnectionClosed(String lines) throws Exception {
    CompletableFuture<Boolean> closed = new CompletableFuture<>();
    try (Upstream upstream = Upstream.create();
        RawBackend backend = RawBackend.that(peer -> {
          peer.head();
          peer.say(lines.replace("|", "\r\n"));
          closed.complete(ended(peer));
        })) {
      assertThat(failure(upstream.get(backend), Kind.BROKEN).detail())
          .contains(backend.origin().toString())
          .matches("\\P{Cntrl}{1,500}");
      assertThat(closed.get(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2|okX|0||",
        "2|ok\n0||",
        "2\nok|0||",
        "|2|ok|0||",
        "2 2|ok|0||",
        "0x2|ok|0||",
        "FFFFFFFFF|ok|0||",
        "-2|ok|0||",
        "2|ok|0|X-Trailer: a\u0000b||",
        "2;a=\"\u0001\"|ok|0||"
      })
  void malformedChunksFailTheReplyWhereverTheyAreCut(String chunks) throws Exception {
    for (boolean together : new boolean[] {true, false}) {
      CountDownLatch head = new CountDownLatch(together ? 0 : 1);
      try (Upstream upstream = Upstream.create();
          RawBackend backend = RawBackend.that(peer -> {
            peer.head();
            String begin = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
            if (!together) {
              peer.say(begin);
              head.await();
            }
            peer.say((together ? begin : "") + chunks.replace("|", "\r\n"));
            ended(peer);
          })) {
        TransportResult result = upstream.get(backend).get(10, TimeUnit.SECONDS);
        head.countDown();
        if (result instanceof Reply reply) {
          assertThat(breakage(reply)).isInstanceOf(IOException.class);
        } else {
          assertThat(together).as("a whole reply at once").isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK|Content-Length: 2|X-A: 1|x-a: 2||ok",
        "HTTP/1.1 200|Content-Length: 2|X-A: 1|x-a: 2||ok",
        "HTTP/1.1 200 OK|X-A:1|x-a:\t2 |Transfer-Encoding: Chunked||1|o|1;e=v|k|0|T: v||",
        "HTTP/1.1 100 Continue||HTTP/1.1 103 Early||HTTP/1.1 200 OK|X-A: 1|x-a: 2|Content-Length: 2||ok"
      })
  void replyIsReadWhereverItIsCut(String lines) throws Exception {
    String bytes = lines.replace("|", "\r\n");
    try (Upstream upstream = Upstream.create();
        RawBackend backend = RawBackend.that(peer -> {
          for (int cut = 1; !peer.head().isEmpty(); cut++) {
            peer.socket().setTcpNoDelay(true);
            int at = Math.min(cut, bytes.length());
            peer.say(bytes.substring(0, at));
            upstream.onLoop(() -> {});
            peer.say(bytes.substring(at));
          }
        })) {
      for (int cut = 1; cut <= bytes.length(); cut++) {
        Reply reply = reply(upstream.get(backend));
        assertThat(reply.status()).isEqualTo(200);
        List<String> names = IntStream.range(0, reply.headers().size())
            .mapToObj(reply.headers()::name)
            .filter(name -> name.startsWith("X") || name.startsWith("x"))
            .toList();
        assertThat(names).containsExactly("X-A", "x-a");
        assertThat(reply.headers().all("x-a")).containsExactly("1", "2");
        assertThat(reply.headers().contains("t")).as("trailers are dropped").isFalse();
        assertThat(text(reply)).isEqualTo("ok");
      }
      assertThat(backend.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.0 200 OK||", "HTTP/1.1 200 OK|X: y||"})
  void bodyWithoutLengthEndsWithItsConnection(String head) throws Exception {
    for (int size : new int[] {0, 5, 20_000, 1_000_000}) {
      String body = "x".repeat(size);
      try (Upstream upstream = Upstream.create();
          RawBackend backend = RawBackend.that(peer -> {
            peer.head();
            peer.say(head.replace("|", "\r\n") + body);
          })) {
        assertThat(text(reply(upstream.get(backend)))).isEqualTo(body);
      }
    }
  }

  @Test
  void bodyWithoutLengthThatIsResetIsNotWhole() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    try (Upstream upstream = Upstream.create();
        RawBackend backend = RawBackend.that(peer -> {
          peer.head();
          peer.say("HTTP/1.1 200 OK\r\n\r\nab");
          begun.await();
          peer.socket().setSoLinger(true, 0);
        })) {
      Reply reply = reply(upstream.get(backend));
      begun.countDown();
      assertThat(breakage(reply)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void largeBodyOfEveryFramingComesWhole() throws Exception {
    byte[] bytes = new byte[3_000_000];
    new Random(5).nextBytes(bytes);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    try (Upstream upstream = Upstream.create();
        RawBackend backend = RawBackend.that(peer -> {
          peer.head();
          peer.say("HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n\r\n" + text);
          peer.head();
          peer.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2DC6C0\r\n" + text
              + "\r\n0\r\n\r\n");
          ended(peer);
        })) {
      for (int i = 0; i < 2; i++) {
        Reply reply = reply(upstream.get(backend));
        assertThat(reply.body().streamed()).isTrue();
        assertThat(reply.body().length().isPresent()).isEqualTo(i == 0);
        assertThat(text(reply).equals(text)).isTrue();
      }
      assertThat(backend.connections()).isEqualTo(1);
    }
  }

  @Test
  void replyThatIsSmallAndAtHandIsInMemory() throws Exception {
    try (Upstream upstream = Upstream.create();
        RawBackend backend = RawBackend.answering(OK)) {
      assertThat(reply(upstream.get(backend)).body().collected()).isTrue();
    }
  }

  @Test
  void earlyReplyIsDeliveredAndTheRestOfTheRequestDropped() throws Exception {
    try (Upstream upstream = Upstream.create();
        RawBackend backend = RawBackend.that(peer -> {
          peer.head();
          peer.say("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno");
          peer.in().transferTo(new ByteArrayOutputStream());
        })) {
      FedStream source = FedStream.create();
      Reply reply = reply(upstream.post(backend, Body.stream(source)));
      assertThat(reply.status()).isEqualTo(413);
      assertThat(text(reply)).isEqualTo("no");
      Waiting.until(source::cancelled);
      reply(upstream.get(backend));
      assertThat(backend.connections()).isEqualTo(2);
    }
  }

  @Test
  void replyOfABackEndThatClosesBeforeItHasReadTheRequestIsDelivered() throws Exception {
    for (int i = 0; i < 20; i++) {
      try (Upstream upstream = Upstream.create();
          RawBackend backend = RawBackend.that(peer -> {
            peer.head();
            peer.read(1000);
            peer.say("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno");
          })) {
        Reply reply = reply(upstream.post(backend, Body.text("x".repeat(5_000_000))));
        assertThat(reply.status()).isEqualTo(413);
      }
    }
  }

  @Test
  void requestHasNoFieldsThatNobodyAskedFor() throws Exception {
    List<String> heads = new ArrayList<>();
    try (Upstream upstream = Upstream.create();
        RawBackend backend = RawBackend.that(peer -> {
          for (String head = peer.head(); !head.isEmpty(); head = peer.head()) {
            heads.add(head);
            peer.say("HTTP/1.1 204 No Content\r\n\r\n");
          }
        })) {
      reply(upstream.send(request("GET", backend.origin(), Body.empty())));
      reply(upstream.send(request("POST", backend.origin(), Body.empty())));
      String host = "Host: " + backend.origin().authority();
      assertThat(heads)
          .containsExactly(
              "GET /a HTTP/1.1\r\n" + host + "\r\n\r\n",
              "POST /a HTTP/1.1\r\n" + host + "\r\nContent-Length: 0\r\n\r\n");
    }
  }

  /** Reads until the transport has closed; by a reset as well. */
  private static boolean ended(RawBackend.Peer peer) {
    try {
      return peer.in().read() < 0;
    } catch (IOException reset) {
      return true;
    }
  }
}
