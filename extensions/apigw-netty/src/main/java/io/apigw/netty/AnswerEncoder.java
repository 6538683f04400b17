package io.apigw.netty;

import io.apigw.netty.lane.FieldList;
import io.apigw.netty.lane.HeadBytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the host's own answers, whose headers are right by their type, as HTTP/1.1 has them. A head and what is small
 * behind it leave in one buffer; large pieces are passed on as they are.
 */
final class AnswerEncoder extends ChannelOutboundHandlerAdapter {

  /** Copying so much costs less than one more buffer to send. */
  static final int SMALL = 16 * 1024;

  /** Room behind a head whose body comes piece by piece. */
  private static final int ROOM = 512;

  private static final byte[][] STATUS_LINES = new byte[600][];
  private static final byte[] LAST_CHUNK = ascii("0\r\n\r\n");
  private static final byte[] CRLF = ascii("\r\n");

  static {
    for (int status = 100; status < STATUS_LINES.length; status++) {
      STATUS_LINES[status] = statusLine(HttpResponseStatus.valueOf(status));
    }
  }

  /** What is written when more does not fit, or at the next flush. */
  private @Nullable ByteBuf gathered;

  private boolean chunked;

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (!promise.isVoid()) {
      writeGathered(ctx);
      encode(ctx, message);
      ByteBuf rest = gathered;
      gathered = null;
      var unused = ctx.write(rest == null ? Unpooled.EMPTY_BUFFER : rest, promise);
      return;
    }
    encode(ctx, message);
  }

  @Override
  public void flush(ChannelHandlerContext ctx) {
    writeGathered(ctx);
    ctx.flush();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    ByteBuf rest = gathered;
    gathered = null;
    if (rest != null) {
      rest.release();
    }
  }

  private void encode(ChannelHandlerContext ctx, Object message) {
    if (message instanceof FullHttpResponse whole) {
      head(ctx, whole, Math.min(whole.content().readableBytes(), SMALL));
      body(ctx, whole.content());
    } else if (message instanceof HttpResponse response) {
      head(ctx, response, room(response.headers()));
    } else if (message instanceof HttpContent content) {
      if (chunked) {
        chunk(ctx, content);
      } else {
        body(ctx, content.content());
      }
    } else if (message instanceof ByteBuf bytes) {
      body(ctx, bytes);
    } else {
      throw new IllegalArgumentException(
          "message: expected a part of an answer but was " + message);
    }
  }

  private void head(ChannelHandlerContext ctx, HttpResponse response, int room) {
    writeGathered(ctx);
    HeadBytes head = HeadBytes.begin();
    int status = response.status().code();
    head.bytes(status < STATUS_LINES.length ? STATUS_LINES[status] : statusLine(response.status()));
    fields(head, framed(response, status));
    head.line();
    gathered = head.end(ctx.alloc(), room);
  }

  private static int room(HttpHeaders headers) {
    String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
    return length == null || length.length() > 5 ? ROOM : Math.min(Integer.parseInt(length), SMALL);
  }

  /** The headers without framing where the status has none (RFC 9110 §15); remembers whether there are chunks. */
  private HttpHeaders framed(HttpResponse response, int status) {
    HttpHeaders headers = response.headers();
    if (status < 200 || status == 204) {
      headers.remove(HttpHeaderNames.CONTENT_LENGTH).remove(HttpHeaderNames.TRANSFER_ENCODING);
    } else if (status == 205) {
      headers.remove(HttpHeaderNames.TRANSFER_ENCODING).set("Content-Length", "0");
    }
    chunked = !(response instanceof FullHttpResponse)
        && headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
    return headers;
  }

  private static void fields(HeadBytes head, HttpHeaders headers) {
    if (headers instanceof FieldList list) {
      for (int i = 0; i < list.size(); i++) {
        head.field(list.name(i), list.value(i));
      }
      return;
    }
    for (Map.Entry<String, String> field : headers.entries()) {
      head.field(field.getKey(), field.getValue());
    }
  }

  private void chunk(ChannelHandlerContext ctx, HttpContent content) {
    ByteBuf piece = content.content();
    int size = piece.readableBytes();
    if (size > 0) {
      gather(ctx, ascii(Integer.toHexString(size)));
      gather(ctx, CRLF);
      body(ctx, piece);
      gather(ctx, CRLF);
    } else {
      content.release();
    }
    if (content instanceof LastHttpContent) {
      gather(ctx, LAST_CHUNK);
    }
  }

  /** Takes a piece over: it is copied behind what is gathered, or follows it. */
  private void body(ChannelHandlerContext ctx, ByteBuf piece) {
    ByteBuf before = gathered;
    int size = piece.readableBytes();
    if (size == 0) {
      piece.release();
    } else if (before != null && size <= SMALL && before.readableBytes() <= SMALL) {
      before.writeBytes(piece);
      piece.release();
    } else {
      writeGathered(ctx);
      var unused = ctx.write(piece, ctx.voidPromise());
    }
  }

  private void gather(ChannelHandlerContext ctx, byte[] bytes) {
    ByteBuf before = gathered;
    if (before == null) {
      before = ctx.alloc().directBuffer(ROOM);
      gathered = before;
    }
    before.writeBytes(bytes);
  }

  private void writeGathered(ChannelHandlerContext ctx) {
    ByteBuf before = gathered;
    if (before != null) {
      gathered = null;
      var unused = ctx.write(before, ctx.voidPromise());
    }
  }

  private static byte[] statusLine(HttpResponseStatus status) {
    return ascii("HTTP/1.1 " + status.code() + ' ' + status.reasonPhrase() + "\r\n");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
