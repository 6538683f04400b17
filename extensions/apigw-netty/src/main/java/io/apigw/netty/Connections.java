package io.apigw.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.ChannelGroupFuture;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.Optional;

/** Sets a server's connections up and knows those that are open. */
@Sharable
final class Connections extends ChannelInitializer<Channel> {

  private final HostSettings settings;
  private final Optional<SslContext> tls;
  private final int most;
  private final ChannelGroup open = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);
  private volatile boolean draining;

  Connections(HostSettings settings, Optional<SslContext> tls, int most) {
    this.settings = settings;
    this.tls = tls;
    this.most = most;
  }

  @Override
  protected void initChannel(Channel channel) {
    if (draining || open.size() >= most) {
      var unused = channel.close();
      return;
    }
    open.add(channel);
    StrictRequestDecoder decoder = new StrictRequestDecoder();
    GatewayHandler handler = new GatewayHandler(settings, decoder);
    decoder.connect(handler::ready, handler::readingChanged);
    ChannelPipeline pipeline = channel.pipeline();
    tls.ifPresent(context -> pipeline.addLast(context.newHandler(channel.alloc())));
    pipeline.addLast(decoder, new AnswerEncoder(), handler);
  }

  /** Closes idle connections, the others after their answers; runs the task when all are closed. */
  void drain(Runnable task) {
    draining = true;
    open.forEach(channel -> Loops.run(channel.eventLoop(), () -> {
      GatewayHandler handler = channel.pipeline().get(GatewayHandler.class);
      if (handler != null) {
        handler.drain();
      }
    }));
    var unused = open.newCloseFuture().addListener(closed -> task.run());
  }

  void close() {
    draining = true;
    var unused = open.close();
  }

  /** Done when every connection is closed. */
  ChannelGroupFuture closed() {
    return open.newCloseFuture();
  }
}
