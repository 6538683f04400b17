package io.apigw.testkit;

import io.apigw.api.integrate.Origin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A back end on a socket of this machine that says byte for byte what a test wants it to say; one daemon thread for each
 * connection.
 *
 * <pre>{@code
 * try (RawBackend backend = RawBackend.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) {
 *   // call backend.origin()
 * }
 * }</pre>
 */
public final class RawBackend implements AutoCloseable {

  private final ServerSocket server;
  private final Conversation conversation;
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** What happens on a connection; when it returns or throws, the connection is closed. */
  @FunctionalInterface
  public interface Conversation {

    /**
     * Talks on one connection, on a thread of its own.
     *
     * @param peer the other side
     * @throws Exception when the other side has gone, or for any other reason: the connection is closed
     */
    void with(Peer peer) throws Exception;
  }

  private RawBackend(ServerSocket server, Conversation conversation) {
    this.server = server;
    this.conversation = conversation;
  }

  /**
   * Starts a back end.
   *
   * @param conversation what happens on each connection
   * @return the back end, which listens already
   * @throws IOException when no port is free
   */
  public static RawBackend that(Conversation conversation) throws IOException {
    return on(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), conversation);
  }

  /**
   * Starts a back end on a socket of the test's own, such as one of TLS.
   *
   * @param server the socket; closed with the back end
   * @param conversation what happens on each connection
   * @return the back end, which listens already
   */
  public static RawBackend on(ServerSocket server, Conversation conversation) {
    RawBackend backend = new RawBackend(
        Objects.requireNonNull(server, "server"),
        Objects.requireNonNull(conversation, "conversation"));
    start(backend::accept);
    return backend;
  }

  /**
   * Answers each request, whatever it is, with a text; closes when that says so.
   *
   * @param reply the bytes of the reply, as Latin-1; {@code Connection: close} in it closes the connection after it
   * @return the back end, which listens already
   * @throws IOException when no port is free
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
   * Returns where it listens, as a client of plain HTTP has it.
   *
   * @return the origin, with the scheme {@code http}
   */
  public Origin origin() {
    return new Origin("http", "127.0.0.1", server.getLocalPort());
  }

  /**
   * Returns how many connections there have been.
   *
   * @return the number
   */
  public int connections() {
    return connections.get();
  }

  /**
   * Stops listening and closes all connections.
   *
   * @throws IOException when a socket cannot be closed
   */
  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.incrementAndGet();
        open.add(socket);
        start(() -> talk(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  @SuppressWarnings("EmptyCatch") // a test sees on its own side what went wrong
  private void talk(Socket socket) {
    try (socket) {
      conversation.with(new Peer(socket, socket.getInputStream(), socket.getOutputStream()));
    } catch (Exception broken) {
      // the other side has gone, or the test has ended
    } finally {
      open.remove(socket);
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "raw-backend");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * The other side of a connection.
   *
   * @param socket the connection itself
   * @param in what it sends
   * @param out what it reads
   */
  public record Peer(Socket socket, InputStream in, OutputStream out) {

    /**
     * Reads the head of a request.
     *
     * @return it with its empty line; empty when the connection has ended
     * @throws IOException when the connection is broken
     */
    public String head() throws IOException {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
        int next = in.read();
        if (next < 0) {
          return "";
        }
        head.write(next);
      }
      return head.toString(StandardCharsets.ISO_8859_1);
    }

    /**
     * Reads bytes.
     *
     * @param bytes how many
     * @return them as Latin-1; fewer when the connection has ended
     * @throws IOException when the connection is broken
     */
    public String read(int bytes) throws IOException {
      return new String(in.readNBytes(bytes), StandardCharsets.ISO_8859_1);
    }

    /**
     * Sends a text.
     *
     * @param text what to send, as Latin-1
     * @throws IOException when the connection is broken
     */
    public void say(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }
  }
}
