package io.apigw.netty.upstream;

import io.apigw.api.Headers;
import io.apigw.api.integrate.TransportRequest;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Locale;
import java.util.Map;

/** Heads as HTTP/2 has them. */
final class Http2Heads {

  private static final int FIELD_CEILING = 1000;

  private Http2Heads() {}

  static Http2Headers of(TransportRequest request, String authority) {
    Http2Headers head = new DefaultHttp2Headers()
        .method(request.method())
        .scheme(request.origin().scheme())
        .authority(authority)
        .path(request.target());
    Headers headers = request.headers();
    for (int i = 0; i < headers.size(); i++) {
      if (!RequestLines.ownField(headers.name(i))) {
        head.add(headers.name(i).toLowerCase(Locale.ROOT), headers.value(i));
      }
    }
    long length = request.body().length().orElse(-1);
    if (length > 0 || (length == 0 && RequestLines.lengthExpected(request.method()))) {
      head.add("content-length", Long.toString(length));
    }
    return head;
  }

  /**
   * Returns the status of a reply.
   *
   * @throws IllegalArgumentException when it has none
   */
  static int status(Http2Headers head) {
    CharSequence status = head.status();
    String text = status == null ? "" : status.toString();
    if (!text.matches("[1-9][0-9]{2}")) {
      throw new IllegalArgumentException(":status: expected three digits but was " + text);
    }
    return Integer.parseInt(text);
  }

  /**
   * Returns the fields of a reply.
   *
   * @throws IllegalArgumentException when they are malformed or too many
   */
  static Headers fields(Http2Headers head) {
    if (head.size() > FIELD_CEILING) {
      throw new IllegalArgumentException(
          "headers: expected at most " + FIELD_CEILING + " lines but was " + head.size());
    }
    Headers.Builder fields = Headers.builder();
    for (Map.Entry<CharSequence, CharSequence> field : head) {
      String name = field.getKey().toString();
      if (!name.startsWith(":")) {
        fields.add(name, field.getValue().toString());
      }
    }
    return fields.build();
  }

  /**
   * Returns the length of a reply's body; -1 when it is unknown.
   *
   * @throws IllegalArgumentException when it is no number, or more than one
   */
  static long length(Headers fields) {
    int at = fields.indexOf("content-length", 0);
    if (at < 0) {
      return -1;
    }
    String length = fields.value(at);
    if (!length.matches("[0-9]{1,18}") || fields.indexOf("content-length", at + 1) >= 0) {
      throw new IllegalArgumentException("content-length: expected one number but was " + length);
    }
    return Long.parseLong(length);
  }
}
