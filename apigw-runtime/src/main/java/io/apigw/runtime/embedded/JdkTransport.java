package io.apigw.runtime.embedded;

import io.apigw.api.RequestExecutor;
import io.apigw.api.integrate.HttpTransport;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.api.integrate.TransportResult;
import io.apigw.api.integrate.TransportResult.Failure;
import io.apigw.api.integrate.TransportResult.Kind;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests with the JDK's own {@link HttpClient}: what a gateway uses when it is given nothing better. HTTP/1.1,
 * bodies stream both ways, redirects and proxies of the process are ignored. It is the slow path, and has that client's
 * ways: names of reply headers come in lower case and sorted; header values beyond ASCII are sent as {@code ?}; host
 * names with an underscore are refused; a {@code GET} that found a dead connection is sent again, once. The length of
 * a reply's head is limited by the JDK (384 KB since 17.0.13).
 *
 * <p>Its threads are few, start with the first request and end with {@link #close}; the client's selector thread follows when the garbage collector
 * has found the client, since JDK 17 has no other way to end it.
 */
public final class JdkTransport implements HttpTransport, AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final int THREADS = 16;
  private static final long IDLE_SECONDS = 10;

  private final ThreadPoolExecutor workers;
  private final Set<JdkExchange> running = ConcurrentHashMap.newKeySet();
  private volatile @Nullable HttpClient client;
  private volatile boolean closed;

  private JdkTransport(ThreadPoolExecutor workers) {
    this.workers = workers;
  }

  /** Returns a transport of its own connections and threads; whoever makes it closes it. */
  public static JdkTransport create() {
    ThreadPoolExecutor workers = new ThreadPoolExecutor(
        THREADS,
        THREADS,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        NamedThreads.numbered("apigw-transport-"));
    workers.allowCoreThreadTimeOut(true);
    return new JdkTransport(workers);
  }

  @Override
  public CompletionStage<TransportResult> send(TransportRequest request, RequestExecutor executor) {
    HttpClient open = open();
    if (open == null) {
      request.body().discard();
      return CompletableFuture.completedFuture(
          new Failure(Kind.CONNECT, "the transport is closed"));
    }
    JdkExchange exchange = new JdkExchange(request, executor, running::remove);
    running.add(exchange);
    try {
      exchange.start(open);
    } catch (RejectedExecutionException closedMeanwhile) {
      exchange.cancel(new Failure(Kind.CONNECT, "the transport is closed"));
    }
    if (closed) {
      exchange.cancel(new Failure(Kind.BROKEN, "the transport was closed"));
    }
    return exchange.result();
  }

  /** Breaks off what is running and ends the threads; requests sent later fail. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      client = null;
    }
    running.forEach(
        exchange -> exchange.cancel(new Failure(Kind.BROKEN, "the transport was closed")));
    workers.shutdown();
  }

  /** The client, made with the first request: it has a thread from its first moment. Null when this is closed. */
  private @Nullable HttpClient open() {
    HttpClient open = client;
    return open == null && !closed ? make() : open;
  }

  private synchronized @Nullable HttpClient make() {
    if (client == null && !closed) {
      client = HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .proxy(HttpClient.Builder.NO_PROXY)
          .connectTimeout(CONNECT_TIMEOUT)
          .executor(workers)
          .build();
    }
    return client;
  }
}
