package io.apigw.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpMessage;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import java.util.Iterator;
import java.util.Map;

/** Makes a request of the frames of one stream, and frames of its answer. Trailers are dropped. */
final class Http2Messages extends ChannelDuplexHandler {

  /** Pieces of this size are counted one by one as the client takes them; frames are no larger by default. */
  private static final int PIECE = 16 * 1024;

  private boolean begun;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof Http2HeadersFrame head) {
      if (!begun) {
        begun = true;
        ctx.fireChannelRead(Http2Request.of(head.headers(), head.isEndStream()));
      } else if (head.isEndStream()) {
        ctx.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
      }
    } else if (message instanceof Http2DataFrame data) {
      ByteBuf bytes = data.content();
      ctx.fireChannelRead(
          data.isEndStream() ? new DefaultLastHttpContent(bytes) : new DefaultHttpContent(bytes));
    } else {
      ReferenceCountUtil.release(message);
    }
  }

  /**
   * Closes when the client gives the stream up, though there may be frames that nobody has read; later, when the codec
   * knows it, too, and answers a reset by none.
   */
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof Http2ResetFrame) {
      ctx.executor().execute(() -> {
        var unused = ctx.close();
      });
    }
    ctx.fireUserEventTriggered(event);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof FullHttpMessage full && message instanceof HttpResponse response) {
      writeFull(ctx, response, full.content(), promise);
    } else if (message instanceof HttpResponse response) {
      send(ctx, new DefaultHttp2HeadersFrame(headers(response), false), promise);
    } else if (message instanceof HttpContent piece) {
      writeData(ctx, piece.content(), message instanceof LastHttpContent, promise);
    } else {
      send(ctx, message, promise);
    }
  }

  private static void writeFull(
      ChannelHandlerContext ctx, HttpResponse response, ByteBuf body, ChannelPromise promise) {
    boolean interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    boolean empty = !body.isReadable();
    ChannelPromise first = empty ? promise : ctx.voidPromise();
    send(ctx, new DefaultHttp2HeadersFrame(headers(response), empty && !interim), first);
    if (empty) {
      body.release();
    } else {
      writeData(ctx, body, true, promise);
    }
  }

  private static void writeData(
      ChannelHandlerContext ctx, ByteBuf bytes, boolean last, ChannelPromise promise) {
    while (bytes.readableBytes() > PIECE) {
      send(
          ctx, new DefaultHttp2DataFrame(bytes.readRetainedSlice(PIECE), false), ctx.voidPromise());
    }
    send(ctx, new DefaultHttp2DataFrame(bytes, last), promise);
  }

  private static void send(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    var unused = ctx.write(message, promise);
  }

  /** The names are tokens and the values free of line breaks: whoever answers has made sure. */
  private static Http2Headers headers(HttpResponse response) {
    Http2Headers headers = new DefaultHttp2Headers(false, response.headers().size() + 1);
    headers.status(response.status().codeAsText());
    Iterator<Map.Entry<CharSequence, CharSequence>> fields =
        response.headers().iteratorCharSequence();
    while (fields.hasNext()) {
      Map.Entry<CharSequence, CharSequence> field = fields.next();
      AsciiString name = AsciiString.of(field.getKey()).toLowerCase();
      if (!name.contentEquals(HttpHeaderNames.UPGRADE)) {
        headers.add(name, field.getValue());
      }
    }
    return headers;
  }
}
