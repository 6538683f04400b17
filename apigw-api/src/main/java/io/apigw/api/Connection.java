package io.apigw.api;

import java.util.Objects;
import java.util.Optional;

/**
 * What the host knows of the connection a request came on. Only hosts fill it, never a header: what a client or a
 * proxy claims about itself stays among the headers, and the gateway decides what to believe. Immutable; one value
 * may serve all requests of a connection.
 */
public final class Connection {

  private static final Connection LOCAL = builder("127.0.0.1", 0).build();

  private final String peerAddress;
  private final int peerPort;
  private final String localAddress;
  private final int localPort;
  private final String scheme;
  private final Optional<TlsInfo> tls;
  private final Optional<String> user;
  private final Optional<String> vpcEndpointId;

  private Connection(Builder builder) {
    this.peerAddress = builder.peerAddress;
    this.peerPort = builder.peerPort;
    this.localAddress = builder.localAddress;
    this.localPort = builder.localPort;
    this.scheme = builder.scheme;
    this.tls = builder.tls;
    this.user = builder.user;
    this.vpcEndpointId = builder.vpcEndpointId;
  }

  /** Returns the connection of a request that no host made: from 127.0.0.1, without TLS. */
  public static Connection local() {
    return LOCAL;
  }

  /**
   * Returns a builder.
   *
   * @param peerAddress the other side's IP address as a literal, without a zone
   * @param peerPort the other side's port, 0 when unknown
   */
  public static Builder builder(String peerAddress, int peerPort) {
    return new Builder(peerAddress, peerPort);
  }

  /** Returns the address of the other side of the connection: a client or the proxy nearest to us. */
  public String peerAddress() {
    return peerAddress;
  }

  /** Returns the port of the other side, 0 when unknown. */
  public int peerPort() {
    return peerPort;
  }

  /** Returns our own address on this connection. */
  public String localAddress() {
    return localAddress;
  }

  /** Returns our own port on this connection, 0 when unknown. */
  public int localPort() {
    return localPort;
  }

  /** Returns {@code http} or {@code https}, as the host speaks it. */
  public String scheme() {
    return scheme;
  }

  /** Returns what the TLS layer knows; empty without TLS. */
  public Optional<TlsInfo> tls() {
    return tls;
  }

  /** Returns the user that the host itself has authenticated, for example by its servlet container. */
  public Optional<String> user() {
    return user;
  }

  /** Returns the id of the VPC endpoint the request came through, for private APIs. */
  public Optional<String> vpcEndpointId() {
    return vpcEndpointId;
  }

  @Override
  public String toString() {
    return "Connection[" + scheme + " from " + peerAddress + ":" + peerPort + "]";
  }

  /** Collects what a host knows. Not thread-safe. */
  public static final class Builder {

    private final String peerAddress;
    private final int peerPort;
    private String localAddress = "127.0.0.1";
    private int localPort;
    private String scheme = "http";
    private Optional<TlsInfo> tls = Optional.empty();
    private Optional<String> user = Optional.empty();
    private Optional<String> vpcEndpointId = Optional.empty();

    private Builder(String peerAddress, int peerPort) {
      this.peerAddress = Objects.requireNonNull(peerAddress, "peerAddress");
      this.peerPort = peerPort;
    }

    /** Sets our own address and port; 127.0.0.1 and 0 unless set. */
    public Builder local(String address, int port) {
      this.localAddress = Objects.requireNonNull(address, "address");
      this.localPort = port;
      return this;
    }

    /** Sets what the TLS layer knows, and with it the scheme {@code https}. */
    public Builder tls(TlsInfo info) {
      this.tls = Optional.of(info);
      this.scheme = "https";
      return this;
    }

    /** Sets the user that the host has authenticated. */
    public Builder user(String name) {
      this.user = Optional.of(name);
      return this;
    }

    /** Sets the id of the VPC endpoint. */
    public Builder vpcEndpointId(String id) {
      this.vpcEndpointId = Optional.of(id);
      return this;
    }

    /** Returns the connection. */
    public Connection build() {
      return new Connection(this);
    }
  }
}
