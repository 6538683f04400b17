package io.apigw.netty;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the head of a request off the fields of HTTP/2 (RFC 9113 §8.3). */
final class Http2Request {

  private Http2Request() {}

  /**
   * Returns the request: one that is malformed is none, but says so as a decoder's result.
   *
   * @param headers what the codec has checked: lower-case tokens, no field that belongs to a connection
   * @param whole whether no body follows
   */
  static HttpRequest of(Http2Headers headers, boolean whole) {
    try {
      return read(headers, whole);
    } catch (IllegalArgumentException malformed) {
      HttpRequest none = request(HttpMethod.GET, "/", noHeaders(), whole);
      none.setDecoderResult(DecoderResult.failure(malformed));
      return none;
    }
  }

  private static HttpRequest read(Http2Headers headers, boolean whole) {
    CharSequence method = required(headers.method(), ":method");
    CharSequence path = required(headers.path(), ":path");
    CharSequence scheme = required(headers.scheme(), ":scheme");
    require(
        AsciiString.contentEqualsIgnoreCase(scheme, "https")
            || AsciiString.contentEqualsIgnoreCase(scheme, "http"),
        ":scheme");
    require(path.charAt(0) == '/', ":path");
    return request(HttpMethod.valueOf(method.toString()), path.toString(), fields(headers), whole);
  }

  private static HttpHeaders fields(Http2Headers headers) {
    HttpHeaders fields = noHeaders();
    CharSequence authority = headers.authority();
    if (authority != null) {
      fields.add(HttpHeaderNames.HOST, authority);
    }
    StringBuilder cookies = null;
    for (Map.Entry<CharSequence, CharSequence> field : headers) {
      CharSequence name = field.getKey();
      if (name.length() > 0 && name.charAt(0) == ':') {
        continue;
      }
      if (authority != null && HttpHeaderNames.HOST.contentEquals(name)) {
        require(AsciiString.contentEqualsIgnoreCase(authority, field.getValue()), "host");
      } else if (HttpHeaderNames.COOKIE.contentEquals(name)) {
        cookies = joined(cookies, field.getValue());
      } else {
        fields.add(name, field.getValue());
      }
    }
    if (cookies != null) {
      fields.add(HttpHeaderNames.COOKIE, cookies.toString());
    }
    return fields;
  }

  /** Clients split this one field, so that its parts can be compressed (RFC 9113 §8.2.3). */
  private static StringBuilder joined(@Nullable StringBuilder cookies, CharSequence more) {
    return cookies == null ? new StringBuilder(more) : cookies.append("; ").append(more);
  }

  private static HttpRequest request(
      HttpMethod method, String path, HttpHeaders headers, boolean whole) {
    return whole
        ? new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            method,
            path,
            Unpooled.EMPTY_BUFFER,
            headers,
            EmptyHttpHeaders.INSTANCE)
        : new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, path, headers);
  }

  /** The codec has validated them, and {@link RequestHead} does so again. */
  private static HttpHeaders noHeaders() {
    return DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
  }

  private static CharSequence required(@Nullable CharSequence value, String name) {
    if (value == null || value.length() == 0) {
      throw new IllegalArgumentException(name + ": expected a value but was none");
    }
    return value;
  }

  private static void require(boolean fine, String name) {
    if (!fine) {
      throw new IllegalArgumentException(name + ": expected another value");
    }
  }
}
