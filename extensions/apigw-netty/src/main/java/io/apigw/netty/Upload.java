package io.apigw.netty;

import io.apigw.api.Body;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What follows the head of one request: handed over in one piece when it is at hand already, else as a stream. Event
 * loop only; pieces stay the caller's.
 */
final class Upload {

  /** A body up to this size is handed over in one piece when it comes along with its head. */
  private static final int SMALL = 16 * 1024;

  private final Conversation host;
  private final Exchange exchange;
  private final RequestHead head;
  private final EventLoop loop;

  private @Nullable ByteBuffer small;
  private @Nullable RequestBody stream;
  private boolean received;
  private boolean continued;

  Upload(Conversation host, Exchange exchange, RequestHead head, EventLoop loop) {
    this.host = host;
    this.exchange = exchange;
    this.head = head;
    this.loop = loop;
  }

  /** Whether the codec has said that the request is whole. */
  boolean received() {
    return received;
  }

  /** Whether the client still owes a part of the body. */
  boolean owed() {
    return !received && head.hasBody();
  }

  /** Whether it is the client's turn to send: not so while it waits to be told to go on. */
  boolean awaited() {
    return owed() && (!head.expectContinue() || continued || bytes() > 0);
  }

  /** How many bytes have come of a body that is streamed. */
  long bytes() {
    RequestBody body = stream;
    return body == null ? 0 : body.received();
  }

  /** Whether the connection is better not read for now. */
  boolean full() {
    RequestBody body = stream;
    return body != null
        && (body.full() || (body.dropped() >= RequestBody.BOUND && !exchange.answered()));
  }

  /** Whether so much was read for nothing that closing is cheaper than reading on. */
  boolean wasteful() {
    RequestBody body = stream;
    return body != null && body.dropped() > RequestBody.BOUND;
  }

  /**
   * Whether what is owed may be read for nothing. A client that waits for 100 and got none sends either the body or
   * its next request, and nobody can tell which.
   */
  boolean drainable() {
    boolean waits = head.expectContinue() && bytes() == 0;
    return !waits && head.contentLength() - bytes() <= RequestBody.BOUND;
  }

  void begin(HttpRequest request) {
    if (request instanceof FullHttpRequest full) {
      received = true;
      boolean empty = !full.content().isReadable();
      exchange.process(empty ? Body.empty() : Body.bytes(full.content().nioBuffer()));
    } else if (!head.hasBody()) {
      exchange.process(Body.empty());
    } else if (head.contentLength() > 0
        && head.contentLength() <= SMALL
        && !head.expectContinue()) {
      small = ByteBuffer.allocate((int) head.contentLength());
    } else {
      exchange.process(body(stream()));
    }
  }

  void add(HttpContent piece) {
    if (piece.decoderResult().isFailure()) {
      host.refuse(400);
      return;
    }
    received |= piece instanceof LastHttpContent;
    ByteBuffer gathered = small;
    if (gathered != null) {
      gather(gathered, piece);
      return;
    }
    RequestBody body = stream;
    if (body != null) {
      body.offer(piece.content());
      if (received) {
        body.complete();
      }
    }
  }

  /** Says that nothing more of what the client sent is at hand: what is small but not whole is streamed. */
  void burstEnded() {
    ByteBuffer gathered = small;
    if (gathered != null) {
      small = null;
      RequestBody body = stream();
      body.offer(Unpooled.wrappedBuffer(gathered.flip()));
      exchange.process(body(body));
    }
    RequestBody body = stream;
    if (body != null) {
      body.burstEnded();
    }
  }

  /** Ends the stream early, if there is one that is not read to its end. */
  void fail(String reason) {
    small = null;
    RequestBody body = stream;
    if (body != null) {
      body.fail(reason);
    }
  }

  private RequestBody stream() {
    RequestBody body = new RequestBody(loop, this::demanded, host::readingChanged);
    stream = body;
    return body;
  }

  private Body body(RequestBody body) {
    return head.contentLength() < 0 ? Body.stream(body) : Body.stream(body, head.contentLength());
  }

  private void demanded() {
    if (head.expectContinue() && exchange.open() && bytes() == 0 && !received) {
      continued = true;
      host.sendContinue();
    }
  }

  private void gather(ByteBuffer gathered, HttpContent piece) {
    if (piece.content().readableBytes() > gathered.remaining()) {
      host.refuse(400);
      return;
    }
    gathered.put(piece.content().nioBuffer());
    if (received) {
      small = null;
      exchange.process(Body.bytes(gathered.flip()));
    }
  }
}
