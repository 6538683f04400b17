package io.apigw.testkit.wire;

import io.apigw.api.Headers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Sends requests side by side; a thread reads, and keeps what comes until it is asked for. */
final class Http2Client implements HostClient {

  private final Http2Connection connection;
  private final String scheme;
  private final Map<Integer, Http2Exchange> streams = new ConcurrentHashMap<>();
  private final Window window = new Window(65_535);
  private int next = 1;
  private volatile long firstWindow = 65_535;
  private volatile @Nullable IOException ended;

  private Http2Client(Http2Connection connection, String scheme) {
    this.connection = connection;
    this.scheme = scheme;
  }

  static Http2Client begin(RawConnection raw, String scheme) throws IOException {
    raw.waitAtMost(0);
    Http2Client client = new Http2Client(Http2Connection.begin(raw), scheme);
    Thread reader = new Thread(client::read, "http2-client");
    reader.setDaemon(true);
    reader.start();
    return client;
  }

  @Override
  public synchronized ClientExchange begin(
      String method, String target, Headers headers, long length) throws IOException {
    IOException gone = ended;
    if (gone != null) {
      throw new IOException("the connection has ended", gone);
    }
    List<String> fields = new ArrayList<>(List.of(
        ":method", method,
        ":scheme", scheme,
        ":authority", headers.first("host").orElse("host.example"),
        ":path", target));
    for (int i = 0; i < headers.size(); i++) {
      if (!headers.name(i).equalsIgnoreCase("host")) {
        fields.add(headers.name(i).toLowerCase(Locale.ROOT));
        fields.add(headers.value(i));
      }
    }
    if (length > 0) {
      fields.add("content-length");
      fields.add(Long.toString(length));
    }
    int number = next;
    next += 2;
    Http2Exchange exchange = new Http2Exchange(this, number, firstWindow, length);
    streams.put(number, exchange);
    connection.send(Http2Frame.headers(
        length == 0 ? Http2Frame.END_STREAM : 0, number, fields.toArray(new String[0])));
    return exchange;
  }

  @Override
  public int localPort() {
    return connection.raw().localPort();
  }

  @Override
  public void reset() throws IOException {
    connection.raw().reset();
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }

  void send(Http2Frame frame) throws IOException {
    connection.send(frame);
  }

  /** What all streams together may send. */
  Window window() {
    return window;
  }

  void forget(int stream) {
    streams.remove(stream);
  }

  private void read() {
    try {
      while (true) {
        take(connection.next());
      }
    } catch (IOException | RuntimeException end) {
      IOException fault = new IOException("the connection has ended: " + end, end);
      ended = fault;
      window.end(fault);
      streams.values().forEach(stream -> stream.fail(fault));
    }
  }

  private void take(Http2Frame frame) throws IOException {
    Http2Exchange exchange = streams.get(frame.stream());
    switch (frame.type()) {
      case Http2Frame.SETTINGS -> settings(frame);
      case Http2Frame.PING -> {
        if (!frame.has(Http2Frame.END_STREAM)) {
          send(Http2Frame.of(Http2Frame.PING, Http2Frame.END_STREAM, 0, frame.payload()));
        }
      }
      case Http2Frame.WINDOW_UPDATE -> {
        if (frame.stream() == 0) {
          window.add(frame.numberAt(0));
        } else if (exchange != null) {
          exchange.window().add(frame.numberAt(0));
        }
      }
      case Http2Frame.HEADERS -> {
        Http2Frame whole = whole(frame);
        if (exchange != null) {
          exchange.head(whole.fields(), whole.has(Http2Frame.END_STREAM));
        }
      }
      case Http2Frame.DATA -> {
        if (frame.length() > 0) {
          send(Http2Frame.number(Http2Frame.WINDOW_UPDATE, 0, frame.length()));
        }
        if (exchange != null) {
          exchange.data(frame.payload(), frame.has(Http2Frame.END_STREAM));
        }
      }
      case Http2Frame.RST_STREAM -> {
        if (exchange != null) {
          exchange.reset(frame.numberAt(0));
        }
      }
      default -> {}
    }
  }

  private void settings(Http2Frame frame) throws IOException {
    if (frame.has(Http2Frame.END_STREAM)) {
      return;
    }
    byte[] payload = frame.payload();
    for (int at = 0; at + 6 <= payload.length; at += 6) {
      if (payload[at] == 0 && payload[at + 1] == 4) {
        widen(frame.numberAt(at + 2));
      }
    }
    send(Http2Frame.of(Http2Frame.SETTINGS, Http2Frame.END_STREAM, 0, new byte[0]));
  }

  /** Not while a stream begins, which would miss it. */
  private synchronized void widen(long size) {
    for (Http2Exchange each : streams.values()) {
      each.window().add(size - firstWindow);
    }
    firstWindow = size;
  }

  /** Joins a header block with what continues it. */
  private Http2Frame whole(Http2Frame first) throws IOException {
    Http2Frame whole = first;
    while (!whole.has(Http2Frame.END_HEADERS)) {
      Http2Frame more = connection.next();
      byte[] begun = whole.payload();
      byte[] joined = Arrays.copyOf(begun, begun.length + more.length());
      System.arraycopy(more.payload(), 0, joined, begun.length, more.length());
      int flags = (first.has(Http2Frame.END_STREAM) ? Http2Frame.END_STREAM : 0)
          | (more.has(Http2Frame.END_HEADERS) ? Http2Frame.END_HEADERS : 0);
      whole = Http2Frame.of(Http2Frame.HEADERS, flags, first.stream(), joined);
    }
    return whole;
  }
}
