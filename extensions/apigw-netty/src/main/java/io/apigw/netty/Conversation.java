package io.apigw.netty;

import io.apigw.api.Body;
import io.apigw.api.Connection;
import io.apigw.api.Request;
import io.apigw.api.RequestProcessor;
import io.apigw.api.Response;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
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
  private final Wire wire;
  private final ResponseWriter writer;
  private final Deadlines deadlines;

  private @Nullable Exchange exchange;
  private @Nullable Connection connection;
  private long requests;
  private boolean refused;
  private boolean draining;
  private boolean unread;

  /** Whether the pipeline reads on its own demand, as a user's may. */
  private boolean manual;

  Conversation(GatewayHandler handler, ChannelHandlerContext context, HostSettings settings, RawInput source) {
    this.handler = handler;
    this.context = context;
    this.settings = settings;
    this.source = source;
    this.wire = new Wire(context, settings.ownPipeline());
    this.writer = new ResponseWriter(wire, context.executor(), settings.date());
    this.deadlines = new Deadlines(this, settings.limits());
  }

  void start() {
    deadlines.start(context.executor());
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

  /** Whether a request of ours is in process. */
  boolean busy() {
    return exchange != null;
  }

  /** Whether a request of ours may begin. After the end all input is taken, and dropped. */
  boolean ready() {
    return wire.closing() || (exchange == null && wire.writable());
  }

  void begin(HttpRequest message) {
    requests++;
    RequestHead head = RequestHead.of(message);
    try {
      if (head.refusal() != 0) {
        refuse(head, head.refusal());
        return;
      }
      Exchange begun = new Exchange(this, context.executor(), head);
      exchange = begun;
      begun.upload().begin(message);
      begun.proceed();
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  void content(HttpContent piece) {
    Exchange current = exchange;
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
    if (busy() && !unread && !context.channel().config().isAutoRead()) {
      context.read();
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
    boolean full = (current != null && current.upload().full()) || handler.heldFull() || source.full();
    if (full == unread || wire.closing()) {
      return;
    }
    unread = full;
    if (full) {
      manual = !context.channel().config().isAutoRead();
    }
    if (!manual) {
      context.channel().config().setAutoRead(!full);
    } else if (!full) {
      context.read();
    }
  }

  /**
   * Makes the gateway's request of a head.
   *
   * @throws IllegalArgumentException when method or target are malformed
   */
  Request request(RequestHead head, Body body, Exchange executor) {
    Connection facts = connection;
    if (facts == null) {
      facts = ConnectionFacts.of(context.channel());
      connection = facts;
    }
    Request.Builder request = Request.builder(head.method(), head.target())
        .headers(head.headers())
        .body(body)
        .connection(facts)
        .executor(executor);
    if (head.http10()) {
      request.protocol("HTTP/1.0");
    }
    return request.mountPath(settings.mount().path()).build();
  }

  void sendContinue() {
    wire.write(new DefaultFullHttpResponse(
        HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
    wire.flush();
  }

  void respond(Exchange current, Response response) {
    if (wire.closing() || !context.channel().isActive()) {
      response.body().discard();
      return;
    }
    boolean keepAlive = current.beginAnswer() && !draining && !refused;
    writer.write(current, response, keepAlive);
  }

  /** Answers the current request itself, because it is broken, and closes the connection. */
  void refuse(int status) {
    Exchange broken = exchange;
    if (broken == null) {
      refuse(RequestHead.of(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/")), status);
    } else if (broken.answered()) {
      closeUnread();
    } else if (broken.open()) {
      broken.cancel("the request is malformed");
      refuse(broken.head(), status);
    } else {
      reset();
    }
  }

  /** Closes the connection after an answer. */
  void closeAfter(Exchange last) {
    if (refused || last.upload().owed() || handler.anythingHeld() || source.full()) {
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

  void reset() {
    wire.reset();
  }

  void failed(Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.log(System.Logger.Level.DEBUG, "a connection failed", cause);
    }
    wire.reset();
  }

  /** Finishes what is in process and closes. */
  void drain() {
    draining = true;
    if (exchange == null && handler.nothingPassedOn() && !source.headBegun() && !wire.closing()) {
      wire.close();
    }
  }

  /** What the client is waited for. */
  Deadlines.Waiting waiting() {
    Exchange current = exchange;
    if (wire.closing()) {
      return Deadlines.Waiting.NOTHING;
    }
    if (!wire.writable()) {
      return Deadlines.Waiting.READER;
    }
    if (current != null) {
      return current.upload().awaited() && !unread ? Deadlines.Waiting.BODY : Deadlines.Waiting.NOTHING;
    }
    if (!settings.ownPipeline()) {
      return Deadlines.Waiting.NOTHING;
    }
    return source.headBegun() ? Deadlines.Waiting.HEAD : Deadlines.Waiting.IDLE;
  }

  /** A number that differs from that of the last look when the client has moved. */
  long progress(Deadlines.Waiting waiting) {
    Exchange current = exchange;
    Channel channel = context.channel();
    return switch (waiting) {
      case READER -> channel.bytesBeforeWritable();
      case BODY -> current == null ? 0 : current.upload().bytes();
      default -> requests;
    };
  }

  /** The client was too slow. */
  void expired(Deadlines.Waiting waiting) {
    switch (waiting) {
      case HEAD, BODY -> refuse(408);
      case IDLE -> wire.close();
      default -> wire.reset();
    }
  }

  private void refuse(RequestHead head, int status) {
    refused = true;
    Exchange refusal = new Exchange(this, context.executor(), head);
    exchange = refusal;
    respond(refusal, Refusal.response(status));
  }

  private void closeUnread() {
    exchange = null;
    handler.dropHeld();
    wire.closeUnread();
  }
}
