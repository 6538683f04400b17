package io.apigw.netty.upstream;

import io.apigw.netty.lane.Deadline;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A connection of HTTP/2: carries many calls at a time, each on a stream of its own. */
final class Http2Session extends ChannelInboundHandlerAdapter implements Open {

  private static final int STREAM_WINDOW = 1 << 20;
  private static final int CONNECTION_WINDOW = 16 << 20;
  private static final int WINDOW_AT_FIRST = 65_535;
  private static final int HEADERS = 64 * 1024;

  /** Until the back end has told how many it takes, and when it has told no number. */
  private static final long STREAMS_AT_FIRST = 1;

  private static final long STREAMS_UNTOLD = 1000;

  /** Numbers of streams are used up before 2^31; only every second is ours. */
  private static final int MOST_CALLS = 1_000_000_000;

  private final OriginPool pool;
  private final Channel channel;
  private final Deadline idle;
  private final long expires;
  private final Set<Http2Stream> streams = new LinkedHashSet<>();

  private long mostStreams = STREAMS_AT_FIRST;
  private boolean told;
  private int calls;
  private boolean leaving;
  private boolean gone;

  Http2Session(OriginPool pool, Channel channel) {
    this.pool = pool;
    this.channel = channel;
    this.idle = new Deadline(pool.client().timers(), this::leave);
    this.expires = pool.expiry();
  }

  /** Begins to speak HTTP/2 on a channel that is connected. */
  void begin() {
    Http2FrameCodec codec = Http2FrameCodecBuilder.forClient()
        .initialSettings(Http2Settings.defaultSettings()
            .pushEnabled(false)
            .initialWindowSize(STREAM_WINDOW)
            .maxHeaderListSize(HEADERS))
        .gracefulShutdownTimeoutMillis(0)
        .build();
    channel.pipeline().addLast(codec, new Http2MultiplexHandler(new Unasked()), this);
    var unused = channel.writeAndFlush(
        new DefaultHttp2WindowUpdateFrame(CONNECTION_WINDOW - WINDOW_AT_FIRST));
  }

  /** Whether it may carry one more call. */
  boolean hasRoom() {
    return !leaving
        && !gone
        && channel.isActive()
        && streams.size() < mostStreams
        && calls < MOST_CALLS
        && !pool.expired(expires);
  }

  /** Whether the back end has told how many streams it takes. */
  boolean settled() {
    return told;
  }

  void carry(Call call) {
    idle.clear();
    Http2Stream stream = new Http2Stream(this, call, calls > 0);
    calls++;
    streams.add(stream);
    Future<Http2StreamChannel> opening =
        new Http2StreamChannelBootstrap(channel).handler(stream).open();
    var unused = opening.addListener(opened -> {
      if (opened.isSuccess()) {
        stream.begin(opening.getNow());
      } else {
        leaving = true;
        stream.lost("no stream could be opened: " + Failures.line(opened.cause()), true);
      }
    });
  }

  OriginPool pool() {
    return pool;
  }

  /** Hears that the back end takes no more calls here. */
  void goesAway() {
    leaving = true;
    if (streams.isEmpty()) {
      leave();
    }
  }

  /** Hears that a stream is over. */
  void ended(Http2Stream stream) {
    if (!streams.remove(stream) || gone) {
      return;
    }
    if (streams.isEmpty()) {
      if (leaving || pool.expired(expires)) {
        leave();
        return;
      }
      rest();
    }
    pool.serveWaiting();
  }

  /** Waits for a call. */
  void rest() {
    idle.setNanos(pool.untilExpiry(expires, pool.client().limits().idle().toNanos()));
  }

  @Override
  public void shut(String reason) {
    for (Http2Stream stream : List.copyOf(streams)) {
      stream.cut(reason);
    }
    leave();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof Http2SettingsFrame frame) {
      Long most = frame.settings().maxConcurrentStreams();
      if (most != null) {
        mostStreams = most;
      } else if (!told) {
        mostStreams = STREAMS_UNTOLD;
      }
      told = true;
      pool.serveWaiting();
    } else if (message instanceof Http2GoAwayFrame) {
      goesAway();
    }
    ReferenceCountUtil.release(message);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    breakOff("the back end has closed the connection");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    breakOff(Failures.line(cause));
  }

  private void breakOff(String reason) {
    leave();
    for (Http2Stream stream : List.copyOf(streams)) {
      stream.lost(reason, false);
    }
  }

  private void leave() {
    if (!gone) {
      gone = true;
      idle.clear();
      var unused = channel.close();
      pool.lost(this);
    }
  }

  /** Pushed streams are switched off; one that comes all the same is an error of the connection before it is here. */
  @ChannelHandler.Sharable
  private static final class Unasked extends ChannelInboundHandlerAdapter {
    @Override
    public void channelActive(ChannelHandlerContext context) {
      var unused = context.close();
    }
  }
}
