package io.apigw.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Response;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each flush is a system call: as few as possible. */
@ExtendWith(LeakGuard.class)
class FlushTest {

  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

  private final Flushes flushes = new Flushes();

  private EmbeddedChannel channel(io.apigw.api.RequestProcessor gateway) {
    EmbeddedChannel channel = Hosts.embedded(gateway);
    channel.pipeline().addFirst(flushes);
    return channel;
  }

  private static Object ascii(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }

  @Test
  void headAndBodyLeaveTogether() {
    EmbeddedChannel channel =
        channel(Hosts.answering(request -> Response.text(200, "x".repeat(10_000))));
    var unused = channel.writeOneInbound(ascii(GET));
    assertThat(flushes.count).isZero();
    channel.flushInbound();
    assertThat(flushes.count).isEqualTo(1);
    channel.finishAndReleaseAll();
  }

  @Test
  void answersToRequestsSentTogetherLeaveTogether() {
    EmbeddedChannel channel = channel(Hosts.answering(request -> Response.text(200, "x")));
    var unused = channel.writeOneInbound(ascii(GET.repeat(10)));
    channel.flushInbound();
    assertThat(flushes.count).isEqualTo(1);
    channel.finishAndReleaseAll();
  }

  @Test
  void lateAnswerLeavesAtOnce() throws Exception {
    Scripted gateway = new Scripted();
    EmbeddedChannel channel = channel(gateway);
    channel.writeInbound(ascii(GET));
    assertThat(flushes.count).isZero();
    gateway.next().answer("x");
    assertThat(flushes.count).isEqualTo(1);
    channel.finishAndReleaseAll();
  }

  @Test
  void headOfAStreamDoesNotWaitForItsBody() throws Exception {
    SubmissionPublisher<ByteBuffer> nothingYet = new SubmissionPublisher<>();
    Scripted gateway = new Scripted();
    EmbeddedChannel channel = channel(gateway);
    channel.writeInbound(ascii(GET));
    gateway.next().answer(Response.stream(200, "text/event-stream", nothingYet));
    channel.runPendingTasks();
    assertThat(flushes.count).isEqualTo(1);
    nothingYet.close();
    channel.finishAndReleaseAll();
  }

  @ParameterizedTest
  @CsvSource({"text/event-stream, 4", "text/event-stream;charset=utf-8, 4", "text/plain, 1"})
  void eventsLeaveOneByOneAndOtherPiecesTogether(String type, int expected) {
    EmbeddedChannel channel =
        channel(Hosts.answering(request -> Response.stream(200, type, FlushTest::threePieces)));
    channel.writeInbound(ascii(GET));
    assertThat(flushes.count).isEqualTo(expected);
    channel.finishAndReleaseAll();
  }

  private static void threePieces(Flow.Subscriber<? super ByteBuffer> subscriber) {
    subscriber.onSubscribe(new Flow.Subscription() {
      private boolean given;

      @Override
      public void request(long n) {
        if (!given) {
          given = true;
          for (int i = 0; i < 3; i++) {
            subscriber.onNext(ByteBuffer.wrap(new byte[] {'x'}));
          }
          subscriber.onComplete();
        }
      }

      @Override
      public void cancel() {}
    });
  }

  private static final class Flushes extends ChannelOutboundHandlerAdapter {
    private int count;

    @Override
    public void flush(ChannelHandlerContext ctx) {
      count++;
      ctx.flush();
    }
  }
}
