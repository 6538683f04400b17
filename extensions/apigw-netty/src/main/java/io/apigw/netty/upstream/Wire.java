package io.apigw.netty.upstream;

import io.netty.util.CharsetUtil;

/** Bytes of HTTP/1.1 that are the same in every request. */
final class Wire {

  static final byte[] LINE_END = "\r\n".getBytes(CharsetUtil.US_ASCII);
  static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(CharsetUtil.US_ASCII);

  private Wire() {}
}
