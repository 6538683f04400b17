package io.apigw.testkit.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** One frame of HTTP/2 (RFC 9113 §4), with whatever a test puts into it. Immutable. */
public final class Http2Frame {

  /** Bytes of a body. */
  public static final int DATA = 0;
  /** The head of a message, or the fields after its body. */
  public static final int HEADERS = 1;
  /** The end of a stream before its time. */
  public static final int RST_STREAM = 3;
  /** What a side wants of the other. */
  public static final int SETTINGS = 4;
  /** A question whether the other side is there. */
  public static final int PING = 6;
  /** The end of a connection. */
  public static final int GOAWAY = 7;
  /** More bytes may be sent. */
  public static final int WINDOW_UPDATE = 8;
  /** More of a header block. */
  public static final int CONTINUATION = 9;

  /** Flag: nothing more comes on this stream; of SETTINGS and PING: this is the answer. */
  public static final int END_STREAM = 1;
  /** Flag: the header block is at its end. */
  public static final int END_HEADERS = 4;

  private final int type;
  private final int flags;
  private final int stream;
  private final byte[] payload;

  private Http2Frame(int type, int flags, int stream, byte[] payload) {
    this.type = type;
    this.flags = flags;
    this.stream = stream;
    this.payload = payload;
  }

  /**
   * Returns a frame.
   *
   * @param type such as {@link #DATA}
   * @param flags such as {@link #END_STREAM}
   * @param stream its number, 0 for the connection
   * @param payload what is in it
   * @return the frame
   */
  public static Http2Frame of(int type, int flags, int stream, byte[] payload) {
    return new Http2Frame(type, flags, stream, payload.clone());
  }

  /**
   * Returns a frame of one header block, whether its fields are well-formed or not.
   *
   * @param flags beside {@link #END_HEADERS}
   * @param stream its number
   * @param namesAndValues name, value, name, value … as Latin-1, pseudo-headers first if they shall be
   * @return the frame
   */
  public static Http2Frame headers(int flags, int stream, String... namesAndValues) {
    return new Http2Frame(
        HEADERS, flags | END_HEADERS, stream, HeaderBlock.of(List.of(namesAndValues)));
  }

  /**
   * Returns a frame that holds one number of four bytes, such as an error code or an increment.
   *
   * @param type {@link #RST_STREAM} or {@link #WINDOW_UPDATE}
   * @param stream its number
   * @param number the number
   * @return the frame
   */
  public static Http2Frame number(int type, int stream, int number) {
    return new Http2Frame(type, 0, stream, bytes(number));
  }

  /**
   * Returns the kind of frame.
   *
   * @return such as {@link #DATA}
   */
  public int type() {
    return type;
  }

  /**
   * Returns whether a flag is set.
   *
   * @param flag such as {@link #END_STREAM}
   * @return whether
   */
  public boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /**
   * Returns the stream's number.
   *
   * @return 0 for the connection
   */
  public int stream() {
    return stream;
  }

  /**
   * Returns what is in it.
   *
   * @return a copy
   */
  public byte[] payload() {
    return payload.clone();
  }

  /**
   * Returns the four bytes at a place as a number.
   *
   * @param offset where they begin
   * @return the number
   */
  public int numberAt(int offset) {
    return ByteBuffer.wrap(payload).getInt(offset);
  }

  /**
   * Returns the fields of a header block that is whole.
   *
   * @return name, value, name, value …
   * @throws IOException when it is malformed
   */
  public List<String> fields() throws IOException {
    return HeaderBlock.read(payload);
  }

  int length() {
    return payload.length;
  }

  /** The nine bytes before the payload, and the payload. */
  byte[] bytes() {
    return ByteBuffer.allocate(9 + payload.length)
        .putInt((payload.length << 8) | type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  @Override
  public String toString() {
    return "Http2Frame[type " + type + ", flags " + flags + ", stream " + stream + ", "
        + payload.length + " bytes]";
  }

  private static byte[] bytes(int number) {
    return ByteBuffer.allocate(4).putInt(number).array();
  }
}
