package io.apigw.netty;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import org.jspecify.annotations.Nullable;

/** How a stream of HTTP/2 is ended before both sides have ended it themselves. */
final class StreamEnd {

  private StreamEnd() {}

  /**
   * Tells the client, when it has the answer, that the rest of its request is not wanted (RFC 9113 §8.1).
   *
   * @param answered done when the whole answer has left
   */
  static void withoutTheRest(ChannelHandlerContext context, @Nullable ChannelFuture answered) {
    context.flush();
    if (answered == null) {
      reset(context, Http2Error.NO_ERROR);
    } else {
      var unused = answered.addListener(sent -> reset(context, Http2Error.NO_ERROR));
    }
  }

  /** Ends a stream at once. */
  static void reset(ChannelHandlerContext context, Http2Error reason) {
    if (context.channel().isActive()) {
      var unused = context.writeAndFlush(new DefaultHttp2ResetFrame(reason));
      var unusedToo = context.close();
    }
  }
}
