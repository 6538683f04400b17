package io.apigw.netty;

import io.apigw.api.DefinitionException;
import io.apigw.api.RequestExecutor;
import io.apigw.api.integrate.HttpTransport;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.api.integrate.TransportResult;
import io.apigw.netty.upstream.Client;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests over HTTP/1.1, or HTTP/2 where that is wanted, with Netty. A request that comes from the Netty host stays on its event loop, there and
 * back, and its bodies are passed on uncopied; any other is sent on event loops of the transport's own. Thread-safe.
 *
 * <pre>{@code
 * try (NettyTransport transport = NettyTransport.create();
 *     Gateway gateway = Gateway.builder().api(pets).transport(transport).build();
 *     NettyServer server = NettyServer.start(gateway, 8080)) {
 *   server.awaitClose();
 * }
 * }</pre>
 */
public final class NettyTransport implements HttpTransport, AutoCloseable {

  private static final long CLOSE_SECONDS = 10;

  private final Client client;

  private NettyTransport(Client client) {
    this.client = client;
  }

  /** Returns a transport with the default of every setting; whoever makes it closes it. */
  public static NettyTransport create() {
    return builder().build();
  }

  /** Returns a builder. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Sends a request.
   *
   * @param request what to send
   * @param executor decides the event loop: its own, when it is a request's of the Netty host
   * @return how it went; completes on the event loop that the request is sent on, or at once when it cannot be sent
   */
  @Override
  public CompletionStage<TransportResult> send(TransportRequest request, RequestExecutor executor) {
    return client.send(
        Objects.requireNonNull(request, "request"), Objects.requireNonNull(executor, "executor"));
  }

  /** Returns true: timeouts and idle limits are kept here. */
  @Override
  public boolean keepsTime() {
    return true;
  }

  /**
   * Cuts all connections, on whatever event loop they are, and ends the event loops of the transport's own. Requests
   * under way fail, and so do those sent later. Returns when that has happened; at once when called on one of the event
   * loops that were used.
   */
  @Override
  public void close() {
    boolean wait = !client.inLoop();
    CompletableFuture<Void> closed = client.close();
    if (!wait) {
      return;
    }
    try {
      closed.get(CLOSE_SECONDS, TimeUnit.SECONDS);
      for (Thread thread : client.threads()) {
        thread.join(1000);
      }
    } catch (InterruptedException early) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException loopThatIsBusy) {
      System.getLogger(NettyTransport.class.getName())
          .log(System.Logger.Level.WARNING, "an event loop did not let go of its connections");
    }
  }

  /** Collects the settings of a transport. Not thread-safe. */
  public static final class Builder {

    private final TransportSettings settings = new TransportSettings();

    private Builder() {}

    /**
     * Sets how many event loops, each a thread, there are for requests that come from no event loop; they are started
     * for the first such request. As many as there are processors unless set.
     */
    public Builder threads(int count) {
      settings.threads = count;
      return this;
    }

    /**
     * Sets how many connections may be open to one origin on one event loop; 256 unless set. A request that finds all
     * of them in use waits.
     */
    public Builder maxConnections(int count) {
      settings.connections = count;
      return this;
    }

    /**
     * Sets how many requests may wait for a connection to one origin on one event loop; 1024 unless set. One more fails
     * to connect.
     */
    public Builder maxWaiting(int count) {
      settings.waiting = count;
      return this;
    }

    /**
     * Sets how long a connection may take, from resolving its name to the end of the TLS handshake, and how long a
     * request may wait for one in use; 10 seconds unless set.
     */
    public Builder connectTimeout(Duration limit) {
      settings.connect = Objects.requireNonNull(limit, "limit");
      return this;
    }

    /**
     * Sets how long a connection is kept without a request; 50 seconds unless set. A reply's {@code Keep-Alive:
     * timeout=…} shortens it.
     */
    public Builder idleTimeout(Duration limit) {
      settings.idle = Objects.requireNonNull(limit, "limit");
      return this;
    }

    /**
     * Sets how old a connection may be to carry another request, so that changes of DNS get through; any age unless
     * set.
     */
    public Builder maxLifetime(Duration limit) {
      settings.lifetime = Objects.requireNonNull(limit, "limit");
      settings.lifetimeSet = true;
      return this;
    }

    /**
     * Sets how long a body may stand still, on its way to the back end or back, and how long a reply's body may wait
     * for whoever takes it; 30 seconds unless set.
     */
    public Builder bodyTimeout(Duration limit) {
      settings.body = Objects.requireNonNull(limit, "limit");
      return this;
    }

    /**
     * Sets the TLS side of connections: whom to trust, and the certificate to show. Unless set, the JDK's trust store
     * and none. The back end's host name is verified whatever the context says.
     */
    public Builder tls(SslContext context) {
      settings.tls = Objects.requireNonNull(context, "context");
      return this;
    }

    /** Sets whom to ask for the addresses of names; the machine's own name servers unless set. */
    public Builder nameServers(List<InetSocketAddress> addresses) {
      settings.nameServers = List.copyOf(addresses);
      return this;
    }

    /**
     * Sets whether to speak HTTP/2; false unless set. Then {@code https} back ends are offered it and fall back to
     * HTTP/1.1, while {@code http} back ends have to know it. A connection carries as many requests as the back end
     * allows, and a further one is made when it is full.
     */
    public Builder http2(boolean wanted) {
      settings.http2 = wanted;
      return this;
    }

    /**
     * Returns the transport.
     *
     * @throws DefinitionException with all settings that are wrong
     */
    public NettyTransport build() {
      return new NettyTransport(new Client(settings.checked()));
    }
  }
}
