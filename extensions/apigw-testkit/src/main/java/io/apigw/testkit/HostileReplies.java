package io.apigw.testkit;

import java.util.List;

/**
 * What hostile back ends say. A vertical bar stands for a line's end; after the last byte the connection is closed, or
 * stays open for those that say too much.
 */
final class HostileReplies {

  /** No reply at all. */
  static final List<String> NONE = List.of(
      "",
      "garbage||",
      "HTTP/1.1 abc||",
      "HTTP/3.7 200 OK|Content-Length: 0||",
      "HTTP/1.1 200 OK|Content-Length: 0",
      "HTTP/1.1 200 OK|Content-Length: 2|Content-Length: 5||hello",
      "HTTP/1.1 200 OK|Content-Length: 2, 5||hello",
      "HTTP/1.1 200 OK|Content-Length: -1||hello",
      "HTTP/1.1 200 OK|Content-Length: 99999999999999999999||hello",
      "HTTP/1.1 200 OK|Content-Length: 0x5||hello",
      "HTTP/1.1 200 OK|Content-Length: 5|Transfer-Encoding: chunked||0||",
      "HTTP/1.1 200 OK|Transfer-Encoding: gzip, chunked||0||",
      "HTTP/1.1 200 OK|Transfer-Encoding: chunked|Transfer-Encoding: chunked||0||",
      "HTTP/1.1 200 OK|Transfer-Encoding: identity||hello",
      "HTTP/1.1 200 OK|X-A: a\u0000b|Content-Length: 0||");

  /** A head that is right, with a body that is not. */
  static final List<String> BROKEN_BODIES = List.of(
      "HTTP/1.1 200 OK|Content-Length: 50||hello",
      "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hello|",
      "HTTP/1.1 200 OK|Transfer-Encoding: chunked||zz|hello|0||",
      "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hellohello|0||",
      "HTTP/1.1 200 OK|Transfer-Encoding: chunked||-5|hello|0||");

  /** The answer to a HEAD, and more. */
  static final List<String> TWO_AT_ONCE = List.of(
      "HTTP/1.1 200 OK|Content-Length: 2||okHTTP/1.1 200 OK|Content-Length: 4||evil",
      "HTTP/1.1 200 OK|Content-Length: 4||HTTP/1.1 200 OK|Content-Length: 4||evil",
      "HTTP/1.1 204 No Content||HTTP/1.1 200 OK|Content-Length: 4||evil",
      "HTTP/1.1 304 Not Modified||HTTP/1.1 200 OK|Content-Length: 4||evil",
      "HTTP/1.1 101 Switching Protocols|Upgrade: h2c||HTTP/1.1 200 OK|Content-Length: 4||evil");

  private HostileReplies() {}
}
