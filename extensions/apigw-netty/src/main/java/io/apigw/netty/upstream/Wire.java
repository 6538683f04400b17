package io.apigw.netty.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.CharsetUtil;

/** Bytes of HTTP/1.1 that are the same in every request. */
final class Wire {

  private static final byte[] LINE_END = "\r\n".getBytes(CharsetUtil.US_ASCII);
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(CharsetUtil.US_ASCII);

  private Wire() {}

  static ByteBuf lineEnd() {
    return Unpooled.wrappedBuffer(LINE_END);
  }

  static ByteBuf lastChunk() {
    return Unpooled.wrappedBuffer(LAST_CHUNK);
  }
}
