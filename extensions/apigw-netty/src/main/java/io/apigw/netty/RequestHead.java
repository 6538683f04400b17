package io.apigw.netty;

import io.apigw.api.Headers;
import io.apigw.netty.lane.FieldList;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.Arrays;

/**
 * The head of a request, read once: fit for the gateway, or refused with a status by the rules of RFC 9112. What the
 * codec lets through in some configuration of a user's pipeline is refused here again.
 */
final class RequestHead {

  /** Names and values together; the gateway itself counts by the limits of each API kind, which are lower. */
  static final int HEADER_CEILING = 32 * 1024;

  static final int FIELD_CEILING = 1000;

  private static final int LONGEST_METHOD = 32;

  private final boolean http2;
  private final boolean http10;
  private final boolean keepAlive;
  private final int refusal;
  private String method;
  private String target;
  private Headers headers = Headers.empty();

  private String host = "";
  private int hosts;
  private long contentLength = -1;
  private boolean chunked;
  private boolean expectContinue;
  private boolean connectionField;
  private boolean webSocket;

  private RequestHead(HttpRequest request, boolean http2) {
    this.http2 = http2;
    this.method = request.method().name();
    this.target = request.uri();
    this.http10 = HttpVersion.HTTP_1_0.equals(request.protocolVersion());
    this.refusal = read(request);
    this.keepAlive = connectionField ? HttpUtil.isKeepAlive(request) : !http10;
  }

  /**
   * Reads a head.
   *
   * @param http2 whether it came as HTTP/2, so that fields of a connection must not be there
   */
  static RequestHead of(HttpRequest request, boolean http2) {
    return new RequestHead(request, http2);
  }

  /** The status that the host refuses the request with, 0 when it is fit for the gateway. */
  int refusal() {
    return refusal;
  }

  String method() {
    return method;
  }

  /** The target in origin form. */
  String target() {
    return target;
  }

  Headers headers() {
    return headers;
  }

  /** The length of the body, -1 when it is chunked or there is none. */
  long contentLength() {
    return contentLength;
  }

  boolean hasBody() {
    return chunked || contentLength > 0;
  }

  boolean expectContinue() {
    return expectContinue && hasBody();
  }

  /** Whether the client speaks HTTP/1.0: no chunks, no interim responses. */
  boolean http10() {
    return http10;
  }

  /** The protocol as the gateway names it. */
  String protocol() {
    if (http2) {
      return "HTTP/2";
    }
    return http10 ? "HTTP/1.0" : "HTTP/1.1";
  }

  boolean http2() {
    return http2;
  }

  /** Whether the client would use the connection again. It would not after asking for a WebSocket. */
  boolean keepAlive() {
    return keepAlive && !webSocket;
  }

  /**
   * Whether the client asks for a WebSocket: the one place where such requests are known. They are answered as plain
   * routes until the gateway takes connections (design.md §8).
   */
  boolean webSocket() {
    return webSocket;
  }

  boolean isHead() {
    return method.equals("HEAD");
  }

  private int read(HttpRequest request) {
    DecoderResult result = request.decoderResult();
    if (result.isFailure()) {
      return status(result.cause());
    }
    if (!http2 && !http10 && !HttpVersion.HTTP_1_1.equals(request.protocolVersion())) {
      return 505;
    }
    if (method.length() > LONGEST_METHOD || request.method().equals(HttpMethod.CONNECT)) {
      return 400;
    }
    int status = readFields(request);
    chunked |= http2 && contentLength < 0 && !(request instanceof FullHttpRequest);
    return status == 0 ? readTarget() : status;
  }

  private static int status(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return 414;
    }
    return cause instanceof TooLongHttpHeaderException ? 431 : 400;
  }

  private int readFields(HttpRequest request) {
    if (request.headers().size() > FIELD_CEILING) {
      return 431;
    }
    String[] fields = FieldList.of(request.headers()).fields();
    int size = 0;
    int place = 0;
    for (int i = 0; i < fields.length; i += 2) {
      size += fields[i].length() + fields[i + 1].length();
      int status = size > HEADER_CEILING ? 431 : readField(fields[i], fields[i + 1]);
      if (status != 0) {
        return status;
      }
      if (!http2 || !ofTheCodec(fields[i])) {
        fields[place++] = fields[i];
        fields[place++] = fields[i + 1];
      }
    }
    if (chunked && (http10 || contentLength >= 0)) {
      return 400;
    }
    try {
      headers = Headers.of(place == fields.length ? fields : Arrays.copyOf(fields, place));
    } catch (IllegalArgumentException malformed) {
      return 400;
    }
    return 0;
  }

  /** Only these fields concern the host; every other passes as it is. */
  private int readField(String name, String value) {
    return switch (name.length()) {
      case 4 -> name.equalsIgnoreCase("host") ? readHost(value) : 0;
      case 6 -> name.equalsIgnoreCase("expect") ? readExpect(value) : 0;
      case 7 -> name.equalsIgnoreCase("upgrade") ? readUpgrade(value) : 0;
      case 10 -> name.equalsIgnoreCase("connection") ? readConnection() : 0;
      case 14 -> name.equalsIgnoreCase("content-length") ? readContentLength(value) : 0;
      case 17 -> name.equalsIgnoreCase("transfer-encoding") ? readTransferEncoding(value) : 0;
      default -> 0;
    };
  }

  private int readHost(String value) {
    host = value;
    return hosts++ == 0 ? 0 : 400;
  }

  private int readExpect(String value) {
    if (!value.equalsIgnoreCase("100-continue")) {
      return 417;
    }
    expectContinue = !http10;
    return 0;
  }

  private int readUpgrade(String value) {
    webSocket |= value.equalsIgnoreCase("websocket");
    return 0;
  }

  private int readConnection() {
    connectionField = true;
    return http2 ? 400 : 0;
  }

  private int readContentLength(String value) {
    if (contentLength >= 0 || value.isEmpty() || value.length() > 18) {
      return 400;
    }
    long length = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < '0' || c > '9') {
        return 400;
      }
      length = 10 * length + c - '0';
    }
    contentLength = length;
    return 0;
  }

  private int readTransferEncoding(String value) {
    if (http2) {
      return 0; // the codec refuses it of a client, and some say it of a body without a length
    }
    if (chunked) {
      return 400;
    }
    chunked = true;
    return value.equalsIgnoreCase("chunked") ? 0 : 501;
  }

  /** Fields that Netty's own translation of HTTP/2 adds. */
  private static boolean ofTheCodec(String name) {
    return name.startsWith("x-http2-")
        || (name.length() == 17 && name.equalsIgnoreCase("transfer-encoding"));
  }

  private int readTarget() {
    boolean wrong = hosts == 0 ? !http10 : !RequestTarget.validHost(host);
    if (wrong) {
      return 400;
    }
    if (target.startsWith("/")) {
      return 0;
    }
    if (http2) {
      return 400;
    }
    String authority = RequestTarget.authority(target);
    if (!RequestTarget.validHost(authority)) {
      return 400;
    }
    headers = headers.with("Host", authority);
    target = RequestTarget.originForm(target);
    return 0;
  }
}
