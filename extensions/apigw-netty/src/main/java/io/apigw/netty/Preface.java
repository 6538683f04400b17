package io.apigw.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the first bytes of a connection, which is set up for HTTP/1.1: those that begin HTTP/2 have it set up anew.
 */
final class Preface extends ChannelInboundHandlerAdapter {

  /** RFC 9113 §3.4. */
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  private final Protocols protocols;
  private final Duration limit;
  private ByteBuf begun = Unpooled.EMPTY_BUFFER;
  private @Nullable ScheduledFuture<?> timer;

  /**
   * Begins to look.
   *
   * @param limit how long the rest of a preface may take
   */
  Preface(Protocols protocols, Duration limit) {
    this.protocols = protocols;
    this.limit = limit;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf read = (ByteBuf) message;
    ByteBuf bytes = begun.isReadable() ? Unpooled.wrappedBuffer(begun, read) : read;
    begun = Unpooled.EMPTY_BUFFER;
    int length = Math.min(bytes.readableBytes(), PREFACE.length());
    if (!begins(bytes, length)) {
      goOn(ctx, bytes);
    } else if (length == PREFACE.length()) {
      Protocols.removeHttp1(ctx.pipeline());
      protocols.http2(ctx.pipeline());
      goOn(ctx, bytes);
    } else {
      begun = bytes;
      expectRest(ctx);
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    begun.release();
    begun = Unpooled.EMPTY_BUFFER;
    ScheduledFuture<?> running = timer;
    if (running != null) {
      running.cancel(false);
    }
  }

  private static boolean begins(ByteBuf bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes.getByte(bytes.readerIndex() + i) != PREFACE.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static void goOn(ChannelHandlerContext ctx, ByteBuf bytes) {
    ctx.fireChannelRead(bytes);
    ctx.pipeline().remove(ctx.handler());
  }

  private void expectRest(ChannelHandlerContext ctx) {
    if (timer == null) {
      timer = ctx.executor()
          .schedule(
              () -> {
                var unused = ctx.close();
              },
              limit.toNanos(),
              TimeUnit.NANOSECONDS);
    }
  }
}
