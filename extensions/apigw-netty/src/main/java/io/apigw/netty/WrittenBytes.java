package io.apigw.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/** Counts what is written to a connection, so that it can be told how much of it the client has taken. */
final class WrittenBytes extends ChannelOutboundHandlerAdapter {

  private long written;

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof ByteBuf bytes) {
      written += bytes.readableBytes();
    }
    var unused = ctx.write(message, promise);
  }

  /** The bytes that the client has taken. */
  long taken(ChannelOutboundBuffer pending) {
    return written - waiting(pending);
  }

  /** The bytes that wait for the client, those of a piece that is half gone left out. */
  static long waiting(ChannelOutboundBuffer pending) {
    return pending.totalPendingWriteBytes() - pending.currentProgress();
  }
}
