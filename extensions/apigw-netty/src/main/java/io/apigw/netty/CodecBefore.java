package io.apigw.netty;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.MessageToMessageCodec;
import io.netty.handler.codec.MessageToMessageDecoder;
import io.netty.handler.codec.http.HttpObjectDecoder;
import java.util.Map;

/** Looks whether there is something in a pipeline that makes requests of bytes, so that its lack is found at once. */
final class CodecBefore {

  private CodecBefore() {}

  /**
   * Requires a codec before a handler, and the connection's own thread for it.
   *
   * @throws IllegalStateException naming the line to write
   */
  static void require(ChannelHandlerContext context) {
    if (context.executor() != context.channel().eventLoop()) {
      throw new IllegalStateException("pipeline: expected a GatewayHandler on the channel's own"
          + " event loop but was on another executor; write pipeline.addLast(new"
          + " GatewayHandler(gateway)) without an EventExecutorGroup");
    }
    for (Map.Entry<String, ChannelHandler> entry : context.pipeline()) {
      ChannelHandler handler = entry.getValue();
      if (handler == context.handler()) {
        break;
      }
      if (makesMessages(handler)) {
        return;
      }
    }
    throw new IllegalStateException("pipeline: expected an HTTP codec before the GatewayHandler but"
        + " was none; write pipeline.addLast(new HttpServerCodec(), new GatewayHandler(gateway))");
  }

  private static boolean makesMessages(ChannelHandler handler) {
    return handler instanceof HttpObjectDecoder
        || handler instanceof CombinedChannelDuplexHandler
        || handler instanceof MessageToMessageCodec
        || handler instanceof MessageToMessageDecoder;
  }
}
