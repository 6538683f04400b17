package io.apigw.netty.upstream;

import io.netty.handler.ssl.SslContext;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import java.net.InetSocketAddress;
import java.util.List;

/** What all connections of a client share. */
public final class ClientSettings {

  private final int threads;
  private final Limits limits;
  private final ClientTls tls;
  private final DnsServerAddressStreamProvider nameServers;
  private final boolean http2;

  /**
   * Makes settings, and reads what the machine says about names.
   *
   * @param threads how many loops of its own the client may start
   * @param limits what it may use up
   * @param tls the TLS side of connections
   * @param nameServers whom to ask for addresses; empty for the machine's own
   * @param http2 whether to speak HTTP/2 where the back end does
   */
  public ClientSettings(
      int threads,
      Limits limits,
      SslContext tls,
      List<InetSocketAddress> nameServers,
      boolean http2) {
    this.threads = threads;
    this.limits = limits;
    this.tls = new ClientTls(tls);
    this.nameServers = Names.servers(nameServers);
    this.http2 = http2;
  }

  int threads() {
    return threads;
  }

  Limits limits() {
    return limits;
  }

  ClientTls tls() {
    return tls;
  }

  DnsServerAddressStreamProvider nameServers() {
    return nameServers;
  }

  boolean http2() {
    return http2;
  }
}
