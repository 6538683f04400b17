package io.apigw.testkit.host;

import io.apigw.testkit.wire.ClientExchange;
import io.apigw.testkit.wire.HostClient;
import io.apigw.testkit.wire.RawConnection;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;

/** A host in a test, and the clients that talk to it; all of it is closed with the trial. */
public final class HostTrial implements Closeable {

  /** The name that TLS clients ask for. */
  static final String SERVER_NAME = "localhost.example";

  private final RunningHost host;
  private final HostTraits traits;
  private final List<Closeable> open = new ArrayList<>();

  private HostTrial(RunningHost host, HostTraits traits) {
    this.host = Objects.requireNonNull(host, "host");
    this.traits = Objects.requireNonNull(traits, "traits");
  }

  /**
   * Returns a trial of a host.
   *
   * @param host which is closed with the trial
   * @param traits its own
   * @return the trial
   */
  public static HostTrial of(RunningHost host, HostTraits traits) {
    return new HostTrial(host, traits);
  }

  /**
   * Returns what the host does.
   *
   * @return its traits
   */
  public HostTraits traits() {
    return traits;
  }

  /**
   * Returns where the host listens.
   *
   * @return the port's number
   */
  public int port() {
    return host.port();
  }

  /**
   * Opens a connection that speaks the host's protocol.
   *
   * @return its client
   * @throws IOException when the host does not listen
   */
  public HostClient client() throws IOException {
    RawConnection connection = raw();
    String scheme = traits.tls().isPresent() ? "https" : "http";
    return kept(
        traits.isHttp2() ? HostClient.http2(connection, scheme) : HostClient.http1(connection));
  }

  /**
   * Opens a connection for bytes, by TLS where the host has it.
   *
   * @return the connection
   * @throws IOException when the host does not listen
   */
  public RawConnection raw() throws IOException {
    return raw(traits.isHttp2() ? "h2" : "http/1.1");
  }

  /**
   * Sends {@code GET} on a connection of its own.
   *
   * @param target path and query
   * @return the exchange
   * @throws IOException when the host does not listen
   */
  public ClientExchange get(String target) throws IOException {
    return client().get(target);
  }

  @Override
  public void close() throws IOException {
    for (Closeable each : open) {
      each.close();
    }
    host.close();
  }

  private RawConnection raw(String protocol) throws IOException {
    SSLContext tls = traits.tls().orElse(null);
    return kept(
        tls == null
            ? RawConnection.connect(host.port())
            : RawConnection.connectTls(host.port(), tls, SERVER_NAME, protocol));
  }

  private <T extends Closeable> T kept(T closing) {
    open.add(closing);
    return closing;
  }
}
