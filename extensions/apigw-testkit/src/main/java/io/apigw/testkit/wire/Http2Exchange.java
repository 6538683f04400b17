package io.apigw.testkit.wire;

import io.apigw.api.Headers;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One stream. What the host sends waits here until it is read; only then is its window opened again. That of the
 * connection is opened at once, so that a stream that is not read stops no other.
 */
final class Http2Exchange implements ClientExchange {

  private static final int GLANCE_MILLIS = 100;
  private static final int GLANCES = 200;
  private static final int FRAME = 16_384;
  private static final int CANCEL = 8;

  private final Http2Client client;
  private final int stream;
  private final Window window;
  private final Queue<byte[]> arrived = new ArrayDeque<>();
  private long left;
  private boolean finished;
  private int status;
  private Headers headers = Headers.empty();
  private long announced = -1;
  private long received;
  private boolean over;

  /** Whether the host has answered and wants no more of the request (RFC 9113 §8.1). */
  private volatile boolean enough;

  private @Nullable IOException fault;

  Http2Exchange(Http2Client client, int stream, long firstWindow, long length) {
    this.client = client;
    this.stream = stream;
    this.window = new Window(firstWindow);
    this.left = length;
    this.finished = length == 0;
  }

  @Override
  public ClientExchange write(byte[] piece) throws IOException {
    try {
      writeAll(piece);
    } catch (IOException stopped) {
      if (!enough) {
        throw stopped;
      }
    }
    return this;
  }

  private void writeAll(byte[] piece) throws IOException {
    for (int at = 0; at < piece.length; ) {
      int own = window.take(Math.min(FRAME, piece.length - at));
      int taken = client.window().take(own);
      window.add(own - taken);
      left -= taken;
      boolean last = left == 0;
      finished |= last;
      client.send(Http2Frame.of(
          Http2Frame.DATA,
          last ? Http2Frame.END_STREAM : 0,
          stream,
          Arrays.copyOfRange(piece, at, at + taken)));
      at += taken;
    }
  }

  @Override
  public ClientExchange finish() throws IOException {
    if (!finished) {
      finished = true;
      client.send(Http2Frame.of(Http2Frame.DATA, Http2Frame.END_STREAM, stream, new byte[0]));
    }
    return this;
  }

  @Override
  public synchronized int status() throws IOException {
    for (int glance = 0; status == 0; glance++) {
      pause(glance);
    }
    return status;
  }

  @Override
  public synchronized Headers headers() throws IOException {
    var unused = status();
    return headers;
  }

  @Override
  public byte[] read() throws IOException {
    byte[] next = taken();
    if (next.length > 0) {
      if (!ended()) {
        client.send(Http2Frame.number(Http2Frame.WINDOW_UPDATE, stream, next.length));
      }
    } else {
      client.forget(stream);
    }
    return next;
  }

  @Override
  public void abandon() throws IOException {
    client.forget(stream);
    client.send(Http2Frame.number(Http2Frame.RST_STREAM, stream, CANCEL));
  }

  Window window() {
    return window;
  }

  synchronized void head(List<String> fields, boolean last) throws IOException {
    if (status != 0) {
      fail(new IOException("expected no trailer but was " + fields));
      return;
    }
    if (!fields.get(0).equals(":status")) {
      throw new IOException("expected a status first but was " + fields);
    }
    int said = Integer.parseInt(fields.get(1));
    if (said < 200) {
      return;
    }
    Headers.Builder read = Headers.builder();
    for (int i = 2; i < fields.size(); i += 2) {
      read.add(fields.get(i), fields.get(i + 1));
    }
    headers = read.build();
    announced = headers.first("content-length").map(Long::parseLong).orElse(-1L);
    status = said;
    end(last);
    notifyAll();
  }

  synchronized void data(byte[] bytes, boolean last) {
    received += bytes.length;
    if (bytes.length > 0) {
      arrived.add(bytes);
    }
    end(last);
    notifyAll();
  }

  synchronized void reset(int code) {
    enough = over && code == 0;
    finished |= enough;
    window.end(new IOException("the stream was reset with code " + code));
    if (!over) {
      fail(new IOException("the stream was reset with code " + code));
    }
  }

  synchronized void fail(IOException why) {
    if (fault == null && !over) {
      fault = why;
    }
    window.end(why);
    notifyAll();
  }

  private void end(boolean last) {
    if (last && received > 0 && announced >= 0 && announced != received) {
      fail(new IOException("expected " + announced + " bytes but were " + received));
    }
    over |= last;
  }

  private synchronized boolean ended() {
    return over || fault != null;
  }

  private synchronized byte[] taken() throws IOException {
    var unused = status();
    for (int glance = 0; arrived.isEmpty(); glance++) {
      if (over && fault == null) {
        return new byte[0];
      }
      pause(glance);
    }
    return arrived.remove();
  }

  @SuppressWarnings("WaitNotInLoop") // whoever calls it does so in a loop
  private void pause(int glance) throws IOException {
    IOException why = fault;
    if (why != null) {
      throw new IOException(why.getMessage(), why);
    }
    if (glance == GLANCES) {
      throw new IOException("nothing came in time");
    }
    try {
      wait(GLANCE_MILLIS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException(stopped);
    }
  }
}
