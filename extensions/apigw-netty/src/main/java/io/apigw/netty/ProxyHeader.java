package io.apigw.netty;

import io.apigw.api.shared.IpAddress;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyTLV;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes what a trusted proxy says of a connection before the connection itself begins; without it there is none. */
final class ProxyHeader extends ChannelInboundHandlerAdapter {

  /** Bytes of extra fields in a header of version 2. */
  private static final int EXTRAS = 2048;

  /** The field in which AWS says through which VPC endpoint a connection came, and its kind. */
  private static final byte AWS = (byte) 0xEA;

  private static final byte VPC_ENDPOINT = 1;

  private static final Pattern ENDPOINT_ID = Pattern.compile("vpce-[0-9a-z]{1,64}");

  private static final System.Logger LOG = System.getLogger(ProxyHeader.class.getName());

  private final Duration limit;
  private @Nullable ScheduledFuture<?> timer;

  private ProxyHeader(Duration limit) {
    this.limit = limit;
  }

  /**
   * Has a connection begin with such a header.
   *
   * @param limit how long it may take
   */
  static void addTo(ChannelPipeline pipeline, Duration limit) {
    pipeline.addLast(new HAProxyMessageDecoder(EXTRAS), new ProxyHeader(limit));
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    timer = ctx.executor().schedule(() -> close(ctx), limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    ScheduledFuture<?> running = timer;
    if (running != null) {
      running.cancel(false);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof HAProxyMessage header)) {
      ctx.fireChannelRead(message);
      return;
    }
    try {
      read(ctx.channel(), header);
      ctx.pipeline().remove(this);
    } catch (IllegalArgumentException noAddress) {
      LOG.log(System.Logger.Level.DEBUG, "a proxy's header names no addresses", noAddress);
      close(ctx);
    } finally {
      header.release();
    }
  }

  /** The decoder has closed the connection by now. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.log(System.Logger.Level.DEBUG, "a proxy's header was expected", cause);
    close(ctx);
  }

  /** A proxy's own checks, and what is not TCP, keep the addresses of the socket. */
  private static void read(Channel channel, HAProxyMessage header) {
    String endpoint = endpoint(header);
    if (!endpoint.isEmpty()) {
      ConnectionFacts.through(channel, endpoint);
    }
    boolean tcp = switch (header.proxiedProtocol()) {
      case TCP4, TCP6 -> header.command() == HAProxyCommand.PROXY;
      default -> false;
    };
    if (tcp) {
      ConnectionFacts.proxied(
          channel,
          new ConnectionFacts.Proxied(
              literal(header.sourceAddress()),
              header.sourcePort(),
              literal(header.destinationAddress()),
              header.destinationPort()));
    }
  }

  private static String literal(String address) {
    Optional<IpAddress> read = address == null ? Optional.empty() : IpAddress.literal(address);
    return read.orElseThrow(() -> new IllegalArgumentException("not an address"))
        .toString();
  }

  private static String endpoint(HAProxyMessage header) {
    for (HAProxyTLV extra : header.tlvs()) {
      ByteBuf content = extra.content();
      if (extra.typeByteValue() == AWS
          && content.readableBytes() > 1
          && content.getByte(content.readerIndex()) == VPC_ENDPOINT) {
        String id = content.toString(
            content.readerIndex() + 1, content.readableBytes() - 1, StandardCharsets.US_ASCII);
        return ENDPOINT_ID.matcher(id).matches() ? id : "";
      }
    }
    return "";
  }

  private static void close(ChannelHandlerContext ctx) {
    var unused = ctx.close();
  }
}
