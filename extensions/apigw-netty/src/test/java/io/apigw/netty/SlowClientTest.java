package io.apigw.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.Response;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that move all the time, but hardly (abuse.md 50), on a clock that the test moves. */
@ExtendWith(LeakGuard.class)
class SlowClientTest {

  private static final String POST = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n";

  private final Scripted gateway = new Scripted();
  private EmbeddedChannel channel = Hosts.embedded(gateway);

  @BeforeEach
  void freeze() {
    channel.freezeTime();
  }

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

  /** Returns how many seconds a client lasts that sends so many bytes a second. */
  private int lasts(int bytesPerSecond) throws Exception {
    send(POST);
    gateway.next().request().body().publisher().subscribe(new Collector(text -> {}));
    int seconds = 0;
    while (channel.isOpen() && seconds < 300) {
      send("x".repeat(bytesPerSecond));
      pass(1);
      seconds++;
    }
    return seconds;
  }

  @Test
  void dripIsCutOffAfterTwoWindows() throws Exception {
    assertThat(lasts(1)).isBetween(55, 90);
    assertThat(received()).startsWith("HTTP/1.1 408 ").contains("Connection: close");
  }

  @ParameterizedTest
  @CsvSource({"200, false", "280, true"})
  void leastRateIs240BytesPerSecond(int rate, boolean kept) throws Exception {
    assertThat(lasts(rate) == 300).isEqualTo(kept);
  }

  @Test
  void anyRateWillDoWhereNoneIsAskedFor() throws Exception {
    HostSettings.Limits standard = HostSettings.Limits.STANDARD;
    channel.finishAndReleaseAll();
    channel = Hosts.embedded(
        gateway, new HostSettings.Limits(standard.idle(), standard.head(), standard.body(), 0));
    channel.freezeTime();
    assertThat(lasts(1)).isEqualTo(300);
  }

  @Test
  void timeInWhichTheBackEndTakesNothingIsNotCounted() throws Exception {
    send(POST);
    LaneSource.Sink sink = new LaneSource.Sink();
    ((io.apigw.netty.lane.BufferSource) gateway.next().request().body().publisher()).take(sink);
    for (int i = 0; i < 20; i++) {
      sink.flow.pause();
      pass(60);
      sink.flow.resume();
      send("x".repeat(100));
      pass(2);
    }
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void quickRequestsInBetweenBeginAnew() throws Exception {
    for (int i = 0; i < 20; i++) {
      send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n");
      Scripted.Call call = gateway.next();
      call.request().body().publisher().subscribe(new Collector(text -> {}));
      pass(25);
      send("0\r\n\r\n");
      call.answer("fine");
      assertThat(received()).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void slowRequestThatIsAnsweredIsCutWithoutAWord() throws Exception {
    send(POST);
    Scripted.Call call = gateway.next();
    call.request().body().publisher().subscribe(new Collector(text -> {}));
    LaneSource source = new LaneSource(channel.eventLoop());
    call.answer(Response.of(200, Headers.empty(), Body.stream(source)));
    source.give("begun").sink.burstEnded();
    for (int i = 0; i < 100 && channel.isOpen(); i++) {
      send("x");
      pass(1);
    }
    assertThat(channel.isOpen()).isFalse();
    assertThat(received()).contains("begun").doesNotContain("408");
    assertThat(source.heard).containsExactly("cancel");
  }
}
