package io.apigw.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;

/** Sets connections up for HTTP/1.1 or HTTP/2. */
final class Protocols {

  /** Streams at a time; more are refused. */
  static final int STREAMS = 100;

  /** Bytes that a client may send ahead of their reader: of one stream, and of all together. */
  static final int STREAM_WINDOW = 256 * 1024;

  static final int CONNECTION_WINDOW = 1024 * 1024;

  /** HTTP/2 counts 32 bytes per field beside names and values. */
  private static final int HEADER_LIST =
      RequestHead.HEADER_CEILING + 32 * RequestHead.FIELD_CEILING;

  /** Answers to PING, SETTINGS and broken streams that wait for a client that does not read. */
  private static final int CONTROL_FRAMES = 1000;

  private final HostSettings settings;

  Protocols(HostSettings settings) {
    this.settings = settings;
  }

  /** Adds what HTTP/1.1 needs, at the end. */
  void http1(ChannelPipeline pipeline) {
    StrictRequestDecoder decoder = new StrictRequestDecoder();
    GatewayHandler handler = new GatewayHandler(settings, decoder);
    decoder.connect(handler::ready, handler::readingChanged);
    pipeline.addLast(decoder, new AnswerEncoder(), handler);
  }

  /** Takes away what HTTP/1.1 needs. */
  static void removeHttp1(ChannelPipeline pipeline) {
    pipeline.remove(GatewayHandler.class);
    pipeline.remove(AnswerEncoder.class);
    pipeline.remove(StrictRequestDecoder.class);
  }

  /** Adds what HTTP/2 needs, at the end. */
  void http2(ChannelPipeline pipeline) {
    Http2FrameCodec codec = Http2FrameCodecBuilder.forServer()
        .initialSettings(Http2Settings.defaultSettings()
            .maxConcurrentStreams(STREAMS)
            .initialWindowSize(STREAM_WINDOW)
            .maxHeaderListSize(HEADER_LIST))
        .validateHeaders(true)
        .validateRequiredPseudoHeaders(true)
        .encoderEnforceMaxQueuedControlFrames(CONTROL_FRAMES)
        .decoupleCloseAndGoAway(true)
        .build();
    WrittenBytes written = new WrittenBytes();
    Http2Watch watch = new Http2Watch(codec, written, settings.limits());
    pipeline.addFirst(written);
    pipeline.addLast(codec, new Http2MultiplexHandler(new Streams(settings, watch)), watch);
    widen(pipeline.context(Http2MultiplexHandler.class), codec);
  }

  /** Opens the window of the connection further than the codec does by itself. */
  private static void widen(ChannelHandlerContext context, Http2FrameCodec codec) {
    int now = codec
        .connection()
        .local()
        .flowController()
        .windowSize(codec.connection().connectionStream());
    if (now < CONNECTION_WINDOW) {
      var unused =
          context.writeAndFlush(new DefaultHttp2WindowUpdateFrame(CONNECTION_WINDOW - now));
    }
  }

  /** Sets streams up. */
  private static final class Streams extends ChannelInitializer<Channel> {

    private final HostSettings settings;
    private final Http2Watch watch;

    Streams(HostSettings settings, Http2Watch watch) {
      this.settings = settings;
      this.watch = watch;
    }

    @Override
    public boolean isSharable() {
      return true;
    }

    @Override
    protected void initChannel(Channel stream) {
      GatewayHandler handler = new GatewayHandler(settings, RawInput.FOREIGN);
      stream.pipeline().addLast(new Http2Messages(), handler);
      watch.add(stream, handler);
    }
  }
}
