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
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests with the JDK's own {@link HttpClient}: what a gateway uses when it is given nothing better. HTTP/1.1,
 * bodies stream both ways, redirects and proxies of the process are ignored. It is the slow path, and has that client's
 * ways: names of reply headers come in lower case and sorted; header values beyond ASCII are sent as {@code ?}; host
 * names with an underscore are refused; a {@code GET} that found a dead connection is sent again, once, and other
 * requests fail then; interim replies (1xx) end a connection. The length of a reply's head is limited by the JDK (384 KB
 * since 17.0.13).
 *
 * <p>Threads and connections are made for the first request, and end with {@link #close}.
 */
public final class JdkTransport implements HttpTransport, AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final JdkThreads threads = new JdkThreads();
  private final Set<JdkExchange> running = ConcurrentHashMap.newKeySet();
  private volatile @Nullable HttpClient client;
  private volatile boolean closed;

  private JdkTransport() {}

  /** Returns a transport of its own connections and threads; whoever makes it closes it. */
  public static JdkTransport create() {
    return new JdkTransport();
  }

  @Override
  public CompletionStage<TransportResult> send(TransportRequest request, RequestExecutor executor) {
    JdkExchange exchange = new JdkExchange(request, executor, threads, running::remove);
    running.add(exchange);
    try {
      exchange.start(client());
    } catch (RejectedExecutionException closedMeanwhile) {
      exchange.cancel(new Failure(Kind.CONNECT, "the transport is closed"));
    }
    if (closed) {
      exchange.cancel(new Failure(Kind.BROKEN, "the transport was closed"));
    }
    return exchange.result();
  }

  @Override
  public boolean keepsTime() {
    return true;
  }

  /** Breaks off what is running and ends the threads; requests sent later fail. */
  @Override
  public void close() {
    forgetClient();
    running.forEach(
        exchange -> exchange.cancel(new Failure(Kind.BROKEN, "the transport was closed")));
    threads.end();
  }

  private synchronized void forgetClient() {
    closed = true;
    client = null;
  }

  private HttpClient client() {
    HttpClient known = client;
    return known == null ? begin() : known;
  }

  private synchronized HttpClient begin() {
    if (closed) {
      throw new RejectedExecutionException("the transport is closed");
    }
    HttpClient known = client;
    if (known == null) {
      known = HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .proxy(HttpClient.Builder.NO_PROXY)
          .connectTimeout(CONNECT_TIMEOUT)
          .executor(threads)
          .build();
      threads.serve(known);
      client = known;
    }
    return known;
  }
}
