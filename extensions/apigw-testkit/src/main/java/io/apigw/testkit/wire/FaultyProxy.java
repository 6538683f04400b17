package io.apigw.testkit.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A TCP proxy on the loopback address that delays, drips, stalls, cuts and resets what passes. Each direction has a fault
 * of its own, which may be changed at any time: a connection takes note before its next piece. Thread-safe.
 *
 * <pre>{@code
 * try (FaultyProxy proxy = FaultyProxy.to(backend.port())) {
 *   proxy.toClient(Fault.cutAfter(1000));
 *   …
 * }
 * }</pre>
 */
public final class FaultyProxy implements AutoCloseable {

  private final int target;
  private final Listener listener;
  private final AtomicLong carried = new AtomicLong();
  private volatile Fault toServer = Fault.none();
  private volatile Fault toClient = Fault.none();

  private FaultyProxy(int target) throws IOException {
    this.target = target;
    this.listener = Listener.start("faulty-proxy", this::serve);
  }

  /**
   * Starts a proxy without a fault.
   *
   * @param port of the loopback address, where connections lead to
   * @return the proxy
   * @throws IOException when there is no free port
   */
  public static FaultyProxy to(int port) throws IOException {
    return new FaultyProxy(port);
  }

  /**
   * Sets what happens to bytes on their way to the server.
   *
   * @param fault from now on
   * @return this
   */
  public FaultyProxy toServer(Fault fault) {
    toServer = Objects.requireNonNull(fault, "fault");
    return this;
  }

  /**
   * Sets what happens to bytes on their way to the client.
   *
   * @param fault from now on
   * @return this
   */
  public FaultyProxy toClient(Fault fault) {
    toClient = Objects.requireNonNull(fault, "fault");
    return this;
  }

  /** Lets everything pass from now on, also what stands still. */
  public void heal() {
    toServer = Fault.none();
    toClient = Fault.none();
  }

  /**
   * Closes all connections that are open.
   *
   * @throws IOException when that fails
   */
  public void cutAll() throws IOException {
    listener.cutAll();
  }

  /**
   * Returns where it listens.
   *
   * @return the port's number
   */
  public int port() {
    return listener.port();
  }

  /**
   * Returns how many connections have been made to it.
   *
   * @return the number since the start
   */
  public int connections() {
    return listener.accepted();
  }

  /**
   * Returns how many bytes have passed, both ways together.
   *
   * @return the number since the start
   */
  public long carried() {
    return carried.get();
  }

  /** Closes all connections and listens no more. */
  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void serve(Socket client) throws IOException, InterruptedException {
    try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      server.setTcpNoDelay(true);
      listener.keep(server);
      Thread back = new Thread(() -> carry(server, client, false), "faulty-proxy");
      back.setDaemon(true);
      back.start();
      carry(client, server, true);
      back.join();
      listener.forget(server);
    }
  }

  private void carry(Socket from, Socket to, boolean forth) {
    try {
      Passage passage = new Passage(from, to);
      byte[] buffer = new byte[16 * 1024];
      InputStream in = from.getInputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        int at = 0;
        while (at < read) {
          int passed = passage.pass(forth ? toServer : toClient, buffer, at, read - at);
          if (passed < 0) {
            return;
          }
          at += passed;
          carried.addAndGet(passed);
        }
      }
      to.shutdownOutput();
    } catch (IOException | InterruptedException gone) {
      close(from);
      close(to);
    }
  }

  @SuppressWarnings("EmptyCatch") // there is nothing left to close then
  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException closed) {
      // it is
    }
  }
}
