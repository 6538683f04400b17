package io.apigw.runtime.route;

import io.apigw.api.Request;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The trace that a request belongs to, as {@code X-Amzn-Trace-Id} writes it. The client's is kept where it has the form of
 * one; everything else of the client's header is dropped. Immutable.
 */
final class TraceId {

  private static final String HEADER = "X-Amzn-Trace-Id";
  private static final int LONGEST = 256;
  private static final int LONGEST_LINEAGE = 100;

  /** A new trace as the header writes it; the zeros give way to the time and to what is drawn. */
  private static final byte[] NEW =
      "Root=1-00000000-000000000000000000000000;Parent=0000000000000000;Sampled=0"
          .getBytes(StandardCharsets.ISO_8859_1);

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);
  private static final int TIME = 7;
  private static final int DRAWN = 16;
  private static final int PARENT = 48;
  private static final int ROOT_START = 5;
  private static final int ROOT_END = 40;

  private final String root;
  private final String parent;
  private final boolean sampled;
  private final @Nullable String lineage;

  private TraceId(String root, String parent, boolean sampled, @Nullable String lineage) {
    this.root = root;
    this.parent = parent;
    this.sampled = sampled;
    this.lineage = lineage;
  }

  /**
   * Returns the header's value for a request: {@link #from}, written.
   *
   * @param request the request
   * @param now the time that a new trace carries
   */
  static String header(Request request, Instant now) {
    return request.headers().indexOf(HEADER, 0) < 0
        ? fresh(now)
        : from(request, now).toString();
  }

  /**
   * Returns the client's trace, or a new one. A parent is made where there is none; the client's decision to sample is
   * kept, and without one a trace with a parent is sampled and any other is not.
   *
   * @param request the request
   * @param now the time that a new trace carries
   */
  static TraceId from(Request request, Instant now) {
    int index = request.headers().indexOf(HEADER, 0);
    String text = index < 0 ? "" : request.headers().value(index);
    if (text.length() > LONGEST) {
      text = "";
    }
    String root = part(text, "Root");
    if (root == null || !isRoot(root)) {
      String fresh = fresh(now);
      return new TraceId(
          fresh.substring(ROOT_START, ROOT_END), fresh.substring(PARENT, PARENT + 16), false, null);
    }
    String parent = part(text, "Parent");
    boolean hasParent = parent != null && isHex(parent, 0, 16) && parent.length() == 16;
    String decision = Objects.requireNonNullElse(part(text, "Sampled"), "");
    boolean sampled = decision.equals("1") || (hasParent && !decision.equals("0"));
    String lineage = part(text, "Lineage");
    return new TraceId(
        root,
        hasParent && parent != null ? parent : newParent(now),
        sampled,
        lineage != null && isLineage(lineage) ? lineage : null);
  }

  /** Returns the trace's own id, for example {@code 1-5759e988-bd862e3fe1be46a994272793}. */
  String root() {
    return root;
  }

  /** Returns the id of the call that made the request: 16 hexadecimal digits. */
  String parent() {
    return parent;
  }

  /** Returns whether the trace is recorded. */
  boolean sampled() {
    return sampled;
  }

  /** Returns the header's value. */
  @Override
  public String toString() {
    String text = "Root=" + root + ";Parent=" + parent + ";Sampled=" + (sampled ? "1" : "0");
    return lineage == null ? text : text + ";Lineage=" + lineage;
  }

  private static @Nullable String part(String text, String name) {
    int from = 0;
    while (from < text.length()) {
      int semicolon = text.indexOf(';', from);
      int end = semicolon < 0 ? text.length() : semicolon;
      String pair = text.substring(from, end).strip();
      if (pair.startsWith(name) && pair.startsWith("=", name.length())) {
        return pair.substring(name.length() + 1);
      }
      from = end + 1;
    }
    return null;
  }

  private static boolean isRoot(String text) {
    return text.length() == 35
        && text.startsWith("1-")
        && isHex(text, 2, 10)
        && text.charAt(10) == '-'
        && isHex(text, 11, 35);
  }

  private static boolean isHex(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (i >= text.length() || Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) > 'f') {
        return false;
      }
    }
    return true;
  }

  private static boolean isLineage(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != ':' && c != '|' && !isHex(text, i, i + 1)) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= LONGEST_LINEAGE;
  }

  private static String newParent(Instant now) {
    return fresh(now).substring(PARENT, PARENT + 16);
  }

  private static String fresh(Instant now) {
    byte[] text = NEW.clone();
    ThreadLocalRandom random = ThreadLocalRandom.current();
    write(now.getEpochSecond(), 8, text, TIME);
    write(random.nextLong(), 16, text, DRAWN);
    write(random.nextInt(), 8, text, DRAWN + 16);
    write(random.nextLong(), 16, text, PARENT);
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private static void write(long value, int digits, byte[] text, int at) {
    for (int i = 0; i < digits; i++) {
      text[at + digits - 1 - i] = HEX[(int) (value >>> (4 * i)) & 0xf];
    }
  }
}
