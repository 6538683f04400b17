package io.apigw.integration;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A back end that keeps what it receives, byte by byte, and answers as it is told. */
final class Backend implements AutoCloseable {

  private final ServerSocket listener;
  private final Script script;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final List<Received> received = new CopyOnWriteArrayList<>();

  private Backend(ServerSocket listener, Script script) {
    this.listener = listener;
    this.script = script;
  }

  /** Answers every request with 200 and the text {@code ok}. */
  static Backend start() throws IOException {
    return start(request -> reply(200, "ok"));
  }

  /** Answers each request, once its body is read, with what is written for it. */
  static Backend start(Answering answering) throws IOException {
    return start((request, in, out) -> {
      Received whole = request.read(RawSocket.latin1(body(request.head(), in)));
      out.write(answering.answer(whole).getBytes(StandardCharsets.ISO_8859_1));
    });
  }

  /** Follows a script that reads bodies and writes answers itself. */
  static Backend start(Script script) throws IOException {
    Backend backend =
        new Backend(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), script);
    backend.threads.execute(backend::accept);
    return backend;
  }

  /** Writes an answer with a length, and header lines such as {@code X-A: b}. */
  static String reply(int status, String body, String... lines) {
    StringBuilder text = new StringBuilder("HTTP/1.1 " + status + " Said\r\n");
    for (String line : lines) {
      text.append(line).append("\r\n");
    }
    return text + "Content-Length: " + body.length() + "\r\n\r\n" + body;
  }

  int port() {
    return listener.getLocalPort();
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  /** What has been received since the start, or since the last {@link #forget}. */
  List<Received> received() {
    return received;
  }

  /** The one request that has been received. */
  Received only() {
    if (received.size() != 1) {
      throw new AssertionError("expected one request at the back end but was " + received);
    }
    return received.get(0);
  }

  void forget() {
    received.clear();
  }

  /** How many connections have been made to it. */
  int connections() {
    return connections.get();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
    threads.shutdownNow();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        connections.incrementAndGet();
        open.add(socket);
        threads.execute(() -> serve(socket));
      }
    } catch (IOException closed) {
      threads.shutdown();
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      while (true) {
        List<String> head = new ArrayList<>();
        for (String line = RawSocket.line(in); !line.isEmpty(); line = RawSocket.line(in)) {
          head.add(line);
        }
        script.serve(new Received(head, "", received), in, out);
        out.flush();
      }
    } catch (IOException gone) {
      open.remove(socket);
    }
  }

  /** Reads the body that a head announces. */
  static byte[] body(List<String> head, InputStream in) throws IOException {
    if (RawSocket.field(head, "transfer-encoding").equalsIgnoreCase("chunked")) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      for (int size = chunk(in); size > 0; size = chunk(in)) {
        body.write(in.readNBytes(size));
        RawSocket.line(in);
      }
      RawSocket.line(in);
      return body.toByteArray();
    }
    String length = RawSocket.field(head, "content-length");
    return in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
  }

  static int chunk(InputStream in) throws IOException {
    return Integer.parseInt(RawSocket.line(in), 16);
  }

  /** Says what is written for a request. */
  @FunctionalInterface
  interface Answering {
    String answer(Received request);
  }

  /** Reads the body of a request, and answers it. */
  @FunctionalInterface
  interface Script {
    void serve(Received request, InputStream in, OutputStream out) throws IOException;
  }

  /**
   * A request as it came in.
   *
   * @param head request line and header lines
   * @param body its body as Latin-1
   * @param kept where it is kept once it has been read
   */
  record Received(List<String> head, String body, List<Received> kept) {

    /** Keeps the request with its body, before it is answered. */
    Received read(String whole) {
      Received request = new Received(List.copyOf(head), whole, kept);
      kept.add(request);
      return request;
    }

    String requestLine() {
      return head.get(0);
    }

    String target() {
      return requestLine().split(" ", 3)[1];
    }

    String field(String name) {
      return RawSocket.field(head, name);
    }

    List<String> fields(String name) {
      return RawSocket.fields(head, name);
    }

    @Override
    public String toString() {
      return String.join("\n", head) + "\n\n" + body;
    }
  }
}
