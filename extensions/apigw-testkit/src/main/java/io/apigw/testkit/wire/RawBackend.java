package io.apigw.testkit.wire;

import java.io.IOException;

/** A back end that says byte for byte what a test wants it to say; one thread for each connection. Thread-safe. */
public final class RawBackend implements AutoCloseable {

  private final Listener listener;

  /** What happens on a connection; when it returns or throws, the connection is closed. */
  @FunctionalInterface
  public interface Conversation {

    /**
     * Talks to one peer.
     *
     * @param peer the other side
     * @throws Exception when the peer has gone, or the test wants an end
     */
    void with(RawPeer peer) throws Exception;
  }

  private RawBackend(Listener listener) {
    this.listener = listener;
  }

  /**
   * Starts a back end.
   *
   * @param conversation what it does with each connection
   * @return the back end, on a free port of the loopback address
   * @throws IOException when there is no free port
   */
  public static RawBackend that(Conversation conversation) throws IOException {
    return new RawBackend(
        Listener.start("raw-backend", socket -> conversation.with(new RawPeer(socket))));
  }

  /**
   * Starts a back end that answers each request, whatever it is, with a text; it closes when that says so.
   *
   * @param reply head and body as Latin-1
   * @return the back end
   * @throws IOException when there is no free port
   */
  public static RawBackend answering(String reply) throws IOException {
    return that(peer -> {
      while (!peer.head().isEmpty()) {
        peer.say(reply);
        if (reply.contains("Connection: close")) {
          return;
        }
      }
    });
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
   * Returns its address.
   *
   * @return such as {@code http://127.0.0.1:8080}
   */
  public String url() {
    return "http://127.0.0.1:" + port();
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
   * Returns how many connections are open.
   *
   * @return the number now
   */
  public int open() {
    return listener.open();
  }

  /** Cuts all connections and listens no more. */
  @Override
  public void close() throws IOException {
    listener.close();
  }
}
