package io.apigw.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Response;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakGuard.class)
class PipeliningTest {

  private static final String GET = "GET /%d HTTP/1.1\r\nHost: a\r\n\r\n";

  private final Scripted gateway = new Scripted();

  @Test
  void requestsAreAnsweredInOrderAndOneAtATime() throws Exception {
    try (NettyServer server = Hosts.server(gateway);
        RawClient client = new RawClient(server.port())) {
      answersInOrder(client);
    }
  }

  @Test
  void requestsBehindACodecAreAnsweredInOrderAndOneAtATime() throws Exception {
    try (Hosts.UserServer server = Hosts.userServer(
            () -> new ChannelHandler[] {new HttpServerCodec(), new GatewayHandler(gateway)});
        RawClient client = new RawClient(server.port())) {
      answersInOrder(client);
    }
  }

  private void answersInOrder(RawClient client) throws Exception {
    client.send(GET.formatted(1)
        + "POST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
        + "POST /3 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
        + GET.formatted(4));
    Scripted.Call first = gateway.next();
    assertThat(first.request().path()).isEqualTo("/1");
    assertThat(gateway.idle()).isTrue();
    first.answer("one");
    for (int i = 2; i <= 4; i++) {
      Scripted.Call call = gateway.next();
      assertThat(call.request().path()).isEqualTo("/" + i);
      call.answer("answer " + i);
    }
    assertThat(client.answer().body()).isEqualTo("one");
    for (int i = 2; i <= 4; i++) {
      assertThat(client.answer().body()).isEqualTo("answer " + i);
    }
  }

  @Test
  void thousandsOfRequestsSentAtOnceAreAllAnswered() throws Exception {
    try (NettyServer server =
            Hosts.server(Hosts.answering(request -> Response.text(200, request.path())));
        RawClient client = new RawClient(server.port())) {
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < 3000; i++) {
        all.append(GET.formatted(i));
      }
      Thread sender = new Thread(() -> client.sendAnyway(all.toString()));
      sender.start();
      for (int i = 0; i < 3000; i++) {
        assertThat(client.answer().body()).isEqualTo("/" + i);
      }
      sender.join();
    }
  }

  @Test
  void whatIsSentAheadIsHeldBackUndecodedAndBounded() throws Exception {
    EmbeddedChannel channel = Hosts.embedded(gateway);
    channel.writeInbound(ascii(GET.formatted(0)));
    Scripted.Call first = gateway.next();
    assertThat(channel.config().isAutoRead()).as("a disconnect is still seen").isTrue();
    int sent = 0;
    while (channel.config().isAutoRead()) {
      channel.writeInbound(ascii(GET.formatted(++sent).repeat(10)));
    }
    assertThat(sent * 10L * GET.length()).isBetween(62L * 1024, 80L * 1024);
    assertThat(gateway.idle()).isTrue();
    first.answer("done");
    channel.runPendingTasks();
    for (int i = 0; i < sent * 10; i++) {
      gateway.next().answer("done");
      channel.runPendingTasks();
    }
    assertThat(channel.config().isAutoRead()).isTrue();
    assertThat(gateway.idle()).isTrue();
    channel.finishAndReleaseAll();
  }

  @Test
  void whatIsSentAheadBehindACodecIsBounded() throws Exception {
    EmbeddedChannel channel =
        new EmbeddedChannel(new HttpServerCodec(), new GatewayHandler(gateway));
    channel.writeInbound(ascii(GET.formatted(0)));
    Scripted.Call first = gateway.next();
    assertThat(channel.config().isAutoRead()).isTrue();
    int sent = 0;
    while (channel.config().isAutoRead()) {
      channel.writeInbound(ascii(GET.formatted(++sent)));
    }
    assertThat(sent).isEqualTo(32);
    first.answer("done");
    for (int i = 0; i < sent; i++) {
      gateway.next().answer("done");
    }
    assertThat(channel.config().isAutoRead()).isTrue();
    channel.finishAndReleaseAll();
  }

  @Test
  void whatIsHeldBackIsFreedWhenTheClientGoes() throws Exception {
    EmbeddedChannel channel =
        new EmbeddedChannel(new HttpServerCodec(), new GatewayHandler(gateway));
    String post = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc";
    channel.writeInbound(ascii(post.repeat(3)));
    gateway.next();
    var unused = channel.close();
    assertThat(gateway.idle()).isTrue();
    channel.finishAndReleaseAll();
  }

  @Test
  void nothingIsProcessedWhileTheClientTakesNoAnswers() throws Exception {
    EmbeddedChannel channel = Hosts.embedded(gateway);
    channel.writeInbound(ascii(GET.formatted(0).repeat(3)));
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
    gateway.next().answer("done");
    channel.runPendingTasks();
    assertThat(gateway.idle()).isTrue();
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
    channel.runPendingTasks();
    gateway.next().answer("done");
    gateway.next().answer("done");
    channel.finishAndReleaseAll();
  }

  private static Object ascii(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }
}
