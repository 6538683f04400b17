package io.apigw.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.DomainWildcardMappingBuilder;
import io.netty.util.Mapping;
import java.time.Duration;
import java.util.Map;

/** How a connection begins with TLS, and which protocol follows. */
final class TlsEntrance {

  /** The first message of a handshake, which may come in pieces. */
  private static final int CLIENT_HELLO = 32 * 1024;

  private static final System.Logger LOG = System.getLogger(TlsEntrance.class.getName());

  private final SslContext standard;
  private final Mapping<String, SslContext> byName;
  private final boolean named;
  private final long handshakeMillis;

  /**
   * Prepares an entrance.
   *
   * @param standard for clients that name no host, or none of these
   * @param byName for clients that name a host; {@code *.} and a domain for its subdomains
   */
  TlsEntrance(SslContext standard, Map<String, SslContext> byName, Duration handshake) {
    DomainWildcardMappingBuilder<SslContext> mapping = new DomainWildcardMappingBuilder<>(standard);
    byName.forEach(mapping::add);
    this.standard = standard;
    this.byName = mapping.build();
    this.named = !byName.isEmpty();
    this.handshakeMillis = handshake.toMillis();
  }

  /** Has a connection begin with a handshake, and sets it up for the protocol that was agreed on. */
  void addTo(Channel channel, Protocols protocols) {
    channel
        .pipeline()
        .addLast(named ? new ByName() : handler(standard, channel.alloc()), new Agreed(protocols));
  }

  private SslHandler handler(SslContext context, ByteBufAllocator alloc) {
    SslHandler handler = context.newHandler(alloc);
    handler.setHandshakeTimeoutMillis(handshakeMillis);
    return handler;
  }

  private final class ByName extends SniHandler {

    ByName() {
      super(byName, CLIENT_HELLO, handshakeMillis);
    }

    @Override
    protected SslHandler newSslHandler(SslContext context, ByteBufAllocator alloc) {
      return handler(context, alloc);
    }
  }

  private static final class Agreed extends ApplicationProtocolNegotiationHandler {

    private final Protocols protocols;

    Agreed(Protocols protocols) {
      super(ApplicationProtocolNames.HTTP_1_1);
      this.protocols = protocols;
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
      if (ApplicationProtocolNames.HTTP_2.equals(protocol)) {
        protocols.http2(ctx.pipeline());
      } else {
        protocols.http1(ctx.pipeline());
      }
    }

    @Override
    protected void handshakeFailure(ChannelHandlerContext ctx, Throwable cause) {
      exceptionCaught(ctx, cause);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      LOG.log(System.Logger.Level.DEBUG, "a TLS handshake failed", cause);
      var unused = ctx.close();
    }
  }
}
