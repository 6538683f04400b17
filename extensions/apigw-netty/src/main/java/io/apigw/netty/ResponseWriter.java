package io.apigw.netty;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.Response;
import io.apigw.api.shared.MeteredStream;
import io.apigw.netty.lane.BufferSource;
import io.apigw.netty.lane.FieldList;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.nio.ByteBuffer;

/** Writes answers: the gateway's headers with the host's own framing, and the body. Event loop only. */
final class ResponseWriter {

  private static final System.Logger LOG = System.getLogger(ResponseWriter.class.getName());

  /** {@link Headers} has validated names and values already. */
  private static final HttpHeadersFactory PLAIN =
      DefaultHttpHeadersFactory.headersFactory().withValidation(false);

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final String EVENTS = "text/event-stream";
  private static final AsciiString CONTENT_TYPE = AsciiString.cached("Content-Type");
  private static final AsciiString DATE = AsciiString.cached("Date");
  private static final AsciiString CONTENT_LENGTH = AsciiString.cached("Content-Length");
  private static final AsciiString TRANSFER_ENCODING = AsciiString.cached("Transfer-Encoding");
  private static final AsciiString CHUNKED = AsciiString.cached("chunked");
  private static final AsciiString CONNECTION = AsciiString.cached("Connection");
  private static final AsciiString CLOSE = AsciiString.cached("close");
  private static final AsciiString KEEP_ALIVE = AsciiString.cached("keep-alive");

  private final Wire wire;
  private final HttpDate date;

  ResponseWriter(Wire wire, HttpDate date) {
    this.wire = wire;
    this.date = date;
  }

  /**
   * Writes an answer, or begins to.
   *
   * @param keepAlive whether the connection may be used again after it
   */
  void write(Exchange exchange, Response given, boolean keepAlive) {
    Response response = sendable(given);
    int status = response.status();
    Body body = response.body();
    HttpHeaders headers = headers(response.headers());
    if (exchange.head().isHead() || status == 204 || status == 205 || status == 304) {
      giveUp(body);
      announce(headers, status, response);
      writeWhole(exchange, status, headers, NOTHING, keepAlive);
    } else if (body.collected()) {
      ByteBuffer bytes = body.buffer();
      headers.set(CONTENT_LENGTH, Integer.toString(bytes.remaining()));
      writeWhole(exchange, status, headers, bytes, keepAlive);
    } else {
      stream(exchange, status, headers, body, keepAlive);
    }
  }

  /** An interim status as the last word would leave the client waiting; a value needs the gateway's JSON engine. */
  private static Response sendable(Response response) {
    boolean unwritten = response.body().value().isPresent();
    if (response.status() >= 200 && !unwritten) {
      return response;
    }
    LOG.log(
        System.Logger.Level.ERROR,
        unwritten
            ? "expected a response whose body is written but was a value; the gateway writes values"
            : "expected a final status but was " + response.status());
    giveUp(response.body());
    return Refusal.response(500);
  }

  private HttpHeaders headers(Headers given) {
    boolean own = wire.ownEncoder();
    HttpHeaders headers = own ? new FieldList() : PLAIN.newHeaders();
    boolean dated = false;
    for (int i = 0; i < given.size(); i++) {
      String name = given.name(i);
      if (!framing(name)) {
        dated |= name.length() == 4 && name.equalsIgnoreCase("date");
        headers.add(name, own ? given.value(i) : encodable(given.value(i)));
      }
    }
    if (!dated) {
      headers.add(DATE, date.now());
    }
    return headers;
  }

  /** Whether a field belongs to the connection, which is the host's. */
  private static boolean framing(String name) {
    return switch (name.length()) {
      case 7 -> name.equalsIgnoreCase("trailer");
      case 10 -> name.equalsIgnoreCase("connection") || name.equalsIgnoreCase("keep-alive");
      case 14 -> name.equalsIgnoreCase("content-length");
      case 16 -> name.equalsIgnoreCase("proxy-connection");
      case 17 -> name.equalsIgnoreCase("transfer-encoding");
      default -> false;
    };
  }

  /** Netty's codec writes a String as ASCII and an AsciiString byte by byte. */
  private static CharSequence encodable(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) > 127) {
        return new AsciiString(value);
      }
    }
    return value;
  }

  /** Writes the length that a body not sent would have had: for HEAD, and for 304 when the answer says so. */
  private static void announce(HttpHeaders headers, int status, Response response) {
    if (status == 204 || status == 205) {
      return;
    }
    String stated = response.headers().last("Content-Length").orElse("");
    if (!stated.isEmpty()
        && stated.length() < 19
        && stated.chars().allMatch(c -> c >= '0' && c <= '9')) {
      headers.add(CONTENT_LENGTH, stated);
    } else if (status != 304) {
      response
          .body()
          .length()
          .ifPresent(length -> headers.add(CONTENT_LENGTH, Long.toString(length)));
    }
  }

  private void writeWhole(
      Exchange exchange, int status, HttpHeaders headers, ByteBuffer body, boolean keepAlive) {
    connection(exchange, headers, keepAlive);
    int size = body.remaining();
    wire.write(
        headers instanceof FieldList list
            ? new WholeAnswer(status, list, body)
            : new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(status),
                Unpooled.wrappedBuffer(body),
                headers,
                EmptyHttpHeaders.INSTANCE),
        size);
    wire.flush();
    exchange.answered(keepAlive);
  }

  private void stream(
      Exchange exchange, int status, HttpHeaders headers, Body body, boolean reusable) {
    long length = body.length().orElse(-1);
    boolean keepAlive = reusable;
    if (length >= 0) {
      headers.set(CONTENT_LENGTH, Long.toString(length));
    } else if (exchange.head().http10()) {
      keepAlive = false;
    } else if (!exchange.head().http2()) {
      headers.set(TRANSFER_ENCODING, CHUNKED);
    }
    connection(exchange, headers, keepAlive);
    wire.hold(
        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), headers));
    StreamedAnswer answer = new StreamedAnswer(wire, exchange, length, keepAlive);
    try {
      take(exchange, answer, body, headers);
    } catch (RuntimeException | Error broken) {
      LOG.log(System.Logger.Level.ERROR, "a streamed body could not be subscribed to", broken);
      answer.cut();
    }
    wire.flushSoon();
  }

  /** Takes a body: over the lane when its source is on this loop, else as anyone does. */
  private void take(Exchange exchange, StreamedAnswer answer, Body body, HttpHeaders headers) {
    MeteredStream.Source source = MeteredStream.source(body);
    if (source.publisher() instanceof BufferSource lane && lane.loop() == exchange.loop()) {
      LaneBody sink = new LaneBody(answer, source);
      exchange.streaming(sink);
      lane.take(sink);
    } else {
      PublishedBody sink = new PublishedBody(answer, exchange.loop(), ofEvents(headers));
      exchange.streaming(sink);
      source.subscribe(sink);
    }
  }

  /** A publisher that cannot even be cancelled spoils no answer. */
  private static void giveUp(Body body) {
    try {
      body.discard();
    } catch (RuntimeException | Error broken) {
      LOG.log(System.Logger.Level.ERROR, "a streamed body could not be given up", broken);
    }
  }

  private static boolean ofEvents(HttpHeaders headers) {
    String type = headers.get(CONTENT_TYPE, "");
    return type.regionMatches(true, 0, EVENTS, 0, EVENTS.length());
  }

  private static void connection(Exchange exchange, HttpHeaders headers, boolean keepAlive) {
    if (exchange.head().http2()) {
      return;
    }
    if (!keepAlive) {
      headers.set(CONNECTION, CLOSE);
    } else if (exchange.head().http10()) {
      headers.set(CONNECTION, KEEP_ALIVE);
    }
  }
}
