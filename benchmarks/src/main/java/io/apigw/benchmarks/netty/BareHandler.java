package io.apigw.benchmarks.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Answers every request with the bytes and the header fields of the gateway's answer, made as cheaply as Netty can. */
final class BareHandler extends ChannelInboundHandlerAdapter {

  private static final byte[] BODY = "Hello, Ada".getBytes(StandardCharsets.UTF_8);
  private static final AsciiString TYPE = AsciiString.cached("text/plain; charset=utf-8");
  private static final AsciiString LENGTH = AsciiString.cached(Integer.toString(BODY.length));
  private static final AsciiString ID_NAME = AsciiString.cached("Apigw-Requestid");
  private static final AsciiString ID = AsciiString.cached("Jn2mTiIroAMEMnA=");
  private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
          "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
      .withZone(ZoneOffset.UTC);

  private long second;
  private AsciiString date = AsciiString.EMPTY_STRING;

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest) {
      DefaultFullHttpResponse response = new DefaultFullHttpResponse(
          HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.wrappedBuffer(BODY));
      HttpHeaders headers = response.headers();
      headers.set(HttpHeaderNames.CONTENT_TYPE, TYPE);
      headers.set(ID_NAME, ID);
      headers.set(HttpHeaderNames.DATE, date());
      headers.set(HttpHeaderNames.CONTENT_LENGTH, LENGTH);
      var unused = context.write(response, context.voidPromise());
    }
    ReferenceCountUtil.release(message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.flush();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    var unused = context.close();
  }

  private AsciiString date() {
    long now = System.currentTimeMillis() / 1000;
    if (now != second) {
      second = now;
      date = AsciiString.of(FORMAT.format(Instant.ofEpochSecond(now)));
    }
    return date;
  }
}
