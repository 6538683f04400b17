package io.apigw.netty.upstream;

import io.netty.channel.EventLoop;
import io.netty.resolver.HostsFileEntriesResolver;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The addresses of names, asked for without blocking and remembered for as long as the name server says. */
final class Names {

  private static final int QUERIES_SHARED = 256;

  private final EventLoop loop;
  private final DnsServerAddressStreamProvider servers;
  private @Nullable DnsNameResolver resolver;

  Names(EventLoop loop, DnsServerAddressStreamProvider servers) {
    this.loop = loop;
    this.servers = servers;
  }

  /**
   * Returns whom to ask. Reads the machine's own files the first time, so that no loop has to.
   *
   * @param addresses of name servers; none for the machine's own
   */
  static DnsServerAddressStreamProvider servers(List<InetSocketAddress> addresses) {
    var unused = HostsFileEntriesResolver.DEFAULT;
    return addresses.isEmpty()
        ? DnsServerAddressStreamProviders.platformDefault()
        : new SequentialDnsServerAddressStreamProvider(addresses);
  }

  /** Finds all addresses of a host; the action gets them or the failure, on the loop. */
  void find(String host, BiConsumer<List<InetAddress>, @Nullable Throwable> action) {
    InetAddress literal = NetUtil.createInetAddressFromIpAddressString(host);
    if (literal != null) {
      action.accept(List.of(literal), null);
      return;
    }
    var unused = resolver().resolveAll(host).addListener(resolved -> {
      if (resolved.isSuccess()) {
        @SuppressWarnings("unchecked") // what resolveAll says; listeners lose the type
        List<InetAddress> addresses = (List<InetAddress>) resolved.getNow();
        action.accept(addresses, null);
      } else {
        action.accept(List.of(), resolved.cause());
      }
    });
  }

  void close() {
    DnsNameResolver known = resolver;
    if (known != null) {
      resolver = null;
      known.close();
    }
  }

  private DnsNameResolver resolver() {
    DnsNameResolver known = resolver;
    if (known == null) {
      known = new DnsNameResolverBuilder(loop)
          .datagramChannelFactory(() -> ClientLoops.datagrams(loop))
          .socketChannelFactory(() -> ClientLoops.socket(loop))
          .nameServerProvider(servers)
          .consolidateCacheSize(QUERIES_SHARED)
          .build();
      resolver = known;
    }
    return known;
  }
}
