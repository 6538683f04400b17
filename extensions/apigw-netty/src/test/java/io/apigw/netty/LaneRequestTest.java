package io.apigw.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apigw.api.Body;
import io.apigw.api.Response;
import io.apigw.netty.lane.BufferSource;
import io.apigw.netty.lane.LoopExecutor;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bodies that go on over the same loop: uncopied, and no faster than whoever takes them. */
@ExtendWith(LeakGuard.class)
class LaneRequestTest {

  private final Scripted gateway = new Scripted();
  private final EmbeddedChannel channel = Hosts.embedded(gateway);
  private final LaneSource.Sink sink = new LaneSource.Sink();

  @AfterEach
  void free() {
    channel.finishAndReleaseAll();
  }

  private void send(String text) {
    channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
  }

  private BufferSource begun(String more) throws Exception {
    send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n" + more
        + "\r\n5\r\nhello\r\n");
    Scripted.Call call = gateway.next();
    assertThat(((LoopExecutor) call.request().executor()).loop()).isSameAs(channel.eventLoop());
    BufferSource source = (BufferSource) call.request().body().publisher();
    assertThat(source.loop()).isSameAs(channel.eventLoop());
    return source;
  }

  @Test
  void sinkGetsWhatIsThereThenWhatComes() throws Exception {
    begun("").take(sink);
    assertThat(sink.heard).containsExactly("hello", "|");
    send("5\r\nworld\r\n1\r\n!\r\n");
    assertThat(sink.heard).containsExactly("hello", "|", "world", "!", "|");
    send("0\r\n\r\n");
    assertThat(sink.heard).containsExactly("hello", "|", "world", "!", "|", "complete");
  }

  @Test
  void sinkThatPausesStopsTheConnection() throws Exception {
    begun("").take(sink);
    sink.flow.pause();
    assertThat(channel.config().isAutoRead()).isFalse();
    sink.flow.resume();
    assertThat(channel.config().isAutoRead()).isTrue();
    sink.flow.pause();
    sink.flow.cancel();
    assertThat(channel.config().isAutoRead()).isTrue();
    send("5\r\nworld\r\n");
    assertThat(sink.heard).containsExactly("hello", "|");
  }

  @Test
  void takingInvitesAClientThatWaits() throws Exception {
    send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
    BufferSource source = (BufferSource) gateway.next().request().body().publisher();
    assertThat(channel.outboundMessages()).isEmpty();
    source.take(sink);
    ByteBuf invitation = channel.readOutbound();
    assertThat(invitation.toString(StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 100 Continue");
    invitation.release();
    send("hello");
    assertThat(sink.heard).contains("hello", "complete");
  }

  @Test
  void clientThatGoesFailsTheSink() throws Exception {
    begun("").take(sink);
    channel.close().syncUninterruptibly();
    assertThat(sink.heard).containsExactly("hello", "|", "the client has closed the connection");
  }

  @Test
  void streamIsTakenOnce() throws Exception {
    BufferSource source = begun("");
    source.subscribe(new Collector(text -> {}));
    assertThatThrownBy(() -> source.take(sink)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void sinkThatThrowsEndsItsBodyOnly() throws Exception {
    LaneSource.Sink broken = new LaneSource.Sink() {
      @Override
      public void next(ByteBuf buffer) {
        buffer.release();
        throw new IllegalStateException("broken");
      }
    };
    begun("").take(broken);
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void echoOverTheLaneIsWholeThoughBothSidesAreSlow() throws Exception {
    byte[] bytes = new byte[24 << 20];
    new Random(7).nextBytes(bytes);
    try (NettyServer server = Hosts.server(Hosts.answering(request ->
            Response.of(200).withBody(Body.stream(request.body().publisher(), bytes.length))));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + bytes.length + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      CompletableFuture<Boolean> sent = CompletableFuture.supplyAsync(() -> write(socket, bytes));
      InputStream in = socket.getInputStream();
      RawClient client = new RawClient(socket);
      assertThat(client.head()).startsWith("HTTP/1.1 200");
      Waiting.pause(300);
      assertThat(sent).as("all sent to a client that reads nothing").isNotDone();
      assertThat(client.bytes(bytes.length)).isEqualTo(bytes);
      assertThat(sent.join()).isTrue();
      assertThat(in.available()).isZero();
    }
  }

  private static boolean write(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return true;
    } catch (IOException closed) {
      return false;
    }
  }
}
