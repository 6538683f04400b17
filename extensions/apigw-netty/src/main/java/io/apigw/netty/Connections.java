package io.apigw.netty;

import io.apigw.api.shared.CidrSet;
import io.apigw.api.shared.IpAddress;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.ChannelGroupFuture;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Sets a server's connections up and knows those that are open. */
@Sharable
final class Connections extends ChannelInitializer<Channel> {

  private final HostSettings settings;
  private final Protocols protocols;
  private final Entrance entrance;
  private final ChannelGroup open = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);
  private volatile boolean draining;

  Connections(HostSettings settings, Entrance entrance) {
    this.settings = settings;
    this.protocols = new Protocols(settings);
    this.entrance = entrance;
  }

  @Override
  protected void initChannel(Channel channel) {
    if (draining || open.size() >= entrance.most()) {
      var unused = channel.close();
      return;
    }
    open.add(channel);
    ChannelPipeline pipeline = channel.pipeline();
    if (trusted(channel)) {
      ProxyHeader.addTo(pipeline, settings.limits().head());
    }
    Optional<TlsEntrance> tls = entrance.tls();
    if (tls.isPresent()) {
      tls.get().addTo(channel, protocols);
      return;
    }
    if (entrance.http2()) {
      pipeline.addLast(new Preface(protocols, settings.limits().head()));
    }
    protocols.http1(pipeline);
  }

  /** Whether the other side is a proxy that says whose connection it passes on. */
  private boolean trusted(Channel channel) {
    return !entrance.proxies().blocks().isEmpty()
        && channel.remoteAddress() instanceof InetSocketAddress peer
        && entrance.proxies().contains(IpAddress.from(peer.getAddress()));
  }

  /** Closes idle connections, the others after their answers; runs the task when all are closed. */
  void drain(Runnable task) {
    draining = true;
    List<Channel> all = List.copyOf(open);
    AtomicInteger untold = new AtomicInteger(all.size());
    all.forEach(channel -> Loops.run(channel.eventLoop(), () -> {
      announceDrain(channel);
      if (untold.decrementAndGet() == 0) {
        all.forEach(each -> Loops.run(each.eventLoop(), () -> drain(each)));
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

  /** Every answer from now on says so: before the first connection is closed, by which others may see it. */
  private static void announceDrain(Channel channel) {
    GatewayHandler http1 = channel.pipeline().get(GatewayHandler.class);
    if (http1 != null) {
      http1.announceDrain();
    }
  }

  private static void drain(Channel channel) {
    GatewayHandler http1 = channel.pipeline().get(GatewayHandler.class);
    Http2Watch http2 = channel.pipeline().get(Http2Watch.class);
    if (http1 != null) {
      http1.drain();
    } else if (http2 != null) {
      http2.drain();
    } else {
      var unused = channel.close(); // still in its handshake
    }
  }

  /**
   * How connections come in.
   *
   * @param tls the TLS side, empty for none
   * @param http2 whether HTTP/2 is spoken, too
   * @param proxies who must say whose connection it passes on
   * @param most how many connections may be open at a time
   */
  record Entrance(Optional<TlsEntrance> tls, boolean http2, CidrSet proxies, int most) {}
}
