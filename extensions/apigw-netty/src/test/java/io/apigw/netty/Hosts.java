package io.apigw.netty;

import io.apigw.api.Request;
import io.apigw.api.RequestProcessor;
import io.apigw.api.Response;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpResponseEncoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** The hosts that the tests run against. */
final class Hosts {

  private Hosts() {}

  static RequestProcessor answering(Function<Request, Response> answer) {
    return request -> CompletableFuture.completedStage(answer.apply(request));
  }

  static CompletionStage<Response> now(Response response) {
    return CompletableFuture.completedStage(response);
  }

  static NettyServer server(RequestProcessor gateway) {
    return NettyServer.builder(gateway).host("127.0.0.1").threads(1).start();
  }

  /** A pipeline of a user's own on NIO. */
  static UserServer userServer(Supplier<ChannelHandler[]> handlers) throws Exception {
    return new UserServer(handlers);
  }

  /** The server's own pipeline, without a socket. */
  static EmbeddedChannel embedded(RequestProcessor gateway) {
    return embedded(gateway, HostSettings.Limits.STANDARD);
  }

  static EmbeddedChannel embedded(RequestProcessor gateway, HostSettings.Limits limits) {
    HostSettings settings =
        new HostSettings(gateway, new MountPath(""), new HttpDate(Clock.systemUTC()), limits, true);
    StrictRequestDecoder decoder = new StrictRequestDecoder();
    GatewayHandler handler = new GatewayHandler(settings, decoder);
    decoder.connect(handler::ready, handler::readingChanged);
    return new EmbeddedChannel(decoder, new HttpResponseEncoder(), handler);
  }

  static final class UserServer implements AutoCloseable {

    private final MultiThreadIoEventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel listener;

    private UserServer(Supplier<ChannelHandler[]> handlers) throws InterruptedException {
      listener = new ServerBootstrap()
          .group(loops)
          .channel(NioServerSocketChannel.class)
          .childHandler(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
              channel.pipeline().addLast(handlers.get());
            }
          })
          .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
          .sync()
          .channel();
    }

    int port() {
      return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    @Override
    public void close() {
      loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }
}
