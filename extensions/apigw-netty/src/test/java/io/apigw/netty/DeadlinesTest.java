package io.apigw.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Response;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Slow senders and slow readers (abuse.md 50), on a clock that the test moves. */
@ExtendWith(LeakGuard.class)
class DeadlinesTest {

  private static final String POST = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n";

  private final Scripted gateway = new Scripted();
  private EmbeddedChannel channel = Hosts.embedded(gateway);

  @AfterEach
  void free() {
    channel.finishAndReleaseAll();
  }

  private void send(String text) {
    channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
  }

  private void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      channel.advanceTimeBy(1, TimeUnit.SECONDS);
      channel.runScheduledPendingTasks();
    }
  }

  private String received() {
    StringBuilder text = new StringBuilder();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      text.append(part.toString(StandardCharsets.ISO_8859_1));
      part.release();
    }
    return text.toString();
  }

  @Test
  void idleConnectionIsClosedAfter310SecondsWithoutAWord() {
    channel.freezeTime();
    pass(309);
    assertThat(channel.isOpen()).isTrue();
    pass(50);
    assertThat(channel.isOpen()).isFalse();
    assertThat(received()).isEmpty();
  }

  @Test
  void requestsKeepAConnectionOpen() throws Exception {
    channel.freezeTime();
    for (int i = 0; i < 4; i++) {
      pass(200);
      send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      gateway.next().answer("fine");
    }
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void headMustCome30SecondsAfterItsFirstByte() {
    channel.freezeTime();
    pass(100);
    send("G");
    for (int i = 0; i < 5; i++) {
      pass(5);
      send("E");
    }
    assertThat(channel.isOpen()).isTrue();
    pass(15);
    assertThat(channel.isOpen()).isFalse();
    assertThat(received())
        .startsWith("HTTP/1.1 408 Request Timeout\r\n")
        .contains("Connection: close");
  }

  @Test
  void bodyMayPauseFor30Seconds() throws Exception {
    channel.freezeTime();
    send(POST);
    Scripted.Call call = gateway.next();
    Collector collector = new Collector(text -> {});
    call.request().body().publisher().subscribe(collector);
    for (int i = 0; i < 10; i++) {
      send("x".repeat(8000));
      pass(29);
    }
    assertThat(channel.isOpen()).isTrue();
    pass(10);
    assertThat(channel.isOpen()).isFalse();
    assertThat(received()).startsWith("HTTP/1.1 408 ");
    assertThat(collector.failure()).isDone();
  }

  @Test
  void deadlineForABodyHoldsBehindAUsersCodecToo() throws Exception {
    channel.finishAndReleaseAll();
    channel = new EmbeddedChannel(new HttpServerCodec(), new GatewayHandler(gateway));
    channel.freezeTime();
    pass(1000);
    assertThat(channel.isOpen())
        .as("idle connections are the user's own matter")
        .isTrue();
    send(POST);
    gateway.next().request().body().publisher().subscribe(new Collector(text -> {}));
    pass(40);
    assertThat(channel.isOpen()).isFalse();
    assertThat(received()).startsWith("HTTP/1.1 408 ");
  }

  @Test
  void clientThatWaitsForAConsumerIsNotBlamed() throws Exception {
    channel.freezeTime();
    send(POST);
    Scripted.Call call = gateway.next();
    RequestBodyTest.Slow slow = new RequestBodyTest.Slow();
    call.request().body().publisher().subscribe(slow);
    send("x".repeat(99_999));
    assertThat(channel.config().isAutoRead()).isFalse();
    pass(300);
    assertThat(channel.isOpen()).isTrue();
    slow.subscription.request(Long.MAX_VALUE);
    assertThat(channel.config().isAutoRead()).isTrue();
    pass(40);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void clientThatWaitsForAnInvitationIsNotBlamed() throws Exception {
    channel.freezeTime();
    send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
    Scripted.Call call = gateway.next();
    pass(300);
    assertThat(channel.isOpen()).isTrue();
    call.request().body().publisher().subscribe(new Collector(text -> {}));
    pass(40);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void slowBackEndIsNotTheClientsFault() throws Exception {
    channel.freezeTime();
    send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    Scripted.Call call = gateway.next();
    pass(1000);
    call.answer("at last");
    assertThat(received()).endsWith("at last");
  }

  @Test
  void readerThatTakesNothingFor30SecondsIsCutOff() throws Exception {
    channel.freezeTime();
    send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
    Scripted.Call call = gateway.next();
    call.request().executor().onCancel(() -> cancelled.complete(true));
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
    pass(29);
    assertThat(channel.isOpen()).isTrue();
    pass(11);
    assertThat(channel.isOpen()).isFalse();
    assertThat(cancelled).isDone();
    call.answer(Response.of(200));
  }

  @Test
  void realConnectionIsClosedByItsDeadline() throws Exception {
    try (NettyServer server = NettyServer.builder(gateway)
            .host("127.0.0.1")
            .threads(1)
            .headTimeout(Duration.ofMillis(200))
            .start();
        RawClient client = new RawClient(server.port())) {
      assertThat(client.send("GET / HTT").answer().status()).isEqualTo(408);
      assertThat(client.closed()).isTrue();
    }
  }
}
