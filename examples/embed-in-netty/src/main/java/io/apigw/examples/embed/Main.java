package io.apigw.examples.embed;

import io.apigw.api.Response;
import io.apigw.api.definition.HttpApi;
import io.apigw.netty.GatewayHandler;
import io.apigw.runtime.Gateway;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** A Netty server of one's own, in which everything under {@code /api} is the gateway's. */
public final class Main {

  private Main() {}

  /**
   * Starts the server and waits until it is stopped.
   *
   * @param args the port; 8080 unless given
   */
  public static void main(String[] args) throws InterruptedException {
    int port = args.length > 0 ? Integer.parseInt(args[0]) : 8080;
    try (Running running = start(port)) {
      System.out.println("Listening on port " + running.port() + ". Try:");
      System.out.println("curl -i http://localhost:" + running.port() + "/api/hello/Ada");
      System.out.println("curl -i http://localhost:" + running.port() + "/");
      running.listener().closeFuture().sync();
    }
  }

  /** Starts the server; port 0 takes one that is free. */
  static Running start(int port) throws InterruptedException {
    HttpApi hello = HttpApi.builder("hello")
        .route(
            "GET /hello/{name}",
            r -> r.function(
                call -> Response.text(200, "Hello, " + call.pathParameter("name") + "\n")))
        .build();
    Gateway gateway = Gateway.of(hello);
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
    Channel listener = new ServerBootstrap()
        .group(loops)
        .channel(NioServerSocketChannel.class)
        .childHandler(new ChannelInitializer<SocketChannel>() {
          @Override
          protected void initChannel(SocketChannel channel) {
            channel
                .pipeline()
                .addLast(
                    new HttpServerCodec(), new GatewayHandler(gateway, "/api"), new OwnHandler());
          }
        })
        .bind(port)
        .sync()
        .channel();
    return new Running(gateway, loops, listener);
  }

  /** What has been started, closed in the reverse order. */
  record Running(Gateway gateway, EventLoopGroup loops, Channel listener) implements AutoCloseable {

    int port() {
      return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    @Override
    public void close() {
      var closed = listener.close();
      closed.awaitUninterruptibly();
      var ended = loops.shutdownGracefully(0, 5, TimeUnit.SECONDS);
      ended.awaitUninterruptibly();
      gateway.close();
    }
  }
}
