package io.apigw.netty;

import io.apigw.api.integrate.Origin;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A back end of HTTP/2 whose streams a test answers. */
final class Http2Backend implements AutoCloseable {

  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final AtomicInteger connections = new AtomicInteger();
  private final BlockingQueue<Exchange> exchanges = new LinkedBlockingQueue<>();
  private final Channel listener;

  Http2Backend(long mostStreams, SslContext... tls) throws InterruptedException {
    listener = new ServerBootstrap()
        .group(loops)
        .channel(NioServerSocketChannel.class)
        .childHandler(new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel channel) {
            connections.incrementAndGet();
            for (SslContext context : tls) {
              channel.pipeline().addLast(context.newHandler(channel.alloc()));
            }
            channel
                .pipeline()
                .addLast(
                    Http2FrameCodecBuilder.forServer()
                        .initialSettings(
                            Http2Settings.defaultSettings().maxConcurrentStreams(mostStreams))
                        .gracefulShutdownTimeoutMillis(0)
                        .build(),
                    new Http2MultiplexHandler(new ChannelInitializer<Channel>() {
                      @Override
                      protected void initChannel(Channel stream) {
                        stream.pipeline().addLast(new Exchange());
                      }
                    }));
          }
        })
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .sync()
        .channel();
  }

  int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  Origin origin() {
    return new Origin("http", "127.0.0.1", port());
  }

  int connections() {
    return connections.get();
  }

  /** The next request whose head has come, waiting for it if need be. */
  Exchange next() throws InterruptedException {
    Exchange next = exchanges.poll(10, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("expected a request");
    }
    return next;
  }

  boolean idle() {
    return exchanges.isEmpty();
  }

  @Override
  public void close() {
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  /** One stream. */
  final class Exchange extends ChannelInboundHandlerAdapter {

    @SuppressWarnings("JdkObsolete") // written on the loop, read by the test
    final StringBuffer body = new StringBuffer();

    volatile Http2Headers head;
    volatile boolean whole;
    volatile long reset = -1;
    private volatile ChannelHandlerContext context;

    @SuppressWarnings("NullAway.Init") // both come before anybody sees the stream
    Exchange() {}

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
      context = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext ignored, Object message) {
      if (message instanceof Http2HeadersFrame frame) {
        whole |= frame.isEndStream();
        head = frame.headers();
        exchanges.add(this);
      } else if (message instanceof Http2DataFrame data) {
        body.append(data.content().toString(StandardCharsets.ISO_8859_1));
        whole |= data.isEndStream();
      }
      ReferenceCountUtil.release(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ignored, Object event) {
      if (event instanceof Http2ResetFrame frame) {
        reset = frame.errorCode();
      }
      ReferenceCountUtil.release(event);
    }

    @Override
    @SuppressWarnings("EmptyCatch")
    public void exceptionCaught(ChannelHandlerContext ignored, Throwable cause) {
      // the other side has gone
    }

    Exchange head(int status, boolean last, String... fields) {
      Http2Headers reply = new DefaultHttp2Headers().status(Integer.toString(status));
      for (int i = 0; i < fields.length; i += 2) {
        reply.add(fields[i], fields[i + 1]);
      }
      var unused = context.writeAndFlush(new DefaultHttp2HeadersFrame(reply, last));
      return this;
    }

    Exchange data(String bytes, boolean last) {
      var unused = context.writeAndFlush(new DefaultHttp2DataFrame(
          Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1), last));
      return this;
    }

    Exchange trailers() {
      var unused = context.writeAndFlush(
          new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().add("x-trailer", "t"), true));
      return this;
    }

    void answer(String bytes) {
      head(200, false, "content-length", Integer.toString(bytes.length())).data(bytes, true);
    }

    void reset(Http2Error error) {
      var unused = context.writeAndFlush(new DefaultHttp2ResetFrame(error));
    }

    /** Says that this stream is the last that was looked at. */
    void goAwayAfterThis() {
      Channel connection = context.channel().parent();
      int last = ((Http2StreamChannel) context.channel()).stream().id();
      connection.eventLoop().execute(() -> {
        ChannelHandlerContext codec = connection.pipeline().context(Http2FrameCodec.class);
        var unused = ((Http2FrameCodec) codec.handler())
            .encoder()
            .writeGoAway(codec, last, 0, Unpooled.EMPTY_BUFFER, codec.newPromise());
        codec.flush();
      });
    }

    void closeConnection() {
      var unused = context.channel().parent().close();
    }

    boolean writable() {
      return context.channel().isWritable();
    }
  }
}
