package io.apigw.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The outgoing side of a connection: as few flushes as possible, and the ways to end it. Event loop only. */
final class Wire {

  /** How long a connection that is closed early still takes input, so that the answer is not lost by a reset. */
  private static final int LINGER_SECONDS = 2;

  private final ChannelHandlerContext context;
  private final boolean ownPipeline;
  private final boolean ownEncoder;
  private final boolean http2;
  private boolean burst;
  private boolean unflushed;
  private boolean flushScheduled;
  private boolean closing;
  private boolean unsent;
  private long written;
  private @Nullable HttpResponse head;

  /** When the end of the answer has left, which may wait for the client's window. */
  private @Nullable ChannelFuture last;

  Wire(ChannelHandlerContext context, boolean ownPipeline, boolean http2) {
    this.context = context;
    this.ownPipeline = ownPipeline;
    this.ownEncoder = context.pipeline().get(AnswerEncoder.class) != null;
    this.http2 = http2;
  }

  Channel channel() {
    return context.channel();
  }

  /** Whether heads are written by our own encoder, which takes any list of fields. */
  boolean ownEncoder() {
    return ownEncoder;
  }

  /** Whether more may be written; a stream of HTTP/2 that was reset calls itself writable for ever. */
  boolean writable() {
    Channel channel = context.channel();
    return channel.isWritable() && channel.isActive();
  }

  /** Says that the other side of the pipeline ends the stream. */
  void closedElsewhere() {
    closing = true;
  }

  /** Whether nothing more is read or written, apart from what was written before. */
  boolean closing() {
    return closing;
  }

  /**
   * Keeps the head of a streamed answer until its first piece is written, or until what is at hand is flushed: so both
   * leave together, and an answer that fails at once can still be another.
   */
  void hold(HttpResponse streamHead) {
    head = streamHead;
  }

  /** Takes back a head that is held; returns whether there was one. */
  boolean recall() {
    boolean held = head != null;
    head = null;
    return held;
  }

  /** How many bytes of bodies have been written. */
  long written() {
    return written;
  }

  /**
   * Writes without a flush. A failure ends the connection: by exceptionCaught with a void promise.
   *
   * @param bytes how many bytes of a body it holds
   */
  void write(Object message, int bytes) {
    written += bytes;
    letHeadGo();
    pass(message);
  }

  private void letHeadGo() {
    HttpResponse held = head;
    if (held != null) {
      head = null;
      pass(held);
    }
  }

  private void pass(Object message) {
    unsent = true;
    if (http2 && message instanceof LastHttpContent) {
      last = context.write(message);
    } else if (ownPipeline) {
      var unused = context.write(message, context.voidPromise());
    } else {
      context.write(message).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }
  }

  /** Flushes at the end of what is being read now, else at once. */
  void flush() {
    if (burst) {
      unflushed = true;
    } else {
      flushNow();
    }
  }

  /** Flushes whatever else is going on. */
  void flushNow() {
    letHeadGo();
    if (unsent) {
      unsent = false;
      context.flush();
    }
  }

  /** Flushes when what is ready now has been written: a stream's pieces leave together. */
  void flushSoon() {
    if (burst) {
      unflushed = true;
    } else if (!flushScheduled) {
      flushScheduled = true;
      try {
        context.executor().execute(this::scheduledFlush);
      } catch (RejectedExecutionException loopHasEnded) {
        flushScheduled = false;
      }
    }
  }

  /** Holds flushes back; returns whether they were not held back before. */
  boolean beginBurst() {
    boolean first = !burst;
    burst = true;
    return first;
  }

  void endBurst() {
    burst = false;
    if (unflushed) {
      unflushed = false;
      flushNow();
    }
  }

  /** Closes after what was written has been sent. */
  void close() {
    closing = true;
    var unused = end().addListener(ChannelFutureListener.CLOSE);
  }

  /** Closes after what was written has been sent, taking and dropping what the client still sends for a while. */
  void closeUnread() {
    closing = true;
    if (http2) {
      StreamEnd.withoutTheRest(context, last);
      return;
    }
    if (!context.channel().config().isAutoRead()) {
      context.channel().config().setAutoRead(true);
    }
    var unused = end().addListener(this::linger);
  }

  /** Ends the connection so that the client sees that the answer is not whole: without a goodbye of TLS, too. */
  void reset() {
    closing = true;
    if (http2) {
      StreamEnd.reset(context, Http2Error.INTERNAL_ERROR);
      return;
    }
    if (context.channel().isActive()) {
      context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
    }
    ChannelHandlerContext first = context.pipeline().firstContext();
    var unused = first == null ? context.close() : first.close();
  }

  private ChannelFuture end() {
    unflushed = false;
    return context.writeAndFlush(Unpooled.EMPTY_BUFFER);
  }

  private void linger(Future<? super Void> sent) {
    Channel channel = context.channel();
    if (!sent.isSuccess() || !(channel instanceof DuplexChannel duplex)) {
      var unused = context.close();
      return;
    }
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    var unused = tls == null ? duplex.shutdownOutput() : tls.closeOutbound();
    var timer = context.executor().schedule(this::lingered, LINGER_SECONDS, TimeUnit.SECONDS);
    var unusedToo = channel.closeFuture().addListener(closed -> timer.cancel(false));
  }

  private void lingered() {
    var unused = context.close();
  }

  private void scheduledFlush() {
    flushScheduled = false;
    flushNow();
  }
}
