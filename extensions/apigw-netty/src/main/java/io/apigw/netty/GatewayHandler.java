package io.apigw.netty;

import io.apigw.api.RequestProcessor;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;

/**
 * Answers the requests of one connection from a gateway, behind an {@code HttpServerCodec} in a pipeline of your own,
 * with or without an {@code HttpObjectAggregator} between:
 *
 * <pre>{@code
 * pipeline.addLast(new HttpServerCodec(), new GatewayHandler(gateway, "/api"), ourOwnHandler);
 * }</pre>
 *
 * <p>Requests under the mount path are the gateway's; every other is passed on to the next handler untouched. Answers
 * leave in the order of the requests, whoever gives them. One request of a connection is in process at a time; what a
 * client sends ahead waits, and above a bound the connection is not read until the answer is given.
 *
 * <p>Each connection needs a handler of its own, on the channel's own event loop; on a stream of HTTP/2 it stands behind
 * an {@code Http2StreamFrameToHttpObjectCodec}. A client that for 30 seconds sends no byte of a body that is waited for,
 * or takes no byte of an answer, or is slower than 240 bytes per second in doing so, loses its connection. Deadlines for heads and for idle connections are the
 * pipeline's own matter; {@link NettyServer} has them.
 */
public final class GatewayHandler extends ChannelDuplexHandler {

  /** Messages of requests sent ahead, which wait decoded, before the connection is not read. */
  private static final int HELD_BOUND = 64;

  private final HostSettings settings;
  private final RawInput source;
  private final ArrayDeque<HttpObject> held = new ArrayDeque<>(4);

  private Conversation conversation;

  /** Whether the message that is coming in is the next handler's. */
  private boolean passing;

  /** The next handler's requests that it has not answered. */
  private int passedOn;

  private boolean interim;
  private boolean advancing;

  /**
   * Answers every request of the connection.
   *
   * @param gateway who answers
   */
  public GatewayHandler(RequestProcessor gateway) {
    this(gateway, "");
  }

  /**
   * Answers the requests under a path.
   *
   * @param gateway who answers
   * @param mountPath a path without a trailing slash, such as {@code /api}, which is cut off before routing; empty
   *     for every request
   * @throws IllegalArgumentException when it is no such path
   */
  public GatewayHandler(RequestProcessor gateway, String mountPath) {
    this(HostSettings.foreign(gateway, mountPath), RawInput.FOREIGN);
  }

  @SuppressWarnings("NullAway.Init") // the conversation begins when the handler has a context
  GatewayHandler(HostSettings settings, RawInput source) {
    this.settings = settings;
    this.source = source;
  }

  /**
   * Begins, on a channel's own event loop and behind an HTTP codec.
   *
   * @throws IllegalStateException when the pipeline is another
   */
  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    if (!settings.ownPipeline()) {
      CodecBefore.require(ctx);
    }
    conversation = new Conversation(this, ctx, settings, source);
    if (ctx.channel().isActive()) {
      conversation.start();
    }
  }

  /** Hears of a client that has closed its side of a connection that may stay half open: it may wait for an answer. */
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    ctx.fireUserEventTriggered(event);
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      conversation.inputEnded();
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    end("the handler was removed");
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    conversation.start();
    ctx.fireChannelActive();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    end("the client has closed the connection");
    ctx.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof HttpObject object)) {
      ctx.fireChannelRead(message);
      return;
    }
    conversation.wire().beginBurst();
    if (held.isEmpty() && turnOf(object)) {
      take(ctx, object);
    } else {
      held.add(object);
      conversation.readingChanged();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    conversation.burstEnded();
    ctx.fireChannelReadComplete();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    conversation.writabilityChanged();
    advance(ctx);
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    boolean answered = passedOn > 0 && lastOfAnswer(message);
    var unused = ctx.write(message, promise);
    if (answered) {
      passedOn--;
      advance(ctx);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (settings.ownPipeline() || conversation.busy()) {
      conversation.failed(cause);
    } else {
      ctx.fireExceptionCaught(cause);
    }
  }

  /** Goes on with what was held back, when an answer has been given. */
  void advance(ChannelHandlerContext ctx) {
    if (advancing) {
      return;
    }
    advancing = true;
    boolean outside = conversation.wire().beginBurst();
    while (!held.isEmpty() && turnOf(held.element())) {
      take(ctx, held.remove());
    }
    if (held.isEmpty() && conversation.ready()) {
      source.resume();
    }
    advancing = false;
    if (outside) {
      conversation.burstEnded();
    }
    conversation.readingChanged();
  }

  /** Whether a further request may be decoded: the next one is answered when this one is. */
  boolean ready() {
    return held.isEmpty() && conversation.ready();
  }

  /** Whether no request is in the next handler's hands. */
  boolean nothingPassedOn() {
    return passedOn == 0 && !passing;
  }

  boolean heldFull() {
    return held.size() >= HELD_BOUND;
  }

  boolean anythingHeld() {
    return !held.isEmpty();
  }

  void readingChanged() {
    conversation.readingChanged();
  }

  void look(boolean maySend) {
    conversation.look(maySend);
  }

  void announceDrain() {
    conversation.announceDrain();
  }

  void drain() {
    conversation.drain();
  }

  /** Drops what was held back, when nothing will be answered any more. */
  void dropHeld() {
    held.forEach(ReferenceCountUtil::release);
    held.clear();
  }

  private boolean turnOf(HttpObject object) {
    if (!(object instanceof HttpRequest request)) {
      return true;
    }
    return settings.mount().covers(request.uri())
        ? conversation.ready() && passedOn == 0
        : !conversation.busy();
  }

  private void take(ChannelHandlerContext ctx, HttpObject object) {
    if (conversation.wire().closing()) {
      ReferenceCountUtil.release(object);
    } else if (object instanceof HttpRequest request && settings.mount().covers(request.uri())) {
      passing = false;
      conversation.begin(request);
    } else if (object instanceof HttpRequest) {
      passedOn++;
      pass(ctx, object);
    } else if (passing) {
      pass(ctx, object);
    } else {
      conversation.content((HttpContent) object);
    }
  }

  private void pass(ChannelHandlerContext ctx, HttpObject object) {
    passing = !(object instanceof LastHttpContent);
    ctx.fireChannelRead(object);
  }

  /** Whether the next handler has given an answer to the end; interim answers do not count, a switch of protocols does. */
  private boolean lastOfAnswer(Object message) {
    if (message instanceof HttpResponse response) {
      HttpResponseStatus status = response.status();
      interim = status.codeClass() == HttpStatusClass.INFORMATIONAL
          && status.code() != HttpResponseStatus.SWITCHING_PROTOCOLS.code();
    }
    return message instanceof LastHttpContent && !interim;
  }

  private void end(String reason) {
    if (conversation != null) { // null when the handler could not be added
      conversation.end(reason);
    }
    dropHeld();
  }
}
