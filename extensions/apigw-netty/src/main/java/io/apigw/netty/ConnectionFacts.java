package io.apigw.netty;

import io.apigw.api.Connection;
import io.apigw.api.TlsInfo;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.Attribute;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.GeneralSecurityException;
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

  private static final AttributeKey<Connection> KNOWN =
      AttributeKey.valueOf(ConnectionFacts.class, "known");

  private static final AttributeKey<Proxied> PROXIED =
      AttributeKey.valueOf(ConnectionFacts.class, "proxied");

  private static final AttributeKey<String> ENDPOINT =
      AttributeKey.valueOf(ConnectionFacts.class, "endpoint");

  private ConnectionFacts() {}

  /** Reads everything once for a connection and all its streams; the TLS handshake must be over. */
  static Connection of(Channel channel) {
    Channel connection = channel instanceof Http2StreamChannel ? channel.parent() : channel;
    Attribute<Connection> known = connection.attr(KNOWN);
    Connection facts = known.get();
    if (facts == null) {
      facts = read(connection);
      known.set(facts);
    }
    return facts;
  }

  private static Connection read(Channel channel) {
    Proxied proxied = channel.attr(PROXIED).get();
    Connection.Builder facts =
        proxied == null ? peer(channel.remoteAddress(), channel.localAddress()) : proxied.facts();
    String endpoint = channel.attr(ENDPOINT).get();
    if (endpoint != null) {
      facts.vpcEndpointId(endpoint);
    }
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls != null) {
      facts.tls(tls(tls.engine().getSession()));
    }
    return facts.build();
  }

  /** Says where a connection came from that a proxy has passed on. */
  static void proxied(Channel channel, Proxied origin) {
    channel.attr(PROXIED).set(origin);
  }

  /** Says through which VPC endpoint a connection came. */
  static void through(Channel channel, String vpcEndpointId) {
    channel.attr(ENDPOINT).set(vpcEndpointId);
  }

  private static Connection.Builder peer(SocketAddress remote, SocketAddress own) {
    Connection.Builder facts = remote instanceof InetSocketAddress peer
        ? Connection.builder(literal(peer), peer.getPort())
        : Connection.builder("127.0.0.1", 0);
    return own instanceof InetSocketAddress local
        ? facts.local(literal(local), local.getPort())
        : facts;
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

  /** What the client has sent beyond its certificate's own issuers was not verified by anyone. */
  private static List<X509Certificate> clientCertificates(SSLSession session) {
    List<X509Certificate> chain = new ArrayList<>();
    try {
      for (Certificate certificate : session.getPeerCertificates()) {
        if (certificate instanceof X509Certificate x509
            && (chain.isEmpty() || issued(x509, chain.get(chain.size() - 1)))) {
          chain.add(x509);
        } else {
          break;
        }
      }
    } catch (SSLPeerUnverifiedException none) {
      return List.of();
    }
    return chain;
  }

  private static boolean issued(X509Certificate issuer, X509Certificate certificate) {
    if (!issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
      return false;
    }
    try {
      certificate.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException another) {
      return false;
    }
  }

  /** What a proxy says of a connection: its addresses and ports. */
  record Proxied(String peer, int peerPort, String local, int localPort) {

    private Connection.Builder facts() {
      return Connection.builder(peer, peerPort).local(local, localPort);
    }
  }
}
