package io.apigw.integration.transport;

import io.apigw.api.integrate.Origin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A back end that says byte for byte what a test wants it to say; one thread for each connection. */
final class RawBackend implements AutoCloseable {

  private final ServerSocket server;
  private final Conversation conversation;
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** What happens on a connection; when it returns or throws, the connection is closed. */
  interface Conversation {
    void with(Peer peer) throws Exception;
  }

  private RawBackend(ServerSocket server, Conversation conversation) {
    this.server = server;
    this.conversation = conversation;
  }

  static RawBackend that(Conversation conversation) throws IOException {
    RawBackend backend =
        new RawBackend(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), conversation);
    start(backend::accept);
    return backend;
  }

  /** Answers each request, whatever it is, with a text; closes when that says so. */
  static RawBackend answering(String reply) throws IOException {
    return that(peer -> {
      while (!peer.head().isEmpty()) {
        peer.say(reply);
        if (reply.contains("Connection: close")) {
          return;
        }
      }
    });
  }

  Origin origin() {
    return new Origin("http", "127.0.0.1", server.getLocalPort());
  }

  int connections() {
    return connections.get();
  }

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
      conversation.with(new Peer(socket.getInputStream(), socket.getOutputStream()));
    } catch (Exception broken) {
      // the other side has gone, or the test has ended
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "raw-backend");
    thread.setDaemon(true);
    thread.start();
  }

  /** The other side of a connection. */
  record Peer(InputStream in, OutputStream out) {

    /** Reads the head of a request; empty when there is none. */
    String head() throws IOException {
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

    String read(int bytes) throws IOException {
      return new String(in.readNBytes(bytes), StandardCharsets.ISO_8859_1);
    }

    void say(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }
  }
}
