package io.apigw.testkit.wire;

import io.apigw.testkit.PatternBytes;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A back end whose behaviour is chosen by the path: each {@link Misbehaviour}, and some ordinary ones beside. Thread-safe.
 *
 * <ul>
 *   <li>{@code /ok}: 200 and {@code ok}
 *   <li>{@code /echo}: 200 and the body that it was sent
 *   <li>{@code /bytes?n}: n {@link PatternBytes}, with their length; {@code /chunks?n}: the same, without
 *   <li>{@code /take}: reads a body of {@link PatternBytes} and says how many there were, or which one was wrong
 *   <li>{@code /events?n}: n server-sent events
 *   <li>{@code /trailers}: a chunked body with fields after it
 *   <li>{@code /head}: what it was sent before the body
 * </ul>
 */
public final class MisbehavingBackend implements AutoCloseable {

  private static final int BLOCK = 64 * 1024;

  private final RawBackend backend;
  private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
  private final AtomicLong sent = new AtomicLong();

  private MisbehavingBackend() throws IOException {
    backend = RawBackend.that(this::serve);
  }

  /**
   * Starts a back end.
   *
   * @return the back end, on a free port of the loopback address
   * @throws IOException when there is no free port
   */
  public static MisbehavingBackend start() throws IOException {
    return new MisbehavingBackend();
  }

  /**
   * Returns where it listens.
   *
   * @return the port's number
   */
  public int port() {
    return backend.port();
  }

  /**
   * Returns its address.
   *
   * @return such as {@code http://127.0.0.1:8080}
   */
  public String url() {
    return backend.url();
  }

  /**
   * Returns how many requests of a path have come.
   *
   * @param path without the query
   * @return the number of their heads
   */
  public int requests(String path) {
    AtomicInteger count = requests.get(path);
    return count == null ? 0 : count.get();
  }

  /**
   * Returns how many requests have come.
   *
   * @return the number of their heads
   */
  public int requests() {
    return requests.values().stream().mapToInt(AtomicInteger::get).sum();
  }

  /**
   * Returns how many pattern bytes it has sent.
   *
   * @return the number since the start, of all connections
   */
  public long sent() {
    return sent.get();
  }

  /**
   * Returns how many connections have been made to it.
   *
   * @return the number since the start
   */
  public int connections() {
    return backend.connections();
  }

  /**
   * Returns how many connections are open.
   *
   * @return the number now
   */
  public int open() {
    return backend.open();
  }

  /** Cuts all connections and listens no more. */
  @Override
  public void close() throws IOException {
    backend.close();
  }

  private void serve(RawPeer peer) throws Exception {
    for (String head = peer.head(); !head.isEmpty(); head = peer.head()) {
      String target = head.split(" ", 3)[1];
      int mark = target.indexOf('?');
      String path = mark < 0 ? target : target.substring(0, mark);
      requests.computeIfAbsent(path, any -> new AtomicInteger()).incrementAndGet();
      Optional<Misbehaviour> wrong = misbehaviour(path);
      if (wrong.isPresent()) {
        wrong.get().with(peer);
        return;
      }
      answer(peer, head, path, mark < 0 ? 0 : Long.parseLong(target.substring(mark + 1)));
    }
  }

  private static Optional<Misbehaviour> misbehaviour(String path) {
    for (Misbehaviour each : Misbehaviour.values()) {
      if (each.path().equals(path)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  private void answer(RawPeer peer, String head, String path, long number) throws IOException {
    switch (path) {
      case "/take" -> text(peer, taken(peer, head));
      case "/echo" -> text(peer, peer.body(head));
      case "/bytes" -> {
        var unused = peer.body(head);
        bytes(peer, number);
      }
      case "/chunks" -> {
        var unused = peer.body(head);
        chunks(peer, number);
      }
      case "/events" -> events(peer, number);
      case "/trailers" -> {
        peer.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Late\r\n\r\n");
        peer.say("2\r\nok\r\n0\r\nX-Late: admin\r\nContent-Length: 5\r\n\r\n");
      }
      case "/head" -> {
        var unused = peer.body(head);
        text(peer, head);
      }
      default -> {
        var unused = peer.body(head);
        text(peer, "ok");
      }
    }
  }

  private static void text(RawPeer peer, String text) throws IOException {
    peer.say("HTTP/1.1 200 OK\r\nContent-Length: " + text.length() + "\r\n\r\n" + text);
  }

  private void bytes(RawPeer peer, long length) throws IOException {
    peer.say("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n");
    for (long at = 0; at < length; at += BLOCK) {
      byte[] block = PatternBytes.from(at, (int) Math.min(BLOCK, length - at));
      peer.say(block);
      sent.addAndGet(block.length);
    }
  }

  private void chunks(RawPeer peer, long length) throws IOException {
    peer.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (long at = 0; at < length; at += BLOCK) {
      byte[] block = PatternBytes.from(at, (int) Math.min(BLOCK, length - at));
      peer.say(Integer.toHexString(block.length) + "\r\n");
      peer.say(block);
      sent.addAndGet(block.length);
      peer.say("\r\n");
    }
    peer.say("0\r\n\r\n");
  }

  private static void events(RawPeer peer, long count) throws IOException {
    peer.say(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (long i = 0; i < count; i++) {
      String event = "data: " + i + "\n\n";
      peer.say(Integer.toHexString(event.length()) + "\r\n" + event + "\r\n");
    }
    peer.say("0\r\n\r\n");
  }

  /** Reads a body of pattern bytes; says their number, or what was wrong. */
  private static String taken(RawPeer peer, String head) throws IOException {
    PatternBytes.Check check = new PatternBytes.Check();
    var lines = head.lines().toList();
    try {
      if (WireText.field(lines, "transfer-encoding").equalsIgnoreCase("chunked")) {
        for (int size = WireText.chunkSize(peer.in());
            size > 0;
            size = WireText.chunkSize(peer.in())) {
          check.take(WireText.exactly(peer.in(), size));
          WireText.endOfChunk(peer.in());
        }
        var unused = WireText.head(peer.in());
      } else {
        String length = WireText.field(lines, "content-length");
        take(peer.in(), length.isEmpty() ? 0 : Long.parseLong(length), check);
      }
    } catch (AssertionError wrong) {
      return String.valueOf(wrong.getMessage());
    }
    return Long.toString(check.position());
  }

  private static void take(InputStream in, long length, PatternBytes.Check check)
      throws IOException {
    byte[] buffer = new byte[BLOCK];
    for (long left = length; left > 0; ) {
      int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        throw new IOException("closed with " + left + " bytes to come");
      }
      check.take(buffer, 0, read);
      left -= read;
    }
  }
}
