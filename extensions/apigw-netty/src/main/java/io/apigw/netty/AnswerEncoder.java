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
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.ByteBuffer;
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
      STATUS_LINES[status] = statusLine(status);
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
    if (message instanceof WholeAnswer whole) {
      whole(ctx, whole);
    } else if (message instanceof FullHttpResponse whole) {
      head(ctx, whole.status().code(), whole.headers(), whole.content().readableBytes());
      chunked = false;
      body(ctx, whole.content());
    } else if (message instanceof HttpResponse response) {
      HttpHeaders headers = response.headers();
      head(ctx, response.status().code(), headers, room(headers));
      chunked = headers.contains("Transfer-Encoding");
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

  private void whole(ChannelHandlerContext ctx, WholeAnswer answer) {
    ByteBuffer body = answer.body();
    head(ctx, answer.status(), answer.headers(), body.remaining());
    chunked = false;
    ByteBuf head = gathered;
    if (head != null && body.remaining() <= SMALL) {
      head.writeBytes(body);
    } else {
      body(ctx, Unpooled.wrappedBuffer(body));
    }
  }

  private void head(ChannelHandlerContext ctx, int status, HttpHeaders headers, int room) {
    writeGathered(ctx);
    framing(status, headers);
    HeadBytes head = HeadBytes.begin();
    head.bytes(status < STATUS_LINES.length ? STATUS_LINES[status] : statusLine(status));
    fields(head, headers);
    head.line();
    gathered = head.end(ctx.alloc(), Math.min(room, SMALL));
  }

  private static int room(HttpHeaders headers) {
    String length = headers.get("Content-Length");
    return length == null || length.length() > 5 ? ROOM : Math.min(Integer.parseInt(length), SMALL);
  }

  /** Takes framing away where the status has none (RFC 9110 §15). */
  private static void framing(int status, HttpHeaders headers) {
    if (status < 200 || status == 204) {
      headers.remove("Content-Length").remove("Transfer-Encoding");
    } else if (status == 205) {
      headers.remove("Transfer-Encoding").set("Content-Length", "0");
    }
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

  private static byte[] statusLine(int status) {
    return ascii(
        "HTTP/1.1 " + status + ' ' + HttpResponseStatus.valueOf(status).reasonPhrase() + "\r\n");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
