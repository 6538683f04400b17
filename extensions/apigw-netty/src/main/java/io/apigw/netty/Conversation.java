package io.apigw.netty;

import io.apigw.api.RequestProcessor;
import io.apigw.api.Response;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's requests on one connection, one after another. Event loop only.
 */
final class Conversation {

  private static final System.Logger LOG = System.getLogger(Conversation.class.getName());

  private final GatewayHandler handler;
  private final ChannelHandlerContext context;
  private final HostSettings settings;
  private final RawInput source;
  private final boolean http2;
  private final Wire wire;
  private final Reading reading;
  private final Requests requests;
  private final ResponseWriter writer;
  private final Deadlines deadlines;

  private @Nullable Exchange exchange;
  private long count;
  private boolean refused;
  private boolean draining;
  private boolean inputOver;

  /** Whether the request that came last has come to its end. */
  private boolean whole;

  Conversation(
      GatewayHandler handler,
      ChannelHandlerContext context,
      HostSettings settings,
      RawInput source) {
    this.handler = handler;
    this.context = context;
    this.settings = settings;
    this.source = source;
    this.http2 = context.channel() instanceof Http2StreamChannel;
    this.wire = new Wire(context, settings.ownPipeline(), http2);
    this.writer = new ResponseWriter(wire, settings.date());
    this.reading = new Reading(context);
    this.requests = new Requests(context.channel(), settings.mount());
    this.deadlines = new Deadlines(this, context.channel(), settings, source);
  }

  void start() {
    if (!http2 || !settings.ownPipeline()) { // else the connection looks after its streams
      deadlines.start(context.executor());
    }
  }

  /**
   * Looks whether the client has moved.
   *
   * @param maySend whether nothing but the client itself keeps it from sending
   */
  void look(boolean maySend) {
    deadlines.look(maySend);
  }

  /** Whether this is a stream of HTTP/2, of one request, and not a connection of HTTP/1.1. */
  boolean http2() {
    return http2;
  }

  /** The connection is gone, or not ours any more. */
  void end(String reason) {
    deadlines.stop();
    Exchange current = exchange;
    exchange = null;
    if (current != null) {
      current.cancel(reason);
    }
  }

  Wire wire() {
    return wire;
  }

  RequestProcessor gateway() {
    return settings.gateway();
  }

  Requests requests() {
    return requests;
  }

  /** Whether a request of ours is in process. */
  boolean busy() {
    return exchange != null;
  }

  /** Whether a request of ours may begin. After the end all input is taken, and dropped. */
  boolean ready() {
    return wire.closing() || (exchange == null && wire.writable());
  }

  void begin(HttpRequest message) {
    count++;
    whole = message instanceof LastHttpContent;
    RequestHead head = RequestHead.of(message, http2);
    try {
      if (head.refusal() != 0) {
        refuse(head, head.refusal());
        return;
      }
      Exchange begun = new Exchange(this, context.channel().eventLoop(), head);
      exchange = begun;
      begun.upload().begin(message);
      begun.proceed();
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  void content(HttpContent piece) {
    Exchange current = exchange;
    whole = piece instanceof LastHttpContent;
    try {
      if (current != null) {
        current.upload().add(piece);
        current.proceed();
      }
    } finally {
      piece.release();
    }
  }

  /** Says that all that was read has been handled. */
  void burstEnded() {
    Exchange current = exchange;
    if (current != null) {
      current.upload().burstEnded();
    }
    wire.endBurst();
    if (busy()) {
      reading.ask();
    }
  }

  void writabilityChanged() {
    Exchange current = exchange;
    if (current != null && wire.writable()) {
      current.writable();
    }
  }

  /** Reads on or stops reading, whichever fits what waits. */
  void readingChanged() {
    Exchange current = exchange;
    if (!wire.closing()) {
      reading.stopWhen(
          (current != null && current.upload().full()) || handler.heldFull() || source.full());
    }
  }

  void sendContinue() {
    wire.write(
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER),
        0);
    wire.flush();
  }

  void respond(Exchange current, Response response) {
    if (wire.closing() || !context.channel().isActive()) {
      response.body().discard();
      return;
    }
    boolean keepAlive = current.beginAnswer() && !http2 && !last();
    writer.write(current, response, keepAlive);
  }

  /** Answers the current request itself, because it is broken, and closes the connection. */
  void refuse(int status) {
    Exchange broken = exchange;
    if (broken == null) {
      refuse(
          RequestHead.of(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"), http2),
          status);
    } else if (broken.answered()) {
      closeUnread();
    } else if (broken.open()) {
      broken.cancel("the request is malformed");
      refuse(broken.head(), status);
    } else {
      reset();
    }
  }

  /** Ends the connection, or the stream, after an answer. */
  void closeAfter(Exchange last) {
    if (http2 && whole) {
      exchange = null; // the stream has ended on both sides
      return;
    }
    if (http2 || refused || last.upload().owed() || !nothingHeld()) {
      closeUnread();
    } else {
      exchange = null;
      wire.close();
    }
  }

  /** Makes way for the next request. */
  void ended(Exchange last) {
    if (exchange == last) {
      exchange = null;
      handler.advance(context);
    }
  }

  /** The client sends no more: what it has asked for is answered, and the connection closed. */
  void inputEnded() {
    inputOver = true;
    Exchange current = exchange;
    boolean nothingToAnswer = current == null
        ? handler.nothingPassedOn() && nothingHeld()
        : current.upload().owed();
    if (nothingToAnswer) {
      var unused = context.close();
    }
  }

  private boolean nothingHeld() {
    return !handler.anythingHeld() && !source.anythingHeld();
  }

  /** Whether no request may follow, as when all is answered of a client that sends no more. */
  private boolean last() {
    return draining || refused || (inputOver && nothingHeld());
  }

  void reset() {
    wire.reset();
  }

  void failed(Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.log(
          cause instanceof Error ? System.Logger.Level.ERROR : System.Logger.Level.DEBUG,
          "a connection failed",
          cause);
    }
    if (http2 && cause instanceof Http2Exception) {
      wire.closedElsewhere(); // with the error that the cause names
      end("the client has broken the rules of HTTP/2");
    } else {
      wire.reset();
    }
  }

  /** The answers from now on are the last of their connections. */
  void announceDrain() {
    draining = true;
  }

  /** Finishes what is in process and closes. */
  void drain() {
    announceDrain();
    if (exchange == null && handler.nothingPassedOn() && !source.headBegun() && !wire.closing()) {
      wire.close();
    }
  }

  /** The request of ours that is in process. */
  Optional<Exchange> current() {
    return Optional.ofNullable(exchange);
  }

  Reading reading() {
    return reading;
  }

  /** How many requests of ours there have been. */
  long count() {
    return count;
  }

  /** The client was too slow. */
  void expired(Deadlines.Waiting waiting) {
    switch (waiting) {
      case HEAD, BODY -> refuse(408);
      case IDLE -> wire.close();
      case REST, READER, NOTHING -> wire.reset();
    }
  }

  private void refuse(RequestHead head, int status) {
    refused = true;
    Exchange refusal = new Exchange(this, context.channel().eventLoop(), head);
    exchange = refusal;
    respond(refusal, Refusal.response(status));
  }

  private void closeUnread() {
    exchange = null;
    handler.dropHeld();
    wire.closeUnread();
  }
}
