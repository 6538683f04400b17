package io.apigw.integration;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One connection to a server, which gets exactly the bytes that a test writes. */
final class RawSocket implements AutoCloseable {

  private final Socket socket;
  private final InputStream in;

  private RawSocket(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  static RawSocket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    socket.setTcpNoDelay(true);
    return new RawSocket(socket);
  }

  /** Sends one request on a connection of its own, and reads the answer. */
  static Answer exchange(int port, String request) throws IOException {
    try (RawSocket socket = connect(port)) {
      return socket.send(request).answer(request.startsWith("HEAD "));
    }
  }

  RawSocket send(String latin1) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(latin1.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    return this;
  }

  OutputStream out() throws IOException {
    return socket.getOutputStream();
  }

  InputStream in() {
    return in;
  }

  /** Reads one answer to a request that was no HEAD. */
  Answer answer() throws IOException {
    return answer(false);
  }

  Answer answer(boolean toHead) throws IOException {
    Answer head = head();
    boolean bodiless =
        toHead || head.status() < 200 || head.status() == 204 || head.status() == 304;
    if (bodiless) {
      return head;
    }
    String length = head.field("content-length");
    if (!length.isEmpty()) {
      return new Answer(head.lines(), latin1(in.readNBytes(Integer.parseInt(length))));
    }
    boolean chunked = head.field("transfer-encoding").equalsIgnoreCase("chunked");
    return new Answer(head.lines(), chunked ? chunks() : latin1(in.readAllBytes()));
  }

  /** Reads up to the empty line. */
  Answer head() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      lines.add(line);
    }
    return new Answer(lines, "");
  }

  /** Waits until the server has closed, by a reset as well; false when it says something instead. */
  boolean closed() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private String chunks() throws IOException {
    StringBuilder body = new StringBuilder();
    while (true) {
      int size = Integer.parseInt(line(), 16);
      body.append(latin1(in.readNBytes(size)));
      String end = line();
      if (!end.isEmpty()) {
        throw new IOException("expected the end of a chunk but was " + end);
      }
      if (size == 0) {
        return body.toString();
      }
    }
  }

  private String line() throws IOException {
    return line(in);
  }

  /** Reads one line without its end. */
  static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("closed after: " + latin1(line.toByteArray()));
      }
      line.write(b);
    }
    String text = latin1(line.toByteArray());
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** The value of the only line of a name; empty when there is none, an error when there are several. */
  static String field(List<String> lines, String name) {
    List<String> values = fields(lines, name);
    if (values.size() > 1) {
      throw new AssertionError(name + ": expected one line but was " + values);
    }
    return values.isEmpty() ? "" : values.get(0);
  }

  static List<String> fields(List<String> lines, String name) {
    String start = name.toLowerCase(Locale.ROOT) + ":";
    return lines.stream()
        .skip(1)
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
        .map(line -> line.substring(start.length()).strip())
        .toList();
  }

  /**
   * What the server said.
   *
   * @param lines status line and header lines
   * @param body its body as Latin-1
   */
  record Answer(List<String> lines, String body) {

    int status() {
      return Integer.parseInt(lines.get(0).split(" ", 3)[1]);
    }

    String field(String name) {
      return RawSocket.field(lines, name);
    }

    List<String> fields(String name) {
      return RawSocket.fields(lines, name);
    }

    @Override
    public String toString() {
      return String.join("\n", lines) + "\n\n" + body;
    }
  }
}
