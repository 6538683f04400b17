package io.apigw.netty;

import io.apigw.api.DefinitionException;
import io.apigw.api.Problem;
import io.apigw.api.RequestProcessor;
import io.apigw.api.shared.CidrBlock;
import io.apigw.api.shared.CidrSet;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the builder of a server has collected. */
final class ServerSettings {

  int port;
  String host = "";
  int threads = Runtime.getRuntime().availableProcessors();
  int maxConnections = Integer.MAX_VALUE;
  Duration idle = HostSettings.Limits.STANDARD.idle();
  Duration head = HostSettings.Limits.STANDARD.head();
  Duration body = HostSettings.Limits.STANDARD.body();
  long rate = HostSettings.Limits.STANDARD.rate();
  boolean halfClosure;
  boolean http2 = true;
  List<String> proxies = List.of();
  final TlsSettings tls = new TlsSettings();

  @Nullable
  EventLoops given;

  /**
   * Checks all settings, and reads what they name.
   *
   * @return how connections come in
   * @throws DefinitionException with everything that is wrong
   */
  Connections.Entrance entrance() {
    List<Problem> problems = new ArrayList<>();
    expect(problems, "port", "0 to 65535", port, port >= 0 && port <= 65535);
    expect(problems, "threads", "1 to 1024", threads, threads >= 1 && threads <= 1024);
    expect(problems, "maxConnections", "1 or more", maxConnections, maxConnections >= 1);
    expectDuration(problems, "idleTimeout", idle);
    expectDuration(problems, "headTimeout", head);
    expectDuration(problems, "bodyTimeout", body);
    expect(problems, "minimumRate", "0 to 1000000", rate, rate >= 0 && rate <= 1_000_000);
    expectDuration(problems, "handshakeTimeout", tls.handshake);
    CidrSet trusted = trusted(problems);
    Optional<TlsEntrance> secure = tls.entrance(problems, http2);
    if (!problems.isEmpty()) {
      throw new DefinitionException("Netty server", problems);
    }
    return new Connections.Entrance(secure, http2, trusted, maxConnections);
  }

  EventLoops loops() {
    EventLoops loops = given;
    return loops == null ? EventLoops.start(threads) : loops;
  }

  InetSocketAddress address() {
    return host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
  }

  HostSettings shared(RequestProcessor gateway) {
    HostSettings.Limits limits = new HostSettings.Limits(idle, head, body, rate);
    return new HostSettings(gateway, new MountPath(""), HttpDate.today(), limits, true);
  }

  private CidrSet trusted(List<Problem> problems) {
    List<CidrBlock> blocks = new ArrayList<>();
    for (String proxy : proxies) {
      try {
        blocks.add(CidrBlock.parse(proxy));
      } catch (IllegalArgumentException wrong) {
        problems.add(Problem.expected(
            "proxyProtocol", "an IP address or a block such as 10.0.0.0/8", proxy));
      }
    }
    return new CidrSet(blocks);
  }

  private static void expectDuration(List<Problem> problems, String path, Duration value) {
    boolean fits =
        value.compareTo(Duration.ofMillis(100)) >= 0 && value.compareTo(Duration.ofDays(1)) <= 0;
    expect(problems, path, "100ms to 1d", value, fits);
  }

  private static void expect(
      List<Problem> problems, String path, String rule, Object value, boolean fits) {
    if (!fits) {
      problems.add(Problem.expected(path, rule, value));
    }
  }
}
