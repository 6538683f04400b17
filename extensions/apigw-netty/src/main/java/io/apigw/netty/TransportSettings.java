package io.apigw.netty;

import io.apigw.api.DefinitionException;
import io.apigw.api.Problem;
import io.apigw.api.shared.Expect;
import io.apigw.netty.upstream.ClientSettings;
import io.apigw.netty.upstream.Limits;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What the builder of a transport has collected. */
final class TransportSettings {

  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofDays(1);

  int threads = Runtime.getRuntime().availableProcessors();
  int connections = 256;
  int waiting = 1024;
  Duration connect = Duration.ofSeconds(10);
  Duration idle = Duration.ofSeconds(50);
  Duration lifetime = Duration.ZERO;
  boolean lifetimeSet;
  Duration body = Duration.ofSeconds(30);
  List<InetSocketAddress> nameServers = List.of();
  boolean http2;

  @Nullable
  SslContext tls;

  /** Throws one exception with everything that is wrong. */
  ClientSettings checked() {
    List<Problem> problems = new ArrayList<>();
    Expect.number(problems, "threads", threads, 1, 1024);
    Expect.number(problems, "maxConnections", connections, 1, 1_000_000);
    Expect.number(problems, "maxWaiting", waiting, 0, 1_000_000);
    Expect.duration(problems, "connectTimeout", connect, SHORTEST, LONGEST);
    Expect.duration(problems, "idleTimeout", idle, SHORTEST, LONGEST);
    if (lifetimeSet) {
      Expect.duration(problems, "maxLifetime", lifetime, SHORTEST, Duration.ofDays(365));
    }
    Expect.duration(problems, "bodyTimeout", body, SHORTEST, LONGEST);
    SslContext context = tls;
    if (context != null && context.isServer()) {
      problems.add(Problem.expected("tls", "the context of a client", "that of a server"));
    }
    for (InetSocketAddress server : nameServers) {
      Expect.that(
          problems, "nameServers", "resolved addresses", server, each -> !each.isUnresolved());
    }
    if (!problems.isEmpty()) {
      throw new DefinitionException("Netty transport", problems);
    }
    return new ClientSettings(
        threads,
        new Limits(connections, waiting, connect, idle, lifetime, body),
        context == null ? ownTls() : context,
        nameServers,
        http2);
  }

  private static SslContext ownTls() {
    try {
      return SslContextBuilder.forClient().build();
    } catch (SSLException broken) {
      throw new IllegalStateException("the JDK's own TLS cannot be set up", broken);
    }
  }
}
