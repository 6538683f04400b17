package io.apigw.testkit.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Accepts connections on a free port of the loopback address, each on a thread of its own, until it is closed. */
final class Listener implements AutoCloseable {

  /** What happens on a connection; it is closed when this returns or throws. */
  interface Service {
    void serve(Socket socket) throws Exception;
  }

  private static final int BACKLOG = 1_000;

  private final String name;
  private final ServerSocket server;
  private final Service service;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private volatile boolean closed;

  private Listener(String name, ServerSocket server, Service service) {
    this.name = name;
    this.server = server;
    this.service = service;
  }

  static Listener start(String name, Service service) throws IOException {
    ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    Listener listener = new Listener(name, server, service);
    listener.run(listener::accept);
    return listener;
  }

  int port() {
    return server.getLocalPort();
  }

  int accepted() {
    return accepted.get();
  }

  int open() {
    return open.size();
  }

  /** Keeps a socket open until it closes itself, or all of this is closed. */
  void keep(Socket socket) throws IOException {
    open.add(socket);
    if (closed) {
      socket.close();
    }
  }

  void forget(Socket socket) {
    open.remove(socket);
  }

  void cutAll() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
  }

  void run(Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    closed = true;
    server.close();
    cutAll();
  }

  private void accept() {
    while (!closed) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        accepted.incrementAndGet();
        keep(socket);
        run(() -> serve(socket));
      } catch (IOException ended) {
        return;
      }
    }
  }

  @SuppressWarnings("EmptyCatch") // what went wrong is seen on the test's own side
  private void serve(Socket socket) {
    try (socket) {
      service.serve(socket);
    } catch (Exception broken) {
      // the other side has gone, or the test has ended
    } finally {
      forget(socket);
    }
  }
}
