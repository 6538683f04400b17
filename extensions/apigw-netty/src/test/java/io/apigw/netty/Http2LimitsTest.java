package io.apigw.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Floods and slow clients of HTTP/2 (abuse.md 50 to 52), and what a client may send ahead. */
@ExtendWith(LeakGuard.class)
class Http2LimitsTest {

  private static final int ENHANCE_YOUR_CALM = 11;

  /** The goodbye is lost when the connection is closed with bytes of the client's unread. */
  private static final int CUT = -1;

  private final Scripted gateway = new Scripted();
  private NettyServer server = Hosts.server(gateway);

  @AfterEach
  void stop() {
    server.close();
  }

  private interface Flood {
    void send(Http2Client client, int round) throws IOException;
  }

  /** Sends until the server says goodbye, and returns the reason it gives; -1 when it gives none. */
  private int goodbye(int rounds, Flood flood) throws Exception {
    try (Http2Client client = new Http2Client(server.port())) {
      CompletableFuture<Integer> reason = CompletableFuture.supplyAsync(() -> reason(client));
      for (int i = 0; i < rounds && !reason.isDone(); i++) {
        try {
          flood.send(client, i);
        } catch (IOException closed) {
          break;
        }
      }
      return reason.get(20, TimeUnit.SECONDS);
    }
  }

  private static int reason(Http2Client client) {
    try {
      while (true) {
        Http2Client.Frame frame = client.read();
        if (frame.type() == Http2Client.GOAWAY) {
          return frame.code();
        }
      }
    } catch (IOException closed) {
      return -1;
    }
  }

  @Test
  void rapidResetEndsTheConnection() throws Exception {
    int reason = goodbye(5000, (client, i) -> client.get(2 * i + 1, "/").reset(2 * i + 1));
    assertThat(reason).isIn(ENHANCE_YOUR_CALM, CUT);
  }

  @Test
  void resetsThatTheServerIsMadeToSendEndTheConnection() throws Exception {
    int reason = goodbye(5000, (client, i) -> client.get(2 * i + 1, "/").window(2 * i + 1, 0));
    assertThat(reason).isIn(ENHANCE_YOUR_CALM, CUT);
  }

  @Test
  void continuationFloodEndsTheConnection() throws Exception {
    int reason = goodbye(10_000, (client, i) -> {
      if (i == 0) {
        client.frame(Http2Client.HEADERS, 0, 1, Http2Client.block(":method", "GET"));
      } else {
        client.frame(Http2Client.CONTINUATION, 0, 1, Http2Client.block("a", "b"));
      }
    });
    assertThat(reason).isIn(ENHANCE_YOUR_CALM, CUT);
  }

  @Test
  void endlessHeadEndsTheConnection() throws Exception {
    String large = "x".repeat(10_000);
    int reason = goodbye(1000, (client, i) -> {
      if (i == 0) {
        client.frame(Http2Client.HEADERS, 0, 1, Http2Client.block(":method", "GET"));
      } else {
        client.frame(Http2Client.CONTINUATION, 0, 1, Http2Client.block("a", large));
      }
    });
    assertThat(reason).isNotZero();
  }

  @Test
  void compressionBombIsRefused() throws Exception {
    byte[] bomb = new byte[4100 + 10_000];
    byte[] entry = Http2Client.block("a", "x".repeat(4000));
    entry[0] = 0x40; // keep it in the table
    System.arraycopy(entry, 0, bomb, 0, entry.length);
    Arrays.fill(bomb, entry.length, bomb.length, (byte) (0x80 | 62)); // and name it again
    try (Http2Client client = new Http2Client(server.port())) {
      client.frame(Http2Client.HEADERS, 5, 1, bomb);
      Http2Client.Answer answer = client.answer(1);
      assertThat(answer.goAway() > 0 || answer.reset() > 0 || answer.status() == 431)
          .isTrue();
      assertThat(gateway.idle()).isTrue();
    }
  }

  @Test
  void headAboveTheCeilingIs431() throws Exception {
    try (Http2Client client = new Http2Client(server.port())) {
      String large = "x".repeat(8000);
      client.frame(
          Http2Client.HEADERS, 1, 1, Http2Client.block(Http2Client.fields("GET", "/", "a", large)));
      client.frame(Http2Client.CONTINUATION, 0, 1, Http2Client.block("b", large, "c", large));
      client.frame(Http2Client.CONTINUATION, 4, 1, Http2Client.block("d", large, "e", large));
      assertThat(client.answer(1).status()).isEqualTo(431);
      assertThat(gateway.idle()).isTrue();
    }
  }

  @Test
  void emptyDataFramesEndTheConnection() throws Exception {
    int reason = goodbye(1000, (client, i) -> {
      if (i == 0) {
        client.post(1, "/");
      }
      client.data(1, false, "");
    });
    assertThat(reason).isIn(ENHANCE_YOUR_CALM, CUT);
  }

  @Test
  void pingFloodEndsTheConnection() throws Exception {
    int reason = goodbye(20_000, (client, i) -> client.frame(Http2Client.PING, 0, 0, new byte[8]));
    assertThat(reason).isIn(ENHANCE_YOUR_CALM, CUT);
  }

  @Test
  void settingsFloodEndsTheConnection() throws Exception {
    int reason =
        goodbye(20_000, (client, i) -> client.frame(Http2Client.SETTINGS, 0, 0, new byte[0]));
    assertThat(reason).isIn(ENHANCE_YOUR_CALM, CUT);
  }

  @Test
  void moreStreamsThanAllowedAreRefused() throws Exception {
    try (Http2Client client = new Http2Client(server.port())) {
      for (int i = 0; i <= Protocols.STREAMS; i++) {
        client.get(2 * i + 1, "/");
      }
      Http2Client.Frame refused = client.read();
      assertThat(refused.type()).isEqualTo(Http2Client.RST_STREAM);
      assertThat(refused.stream()).isEqualTo(2 * Protocols.STREAMS + 1);
      assertThat(refused.code()).isEqualTo(7);
    }
  }

  @Test
  void bodyOfAnotherLengthThanAnnouncedIsReset() throws Exception {
    try (Http2Client client = new Http2Client(server.port())) {
      client.post(1, "/", "content-length", "20000").data(1, false, "hell");
      Collector body = new Collector(text -> {});
      gateway.next().request().body().publisher().subscribe(body);
      client.data(1, true, "o");
      assertThat(client.answer(1).reset()).isEqualTo(1);
      assertThat(body.failure().get(10, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
      client.post(3, "/", "content-length", "5").data(3, false, "hello!");
      assertThat(client.answer(3).reset()).isEqualTo(1);
    }
  }

  @Test
  void bodyThatNobodyReadsDoesNotOpenItsWindow() throws Exception {
    try (Http2Client client = new Http2Client(server.port())) {
      client.get(5, "/settings-are-known");
      gateway.next().answer("fine");
      client.answer(5);
      client.post(7, "/");
      Scripted.Call call = gateway.next();
      byte[] frame = new byte[16 * 1024];
      for (int i = 0; i < Protocols.STREAM_WINDOW / frame.length; i++) {
        client.data(7, false, frame);
      }
      client.get(9, "/another");
      Scripted.Call another = gateway.next();
      another.answer("fine");
      assertThat(client.answer(9).body()).isEqualTo("fine");
      client.data(7, false, "x");
      assertThat(client.next(Http2Client.RST_STREAM).code())
          .as("more than the window allows")
          .isEqualTo(3);
      call.answer("nobody hears this");
    }
  }

  @Test
  void largeBodiesGoBothWaysAndWhole() throws Exception {
    byte[] bytes = new byte[3 << 20];
    new Random(7).nextBytes(bytes);
    server.close();
    server = Hosts.server(Hosts.answering(
        request -> Response.of(200).withBody(Body.stream(request.body().publisher()))));
    try (Http2Client client = new Http2Client(server.port(), 4, 1 << 20)) {
      client.window(0, 1 << 30).window(0, 1 << 29);
      client.post(1, "/").window(1, 1 << 28);
      CompletableFuture<Boolean> sent = CompletableFuture.supplyAsync(() -> {
        try {
          client.upload(1, bytes);
          return true;
        } catch (IOException | InterruptedException closed) {
          return false;
        }
      });
      assertThat(client.answer(1).bytes().toByteArray()).isEqualTo(bytes);
      assertThat(sent.join()).isTrue();
    }
  }

  @Test
  void idleConnectionIsToldGoodbye() throws Exception {
    try (NettyServer impatient = NettyServer.builder(gateway)
            .host("127.0.0.1")
            .threads(1)
            .idleTimeout(Duration.ofMillis(200))
            .start();
        Http2Client client = new Http2Client(impatient.port())) {
      assertThat(client.read().type()).isEqualTo(Http2Client.GOAWAY);
      assertThat(client.closed()).isTrue();
    }
  }

  @Test
  void bodyThatDoesNotComeIs408() throws Exception {
    try (NettyServer impatient = impatient();
        Http2Client client = new Http2Client(impatient.port())) {
      client.post(1, "/").data(1, false, "x");
      Collector body = new Collector(text -> {});
      gateway.next().request().body().publisher().subscribe(body);
      assertThat(client.answer(1).status()).isEqualTo(408);
      assertThat(client.next(Http2Client.RST_STREAM).code()).isZero();
      assertThat(body.failure().get(10, TimeUnit.SECONDS)).isNotNull();
      client.get(3, "/");
      gateway.next().answer("fine");
      assertThat(client.answer(3).body()).isEqualTo("fine");
    }
  }

  @Test
  void answerThatIsNotTakenIsReset() throws Exception {
    try (NettyServer impatient = impatient();
        Http2Client client = new Http2Client(impatient.port())) {
      client.get(1, "/");
      Scripted.Call call = gateway.next();
      call.answer(Response.of(200, Headers.empty(), Body.bytes(new byte[1 << 20])));
      assertThat(client.answer(1).reset()).isPositive();
    }
  }

  @Test
  void clientThatReadsNothingAtAllIsCutOff() throws Exception {
    try (NettyServer impatient = impatient();
        Http2Client client = new Http2Client(impatient.port(), 4, 1 << 30)) {
      client.window(0, 1 << 30).get(1, "/");
      gateway.next().answer(Response.of(200, Headers.empty(), Body.bytes(new byte[64 << 20])));
      Waiting.until(() -> {
        try {
          client.frame(2, 0, 1, new byte[5]);
          return false;
        } catch (IOException cutOff) {
          return true;
        }
      });
    }
  }

  private NettyServer impatient() {
    return NettyServer.builder(gateway)
        .host("127.0.0.1")
        .threads(1)
        .bodyTimeout(Duration.ofMillis(300))
        .start();
  }
}
