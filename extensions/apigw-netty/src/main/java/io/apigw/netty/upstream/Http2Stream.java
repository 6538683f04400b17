package io.apigw.netty.upstream;

import io.apigw.api.Headers;
import io.apigw.netty.lane.Deadline;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** Carries one call on a stream of HTTP/2. */
final class Http2Stream extends ChannelInboundHandlerAdapter
    implements Carrier, ChannelFutureListener {

  private static final int MOST_INTERIM_REPLIES = 16;

  private final Http2Session session;
  private final boolean kept;
  private final Deadline deadline;

  private @Nullable Call call;
  private @Nullable Http2StreamChannel stream;
  private boolean replied;
  private boolean bodiless;
  private boolean unprocessed;
  private int interimReplies;

  /** Whether something has come, so that the call must not go again. */
  private boolean touched;

  /** The bytes that the reply has announced and not given yet. */
  private long missing;

  /**
   * Makes a stream that is to be opened.
   *
   * @param kept whether the session has carried calls before
   */
  Http2Stream(Http2Session session, Call call, boolean kept) {
    this.session = session;
    this.call = call;
    this.kept = kept;
    this.deadline = new Deadline(session.pool().client().timers(), this::passed);
  }

  void begin(Http2StreamChannel opened) {
    stream = opened;
    opened
        .config()
        .setOption(
            ChannelOption.WRITE_BUFFER_WATER_MARK,
            new WriteBufferWaterMark(64 * 1024, LoopClient.MOST_READ));
    Call current = call;
    if (current == null) {
      var unused = opened.close();
    } else {
      current.carriedBy(this);
    }
  }

  @Override
  public Channel channel() {
    Channel opened = stream;
    if (opened == null) {
      throw new IllegalStateException("a stream that was not opened");
    }
    return opened;
  }

  @Override
  public void sendWhole(Call whole) {
    ByteBuf body = Unpooled.wrappedBuffer(whole.request().body().buffer());
    boolean empty = !body.isReadable();
    ChannelFuture written = writeHead(whole, empty);
    if (!empty) {
      written = channel().write(new DefaultHttp2DataFrame(body, true));
    }
    var unused = written.addListener(this);
    channel().flush();
  }

  @Override
  public void sendHead(Call begun) {
    var unused = writeHead(begun, false);
  }

  @Override
  public void write(ByteBuf piece) {
    var unused = channel().write(new DefaultHttp2DataFrame(piece, false));
  }

  @Override
  public void end() {
    var unused = channel()
        .writeAndFlush(new DefaultHttp2DataFrame(Unpooled.EMPTY_BUFFER, true))
        .addListener(this);
  }

  @Override
  public void flush() {
    channel().flush();
  }

  @Override
  public void due(long nanos) {
    deadline.setNanos(nanos);
  }

  @Override
  public void operationComplete(ChannelFuture written) {
    Call current = call;
    if (current == null) {
      return;
    }
    if (written.isSuccess()) {
      current.sent();
    } else {
      current.unsendable();
    }
  }

  /** Closing resets the stream unless both sides have ended it. */
  @Override
  public void finished() {
    abort();
  }

  @Override
  public void abort() {
    call = null;
    deadline.clear();
    Channel opened = stream;
    if (opened != null) {
      var unused = opened.close();
    }
    session.ended(this);
  }

  /** Hears that the transport is closed. */
  void cut(String reason) {
    Call current = call;
    abort();
    if (current != null) {
      current.cut(reason);
    }
  }

  /** Hears that nothing more can come: the call may go again if nothing has come, and surely if it was not looked at. */
  void lost(String reason, boolean untouched) {
    Call current = call;
    if (current == null) {
      return;
    }
    boolean again = (untouched || unprocessed)
        ? current.mayGoAgainUnprocessed()
        : (kept && !touched && current.mayGoAgain());
    abort();
    if (again) {
      session.pool().client().start(current);
    } else {
      current.broken(reason);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    Call current = call;
    touched = true;
    if (current == null) {
      ReferenceCountUtil.release(message);
    } else if (message instanceof Http2HeadersFrame head) {
      read(current, head);
    } else if (message instanceof Http2DataFrame data) {
      read(current, data);
    } else {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    Call current = call;
    if (current != null) {
      current.readComplete();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    Call current = call;
    if (current != null) {
      current.writable();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof Http2ResetFrame reset) {
      touched = true;
      unprocessed |= reset.errorCode() == Http2Error.REFUSED_STREAM.code();
      lost("the back end has reset the stream: " + Http2Error.valueOf(reset.errorCode()), false);
    } else if (event instanceof Http2GoAwayFrame) {
      unprocessed = true; // only streams that it leaves out hear of it
      session.goesAway();
      lost("the back end goes away", false);
    }
    ReferenceCountUtil.release(event);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    lost("the back end has closed the stream", false);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    touched = true;
    lost(Failures.line(cause), false);
  }

  private ChannelFuture writeHead(Call begun, boolean last) {
    return channel()
        .write(new DefaultHttp2HeadersFrame(
            Http2Heads.of(begun.request(), session.pool().authority()), last));
  }

  private void read(Call current, Http2HeadersFrame head) {
    if (replied) {
      if (head.isEndStream()) {
        ended(current); // with trailers, which are dropped
      }
      return;
    }
    try {
      int status = Http2Heads.status(head.headers());
      if (status < 200) {
        interim(status, head.isEndStream());
        return;
      }
      Headers fields = Http2Heads.fields(head.headers());
      bodiless = current.request().method().equals("HEAD") || status == 204 || status == 304;
      replied = true;
      long length = Http2Heads.length(fields);
      missing = bodiless ? 0 : Math.max(0, length);
      current.begun(status, fields, length);
    } catch (IllegalArgumentException malformed) {
      lost("malformed reply: " + Failures.line(malformed), false);
      return;
    }
    if (head.isEndStream() && call == current) {
      ended(current);
    }
  }

  /** Netty takes a stream without any byte for the answer to HEAD, whatever length its head has told. */
  private void ended(Call current) {
    if (missing > 0) {
      lost("malformed reply: a body shorter than its content-length", false);
    } else {
      current.ended();
    }
  }

  private void read(Call current, Http2DataFrame data) {
    boolean last = data.isEndStream();
    if (!replied || (bodiless && data.content().isReadable())) {
      data.release();
      lost("malformed reply: bytes where there must be none", false);
      return;
    }
    missing -= Math.min(missing, data.content().readableBytes());
    current.give(data.content());
    if (last && call == current) {
      ended(current);
    }
  }

  private void interim(int status, boolean last) {
    if (status == 101 || last || ++interimReplies > MOST_INTERIM_REPLIES) {
      lost("malformed reply: interim replies that are too many, the last, or 101", false);
    }
  }

  private void passed() {
    Call current = call;
    if (current != null) {
      current.late();
    }
  }
}
