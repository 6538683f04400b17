package io.apigw.netty;

import io.apigw.api.Connection;
import io.apigw.api.TlsInfo;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Reads off a channel what the gateway may know of it. */
final class ConnectionFacts {

  private ConnectionFacts() {}

  /** Reads everything once; the TLS handshake must be over. */
  static Connection of(Channel channel) {
    Connection.Builder facts = peer(channel.remoteAddress());
    if (channel.localAddress() instanceof InetSocketAddress local) {
      facts.local(literal(local), local.getPort());
    }
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls != null) {
      facts.tls(tls(tls.engine().getSession()));
    }
    return facts.build();
  }

  private static Connection.Builder peer(SocketAddress remote) {
    return remote instanceof InetSocketAddress peer
        ? Connection.builder(literal(peer), peer.getPort())
        : Connection.builder("127.0.0.1", 0);
  }

  private static String literal(InetSocketAddress address) {
    String literal =
        address.isUnresolved() ? address.getHostString() : address.getAddress().getHostAddress();
    int zone = literal.indexOf('%');
    return zone < 0 ? literal : literal.substring(0, zone);
  }

  private static TlsInfo tls(SSLSession session) {
    return new TlsInfo(session.getProtocol(), serverName(session), clientCertificates(session));
  }

  private static Optional<String> serverName(SSLSession session) {
    if (session instanceof ExtendedSSLSession extended) {
      for (SNIServerName name : extended.getRequestedServerNames()) {
        if (name instanceof SNIHostName host) {
          return Optional.of(host.getAsciiName());
        }
      }
    }
    return Optional.empty();
  }

  private static List<X509Certificate> clientCertificates(SSLSession session) {
    List<X509Certificate> chain = new ArrayList<>();
    try {
      for (Certificate certificate : session.getPeerCertificates()) {
        if (certificate instanceof X509Certificate x509) {
          chain.add(x509);
        }
      }
    } catch (SSLPeerUnverifiedException none) {
      return List.of();
    }
    return chain;
  }
}
