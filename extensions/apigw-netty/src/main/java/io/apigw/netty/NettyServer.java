package io.apigw.netty;

import io.apigw.api.DefinitionException;
import io.apigw.api.RequestProcessor;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.ssl.SslContext;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An HTTP/1.1 server that answers from a gateway. It closes what it started itself: its sockets, and its event loops
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
    CompletableFuture<Void> done = new CompletableFuture<>();
    var unused =
        listener.close().addListener(closed -> connections.drain(() -> done.complete(null)));
    var timer = loops.group().schedule(connections::close, limit.toNanos(), TimeUnit.NANOSECONDS);
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

    /** Sets the TLS side of the server; plain HTTP unless set. It must not offer HTTP/2 by ALPN. */
    public Builder tls(SslContext context) {
      settings.tls = Optional.of(context);
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
      settings.check();
      EventLoops loops = settings.loops();
      Connections connections = settings.connections(gateway);
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
  }
}
