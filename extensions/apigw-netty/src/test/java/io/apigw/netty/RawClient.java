package io.apigw.netty;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A client that sends exactly what it is given, and reads with a time limit. */
final class RawClient implements AutoCloseable {

  private final Socket socket;
  private final InputStream in;

  RawClient(int port) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  RawClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(10_000);
    socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  Socket socket() {
    return socket;
  }

  RawClient send(String latin1) throws IOException {
    socket.getOutputStream().write(latin1.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** Sends, whether or not the server has closed already. */
  RawClient sendAnyway(String latin1) {
    try {
      return send(latin1);
    } catch (IOException closed) {
      return this;
    }
  }

  /** A head of these lines. */
  static String lines(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  RawClient get(String target) throws IOException {
    return send("GET " + target + " HTTP/1.1\r\nHost: a.example\r\n\r\n");
  }

  /** Reads one answer to anything but HEAD. */
  Answer answer() throws IOException {
    String head = head();
    String length = field(head, "content-length");
    if (!length.isEmpty()) {
      return new Answer(
          head, new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.ISO_8859_1));
    }
    if (field(head, "transfer-encoding").equals("chunked")) {
      return new Answer(head, chunks());
    }
    boolean bodiless = head.startsWith("HTTP/1.1 1")
        || head.startsWith("HTTP/1.1 204")
        || head.startsWith("HTTP/1.1 304");
    return new Answer(head, bodiless ? "" : rest());
  }

  /** Reads up to the empty line. */
  String head() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (true) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("closed after: " + head.toString(StandardCharsets.ISO_8859_1));
      }
      head.write(b);
      String text = b == '\n' ? head.toString(StandardCharsets.ISO_8859_1) : "";
      if (text.endsWith("\r\n\r\n")) {
        return text;
      }
    }
  }

  /** Reads to the end of the connection. */
  String rest() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  byte[] bytes(int count) throws IOException {
    return in.readNBytes(count);
  }

  /** Waits until the server has closed; by a reset as well. */
  boolean closed() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  /** Goes without a goodbye. */
  void abort() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private String chunks() throws IOException {
    StringBuilder body = new StringBuilder();
    while (true) {
      int size = Integer.parseInt(line(), 16);
      body.append(new String(in.readNBytes(size), StandardCharsets.ISO_8859_1));
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
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("closed within a chunk");
      }
      line.append((char) b);
    }
    return line.substring(0, line.length() - 1);
  }

  private static String field(String head, String name) {
    for (String line : head.split("\r\n", -1)) {
      if (line.toLowerCase(Locale.ROOT).startsWith(name + ":")) {
        return line.substring(name.length() + 1).strip();
      }
    }
    return "";
  }

  record Answer(String head, String body) {
    int status() {
      return Integer.parseInt(head.substring(9, 12));
    }

    String field(String name) {
      return RawClient.field(head, name);
    }
  }
}
