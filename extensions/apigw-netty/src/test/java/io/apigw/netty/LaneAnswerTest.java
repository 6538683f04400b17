package io.apigw.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.Response;
import io.apigw.api.shared.MeteredStream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Answers whose bytes come from the same loop: uncopied, in as few sends as may be, and no faster than the client. */
@ExtendWith(LeakGuard.class)
class LaneAnswerTest {

  private final Scripted gateway = new Scripted();
  private final EmbeddedChannel channel = Hosts.embedded(gateway);
  private final Tap tap = new Tap();
  private final LaneSource source = new LaneSource(channel.eventLoop());
  private final Meter meter = new Meter();

  @AfterEach
  void free() {
    channel.finishAndReleaseAll();
  }

  private void answer(Body body) throws Exception {
    ask();
    gateway.next().answer(Response.of(200).withBody(body));
  }

  private void ask() {
    channel.pipeline().addBefore(channel.pipeline().lastContext().name(), "tap", tap);
    channel.writeInbound(
        Unpooled.copiedBuffer("GET / HTTP/1.1\r\nHost: a\r\n\r\n", StandardCharsets.US_ASCII));
  }

  private Body metered() {
    return MeteredStream.of(Body.stream(source), meter);
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
  void buffersAreWrittenAsTheyAre() throws Exception {
    answer(metered());
    ByteBuf buffer = Unpooled.copiedBuffer("hello", StandardCharsets.US_ASCII);
    source.sink.next(buffer);
    assertThat(tap.contents).hasSize(1);
    assertThat(tap.contents.get(0)).isSameAs(buffer);
    source.sink.complete();
    assertThat(received()).endsWith("\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
    assertThat(buffer.refCnt()).isZero();
    assertThat(meter.heard).containsExactly("5", "whole");
  }

  @Test
  void headLeavesWithTheFirstPiecesWhenTheirBurstEnds() throws Exception {
    List<Integer> flushes = new ArrayList<>();
    tap.later = () -> {
      gateway.next().answer(Response.of(200).withBody(Body.stream(source)));
      source.give("a").give("b");
      flushes.add(tap.flushes);
      source.sink.burstEnded();
      flushes.add(tap.flushes);
      source.give("c").sink.complete();
      flushes.add(tap.flushes);
      return null;
    };
    ask();
    assertThat(flushes).containsExactly(0, 1, 2);
    channel.runPendingTasks();
    assertThat(tap.flushes).isEqualTo(2);
  }

  @Test
  void headLeavesAloneWhenNothingIsAtHand() throws Exception {
    answer(Body.stream(source));
    channel.runPendingTasks();
    assertThat(received()).startsWith("HTTP/1.1 200 OK");
    source.sink.complete();
  }

  @Test
  void sourceRestsWhileTheClientTakesNothing() throws Exception {
    answer(Body.stream(source));
    source.give("a");
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
    source.give("b");
    assertThat(source.heard).containsExactly("pause");
    source.give("c");
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
    channel.runPendingTasks();
    assertThat(source.heard).containsExactly("pause", "resume");
    source.sink.complete();
    assertThat(received()).contains("a").contains("b").contains("c");
  }

  @Test
  void clientThatGoesCancelsTheSourceOnce() throws Exception {
    answer(metered());
    source.give("a");
    channel.close().syncUninterruptibly();
    assertThat(source.heard).containsExactly("cancel");
    assertThat(meter.heard).containsExactly("1", "cut");
    source.give("late");
    source.sink.complete();
    assertThat(meter.heard).containsExactly("1", "cut");
  }

  @Test
  void meterThatObjectsCutsTheAnswer() throws Exception {
    answer(metered());
    source.give("a");
    channel.runPendingTasks();
    meter.most = 3;
    source.give("bcd");
    assertThat(channel.isOpen()).isFalse();
    assertThat(source.heard).containsExactly("cancel");
    assertThat(meter.heard).containsExactly("1", "cut");
  }

  @Test
  void sourceThatFailsBeforeItsFirstByteIsA500() throws Exception {
    answer(metered());
    source.sink.fail(new IOException("no connection"));
    assertThat(received()).startsWith("HTTP/1.1 500 ").contains("Internal Server Error");
    assertThat(channel.isOpen()).isTrue();
    assertThat(meter.heard).containsExactly("cut");
  }

  @Test
  void sourceThatFailsLaterCutsTheAnswer() throws Exception {
    answer(metered());
    source.give("a");
    source.sink.fail(new IOException("broken"));
    assertThat(channel.isOpen()).isFalse();
    assertThat(meter.heard).containsExactly("1", "cut");
  }

  @Test
  void sourceThatGivesTooMuchIsGivenUpAndTheAnswerCut() throws Exception {
    answer(Body.stream(source, 3));
    source.give("ab");
    source.give("cd");
    assertThat(source.heard).containsExactly("cancel");
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void sourceThatGivesTooLittleIsNoWholeAnswer() throws Exception {
    answer(MeteredStream.of(Body.stream(source, 3), meter));
    source.give("ab").sink.complete();
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void sourceOfAnotherLoopIsSubscribedTo() throws Exception {
    DefaultEventLoop other = new DefaultEventLoop();
    try {
      LaneSource foreign = new LaneSource(other);
      answer(Body.stream(foreign));
      assertThat(foreign.heard).containsExactly("subscribe");
      assertThat(received()).endsWith("0\r\n\r\n");
    } finally {
      var unused = other.shutdownGracefully();
    }
  }

  private static final class Meter implements MeteredStream.Meter {
    final List<String> heard = new ArrayList<>();
    int most = Integer.MAX_VALUE;

    @Override
    public void pass(int bytes) throws IOException {
      if (bytes >= most) {
        throw new IOException("too much");
      }
      heard.add(Integer.toString(bytes));
    }

    @Override
    public void end(boolean whole) {
      heard.add(whole ? "whole" : "cut");
    }
  }

  private static final class Tap extends ChannelDuplexHandler {
    final List<ByteBuf> contents = new ArrayList<>();
    Callable<?> later = () -> null;
    int flushes;

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
      ctx.fireChannelReadComplete();
      later.call();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      if (message instanceof HttpContent content && content.content().isReadable()) {
        contents.add(content.content());
      }
      var unused = ctx.write(message, promise);
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
      flushes++;
      ctx.flush();
    }
  }
}
