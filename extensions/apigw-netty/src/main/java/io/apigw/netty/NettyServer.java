package io.apigw.netty;

import io.apigw.api.DefinitionException;
import io.apigw.api.RequestProcessor;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.Future;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An HTTP server, of HTTP/1.1 and HTTP/2, that answers from a gateway. It closes what it started itself: its sockets, and its event loops
 * unless they were given; never the gateway. Thread-safe.
 *
 * <pre>{@code
 * try (NettyServer server = NettyServer.start(gateway, 8080)) {
 *   server.awaitClose();
 * }
 * }</pre>
 */
public final class NettyServer implements AutoCloseable {

  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(64 * 1024, 256 * 1024);

  private final Channel listener;
  private final Connections connections;
  private final EventLoops loops;
  private final AtomicBoolean closing = new AtomicBoolean();

  private NettyServer(Channel listener, Connections connections, EventLoops loops) {
    this.listener = listener;
    this.connections = connections;
    this.loops = loops;
  }

  /**
   * Starts a server on all addresses of the machine.
   *
   * @param gateway who answers
   * @param port the port, 0 for one that is free
   * @return the server, which accepts connections already
   * @throws UncheckedIOException when the port is taken or not allowed
   */
  public static NettyServer start(RequestProcessor gateway, int port) {
    return builder(gateway).port(port).start();
  }

  /**
   * Returns a builder.
   *
   * @param gateway who answers
   */
  public static Builder builder(RequestProcessor gateway) {
    return new Builder(gateway);
  }

  /** Returns the port that is listened on. */
  public int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /**
   * Waits until the server no longer listens.
   *
   * @throws InterruptedException when the waiting thread is interrupted
   */
  public void awaitClose() throws InterruptedException {
    listener.closeFuture().await();
  }

  /**
   * Accepts no more connections, lets the requests in process be answered, and closes. Answers given from now on say
   * {@code Connection: close}.
   *
   * @param limit how long answers may take; after it, connections are cut
   * @return completed on a thread of Netty's when all connections are closed; the event loops are ended by
   *     {@link #close()}
   */
  public CompletionStage<Void> drain(Duration limit) {
    Objects.requireNonNull(limit, "limit");
    CompletableFuture<Void> done = new CompletableFuture<>();
    Future<?> timer;
    try {
      timer = loops.group().schedule(connections::close, limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closedBefore) {
      done.complete(null);
      return done.minimalCompletionStage();
    }
    var unused =
        listener.close().addListener(closed -> connections.drain(() -> done.complete(null)));
    return done.whenComplete((nothing, never) -> timer.cancel(false)).minimalCompletionStage();
  }

  /**
   * Stops at once: requests in process are cancelled. Returns when everything that the server started has ended; at
   * once when called on one of its event loops. Closing again only waits for that end.
   */
  @Override
  public void close() {
    if (closing.getAndSet(true)) {
      if (!loops.inLoop()) {
        loops.ended().awaitUninterruptibly();
      }
      return;
    }
    ChannelFuture closed = listener.close();
    connections.close();
    if (loops.inLoop()) {
      var unused = loops.shutDown();
      return;
    }
    closed.awaitUninterruptibly();
    connections.closed().awaitUninterruptibly();
    loops.shutDown().awaitUninterruptibly();
    try {
      for (Thread thread : loops.threads()) {
        thread.join(1000);
      }
    } catch (InterruptedException early) {
      Thread.currentThread().interrupt();
    }
  }

  /** Collects the settings of a server. Not thread-safe. */
  public static final class Builder {

    private final RequestProcessor gateway;
    private final ServerSettings settings = new ServerSettings();

    private Builder(RequestProcessor gateway) {
      this.gateway = Objects.requireNonNull(gateway, "gateway");
    }

    /** Sets the port; 0 unless set, which takes one that is free. */
    public Builder port(int number) {
      settings.port = number;
      return this;
    }

    /** Sets the address or name to listen on; all addresses of the machine unless set. */
    public Builder host(String address) {
      settings.host = Objects.requireNonNull(address, "address");
      return this;
    }

    /** Sets the number of event loops, each a thread; as many as there are processors unless set. */
    public Builder threads(int count) {
      settings.threads = count;
      return this;
    }

    /** Sets event loops to use instead of own ones; they stay open when the server is closed. */
    public Builder loops(EventLoopGroup group) {
      settings.given = EventLoops.given(Objects.requireNonNull(group, "group"));
      return this;
    }

    /** Sets how many connections may be open at a time; further ones are closed at once. Unlimited unless set. */
    public Builder maxConnections(int count) {
      settings.maxConnections = count;
      return this;
    }

    /** Sets how long a connection may stay open without a request; 310 seconds unless set. */
    public Builder idleTimeout(Duration limit) {
      settings.idle = Objects.requireNonNull(limit, "limit");
      return this;
    }

    /** Sets how long a client may take from the first byte of a request to the end of its head; 30 s unless set. */
    public Builder headTimeout(Duration limit) {
      settings.head = Objects.requireNonNull(limit, "limit");
      return this;
    }

    /**
     * Sets how long a client may pause within the body of a request, or in taking an answer; 30 seconds unless set.
     */
    public Builder bodyTimeout(Duration limit) {
      settings.body = Objects.requireNonNull(limit, "limit");
      return this;
    }

    /**
     * Sets how fast a client must send the body of a request that is being read, and take an answer: on average over
     * each {@link #bodyTimeout} but the first. A slower sender is answered 408, a slower reader cut off. 240 bytes per
     * second unless set; 0 for no such limit, for example for uploads that last as long as a conversation.
     */
    public Builder minimumRate(long bytesPerSecond) {
      settings.rate = bytesPerSecond;
      return this;
    }

    /**
     * Sets whether a client that closes its side of the connection after a request still gets the answer. It does not
     * unless set: most clients that do so have gone, and their requests are cancelled. With {@code true} such a client
     * is only noticed to have gone when an answer is written to it.
     */
    public Builder halfClosure(boolean allowed) {
      settings.halfClosure = allowed;
      return this;
    }

    /**
     * Sets whether HTTP/2 is spoken beside HTTP/1.1; it is unless set to false. With TLS the client chooses by ALPN;
     * without TLS a client that knows begins to speak it at once (RFC 9113 §3.3). {@code Upgrade: h2c} is ignored.
     */
    public Builder http2(boolean spoken) {
      settings.http2 = spoken;
      return this;
    }

    /**
     * Sets the TLS side of the server to a context of your own, which must be complete: certificates, trust, and the
     * protocols it offers by ALPN. Plain HTTP unless set.
     */
    public Builder tls(SslContext context) {
      settings.tls.certificate(new TlsSettings.Given(Objects.requireNonNull(context, "context")));
      return this;
    }

    /**
     * Sets the server's certificate, and with it that it speaks TLS 1.2 and 1.3 only. Plain HTTP unless set.
     *
     * @param chain a PEM file with the certificate and those that it was issued by
     * @param key a PEM file with its private key (PKCS#8, without a password)
     */
    public Builder tls(Path chain, Path key) {
      settings.tls.certificate(files(chain, key));
      return this;
    }

    /**
     * Adds the certificate for clients that name a host (SNI); others get the one of {@link #tls(Path, Path)}.
     *
     * @param host a name, or {@code *.} and a domain for all its direct subdomains
     * @param chain as for {@code tls}
     * @param key as for {@code tls}
     */
    public Builder sni(String host, Path chain, Path key) {
      settings.tls.certificate(Objects.requireNonNull(host, "host"), files(chain, key));
      return this;
    }

    /**
     * Adds a context of your own for clients that name a host (SNI).
     *
     * @param host a name, or {@code *.} and a domain for all its direct subdomains
     * @param context a complete one, as for {@code tls}
     */
    public Builder sni(String host, SslContext context) {
      settings.tls.certificate(
          Objects.requireNonNull(host, "host"),
          new TlsSettings.Given(Objects.requireNonNull(context, "context")));
      return this;
    }

    /**
     * Asks clients for a certificate: one that was not issued by these authorities ends the handshake, a client
     * without one is served all the same. The chain is handed over in {@code Connection.tls()}. Not asked unless set.
     *
     * @param authorities a PEM file with the certificates of those whom to trust
     */
    public Builder requestClientCertificates(Path authorities) {
      settings.tls.clients(ClientAuth.OPTIONAL, Objects.requireNonNull(authorities, "authorities"));
      return this;
    }

    /**
     * Asks clients for a certificate, and serves none without one that was issued by these authorities.
     *
     * @param authorities a PEM file with the certificates of those whom to trust
     */
    public Builder requireClientCertificates(Path authorities) {
      settings.tls.clients(ClientAuth.REQUIRE, Objects.requireNonNull(authorities, "authorities"));
      return this;
    }

    /** Sets how long a TLS handshake may take; 10 seconds unless set. */
    public Builder handshakeTimeout(Duration limit) {
      settings.tls.handshake = Objects.requireNonNull(limit, "limit");
      return this;
    }

    /**
     * Sets the proxies that pass connections on with a header of the PROXY protocol (version 1 or 2, before TLS). Its
     * addresses become those of {@code Connection}, and AWS's VPC endpoint id is handed over, too. A connection of such
     * a proxy that begins without the header is closed; anybody else's header is no request, and closes the
     * connection. None unless set.
     *
     * @param trusted addresses or blocks, such as {@code 10.0.0.0/8}; they replace those set before
     */
    public Builder proxyProtocol(String... trusted) {
      settings.proxies = List.of(trusted);
      return this;
    }

    /**
     * Starts the server.
     *
     * @return the server, which accepts connections already
     * @throws DefinitionException with all settings that are wrong
     * @throws UncheckedIOException when the port is taken or not allowed
     */
    public NettyServer start() {
      Connections.Entrance entrance = settings.entrance();
      Connections connections = new Connections(settings.shared(gateway), entrance);
      EventLoops loops = settings.loops();
      ServerBootstrap bootstrap = new ServerBootstrap()
          .group(loops.group())
          .channel(loops.serverChannel())
          .option(ChannelOption.SO_BACKLOG, 1024)
          .option(ChannelOption.SO_REUSEADDR, true)
          .childOption(ChannelOption.TCP_NODELAY, true)
          .childOption(ChannelOption.ALLOW_HALF_CLOSURE, settings.halfClosure)
          .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
          .childHandler(connections);
      ChannelFuture bound = bootstrap.bind(settings.address()).awaitUninterruptibly();
      if (!bound.isSuccess()) {
        loops.shutDown().awaitUninterruptibly();
        BindException failure =
            new BindException(settings.address() + ": " + bound.cause().getMessage());
        failure.initCause(bound.cause());
        throw new UncheckedIOException(failure);
      }
      return new NettyServer(bound.channel(), connections, loops);
    }

    private static TlsSettings.Files files(Path chain, Path key) {
      return new TlsSettings.Files(
          Objects.requireNonNull(chain, "chain"), Objects.requireNonNull(key, "key"));
    }
  }
}
