package io.apigw.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2PingFrame;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keeps the streams of one connection in view: their deadlines, its own, floods of frames, and its end. Event loop only. */
final class Http2Watch extends ChannelInboundHandlerAdapter implements Runnable {

  /** PING and SETTINGS frames between two looks; a client that measures its round trips sends a few a second. */
  private static final int CONTROL_FRAMES = 1000;

  private static final System.Logger LOG = System.getLogger(Http2Watch.class.getName());

  private final Http2FrameCodec codec;
  private final WrittenBytes written;
  private final HostSettings.Limits limits;
  private final Duration period;
  private final Map<Channel, GatewayHandler> streams = new LinkedHashMap<>();

  private @Nullable ScheduledFuture<?> timer;
  private @Nullable ChannelHandlerContext context;
  private int controlFrames;
  private long idlePeriods;
  private long stuckPeriods;
  private long taken;
  private boolean draining;
  private boolean flooded;

  Http2Watch(Http2FrameCodec codec, WrittenBytes written, HostSettings.Limits limits) {
    this.codec = codec;
    this.written = written;
    this.limits = limits;
    this.period = Deadlines.period(limits);
  }

  /** Takes a new stream in. */
  void add(Channel stream, GatewayHandler handler) {
    streams.put(stream, handler);
    var unused = stream.closeFuture().addListener(closed -> ended(stream));
  }

  /** Says that no new streams are taken, and closes when those that are there have ended. */
  void drain() {
    ChannelHandlerContext ctx = context;
    if (ctx != null && !draining) {
      draining = true;
      goAway(ctx, Http2Error.NO_ERROR);
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
    long nanos = period.toNanos();
    timer = ctx.executor().scheduleWithFixedDelay(this, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    stop();
  }

  /** A stream with frames that nobody has read does not end by itself when its connection does. */
  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    stop();
    for (Channel stream : List.copyOf(streams.keySet())) {
      var unused = stream.close();
    }
    ctx.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    boolean control = message instanceof Http2PingFrame || message instanceof Http2SettingsFrame;
    ReferenceCountUtil.release(message);
    if (control && ++controlFrames > CONTROL_FRAMES && !flooded) {
      flooded = true;
      goAway(ctx, Http2Error.ENHANCE_YOUR_CALM);
      var unused = ctx.close();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      var unused = ctx.close();
    }
    ctx.fireUserEventTriggered(event);
  }

  /** What breaks the rules of HTTP/2 the codec has ended already. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.log(System.Logger.Level.DEBUG, "a connection failed", cause);
    if (cause instanceof IOException) {
      var unused = ctx.close();
    }
  }

  /** Looks at all streams, then at the connection. */
  @Override
  public void run() {
    controlFrames = 0;
    boolean open = windowOpen();
    for (GatewayHandler stream : List.copyOf(streams.values())) {
      stream.look(open);
    }
    ChannelHandlerContext ctx = context;
    if (ctx == null) {
      return;
    }
    idlePeriods = streams.isEmpty() ? idlePeriods + 1 : 0;
    if (over(idlePeriods, limits.idle())) {
      goAway(ctx, Http2Error.NO_ERROR);
    }
    stuckPeriods = stuck(ctx.channel()) ? stuckPeriods + 1 : 0;
    if (over(stuckPeriods, limits.body())) {
      var unused = ctx.close();
    }
  }

  private boolean over(long periods, Duration limit) {
    return period.multipliedBy(periods).compareTo(limit) >= 0;
  }

  /** Whether the client may send at all: what one stream has not read holds up all others. */
  private boolean windowOpen() {
    Http2Connection connection = codec.connection();
    return connection.local().flowController().windowSize(connection.connectionStream()) > 0;
  }

  /** Whether something waits for the client, and it has taken nothing since the last look. */
  private boolean stuck(Channel channel) {
    ChannelOutboundBuffer pending = channel.unsafe().outboundBuffer();
    if (pending == null) {
      return false;
    }
    long now = written.taken(pending);
    boolean moved = now != taken;
    taken = now;
    return !moved && WrittenBytes.waiting(pending) > 0;
  }

  private void goAway(ChannelHandlerContext ctx, Http2Error reason) {
    var sent = ctx.writeAndFlush(new DefaultHttp2GoAwayFrame(reason));
    if (streams.isEmpty()) {
      sent.addListener(done -> {
        var unused = ctx.close();
      });
    }
  }

  private void ended(Channel stream) {
    streams.remove(stream);
    ChannelHandlerContext ctx = context;
    if (draining && streams.isEmpty() && ctx != null) {
      var unused = ctx.close();
    }
  }

  private void stop() {
    ScheduledFuture<?> running = timer;
    if (running != null) {
      running.cancel(false);
    }
  }
}
