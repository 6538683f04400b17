package io.apigw.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A client that sends exactly the frames it is told to, well-formed or not, and reads one frame after another. */
final class Http2Client implements AutoCloseable {

  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;

  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;

  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  private final Socket socket;
  private final Windows windows = new Windows();
  private final DataInputStream in;
  private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);

  /** Connects and says hello, with these settings as numbers and values. */
  Http2Client(int port, int... settings) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port), settings);
  }

  Http2Client(Socket socket, int... settings) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(10_000);
    socket.setTcpNoDelay(true);
    this.in = new DataInputStream(socket.getInputStream());
    socket.getOutputStream().write(PREFACE.getBytes(StandardCharsets.US_ASCII));
    ByteBuffer payload = ByteBuffer.allocate(3 * settings.length);
    for (int i = 0; i < settings.length; i += 2) {
      payload.putShort((short) settings[i]).putInt(settings[i + 1]);
    }
    frame(SETTINGS, 0, 0, payload.array());
  }

  Socket socket() {
    return socket;
  }

  Http2Client frame(int type, int flags, int stream, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
    frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
    socket.getOutputStream().write(frame.array());
    return this;
  }

  /** Sends a head of these names and values, each as a literal. */
  Http2Client head(int stream, int flags, String... namesAndValues) throws IOException {
    return frame(HEADERS, END_HEADERS | flags, stream, block(namesAndValues));
  }

  Http2Client get(int stream, String path, String... more) throws IOException {
    return head(stream, END_STREAM, fields("GET", path, more));
  }

  Http2Client post(int stream, String path, String... more) throws IOException {
    return head(stream, 0, fields("POST", path, more));
  }

  Http2Client data(int stream, boolean last, byte[] bytes) throws IOException {
    return frame(DATA, last ? END_STREAM : 0, stream, bytes);
  }

  Http2Client data(int stream, boolean last, String text) throws IOException {
    return data(stream, last, text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Sends a whole body as fast as the server's windows open; another thread must read meanwhile. */
  void upload(int stream, byte[] bytes) throws IOException, InterruptedException {
    for (int at = 0; at < bytes.length; ) {
      int size = windows.take(stream, Math.min(16 * 1024, bytes.length - at));
      data(stream, at + size == bytes.length, Arrays.copyOfRange(bytes, at, at + size));
      at += size;
    }
  }

  Http2Client reset(int stream) throws IOException {
    return frame(RST_STREAM, 0, stream, number(8));
  }

  Http2Client window(int stream, int more) throws IOException {
    return frame(WINDOW_UPDATE, 0, stream, number(more));
  }

  static byte[] number(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  static String[] fields(String method, String path, String... more) {
    List<String> fields =
        new ArrayList<>(List.of(":method", method, ":scheme", "http", ":path", path));
    fields.addAll(List.of(":authority", "a.example"));
    fields.addAll(List.of(more));
    return fields.toArray(String[]::new);
  }

  static byte[] block(String... namesAndValues) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      block.write(0);
      string(block, namesAndValues[i]);
      string(block, namesAndValues[i + 1]);
    }
    return block.toByteArray();
  }

  private static void string(ByteArrayOutputStream block, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    int rest = bytes.length - 127;
    block.write(Math.min(bytes.length, 127));
    for (; rest >= 128; rest >>= 7) {
      block.write((rest & 0x7f) | 0x80);
    }
    if (bytes.length >= 127) {
      block.write(rest);
    }
    block.writeBytes(bytes);
  }

  /** Reads a frame; those of the connection that answer our own are left out. */
  Frame read() throws IOException {
    while (true) {
      int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
      Frame frame = new Frame(
          in.readUnsignedByte(), in.readUnsignedByte(), in.readInt(), in.readNBytes(length));
      if (frame.type() == WINDOW_UPDATE) {
        windows.opened(frame.stream(), ByteBuffer.wrap(frame.payload()).getInt());
      } else if (frame.type() == SETTINGS && (frame.flags() & 1) == 0) {
        windows.settings(ByteBuffer.wrap(frame.payload()));
        frame(SETTINGS, 1, 0, new byte[0]);
      } else if (frame.type() != SETTINGS) {
        return frame;
      }
    }
  }

  /** Reads all frames up to the end of a stream. */
  Answer answer(int stream) throws IOException {
    List<Http2Headers> heads = new ArrayList<>();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      Frame frame = read();
      if (frame.type() == GOAWAY) {
        return new Answer(heads, body, -1, frame.code());
      }
      if (frame.stream() != stream) {
        throw new AssertionError("expected stream " + stream + " but was " + frame);
      }
      switch (frame.type()) {
        case HEADERS -> heads.add(headers(frame));
        case DATA -> body.writeBytes(frame.payload());
        case RST_STREAM -> {
          return new Answer(heads, body, frame.code(), -1);
        }
        default -> throw new AssertionError("unexpected " + frame);
      }
      if ((frame.flags() & END_STREAM) != 0) {
        return new Answer(heads, body, -1, -1);
      }
    }
  }

  /** Reads frames until one of a type comes. */
  Frame next(int type) throws IOException {
    Frame frame = read();
    while (frame.type() != type) {
      frame = read();
    }
    return frame;
  }

  Http2Headers headers(Frame frame) throws IOException {
    ByteBuf block = Unpooled.wrappedBuffer(frame.payload());
    try {
      return decoder.decodeHeaders(frame.stream(), block);
    } catch (Http2Exception malformed) {
      throw new IOException(malformed);
    }
  }

  /** Whether the server closes without another frame. */
  boolean closed() {
    try {
      Frame frame = read();
      throw new AssertionError("expected the end but was " + frame);
    } catch (EOFException | SocketException end) {
      return true;
    } catch (IOException other) {
      throw new AssertionError(other);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** What the server lets us send. */
  private static final class Windows {

    private final Map<Integer, Integer> open = new HashMap<>(Map.of(0, 65_535));
    private int initial = 65_535;

    synchronized void opened(int stream, int more) {
      open.merge(stream, more, Integer::sum);
      notifyAll();
    }

    synchronized void settings(ByteBuffer payload) {
      while (payload.hasRemaining()) {
        int id = payload.getShort();
        int value = payload.getInt();
        if (id == 4) {
          initial = value;
          notifyAll();
        }
      }
    }

    synchronized int take(int stream, int most) throws InterruptedException {
      int size = size(stream, most);
      while (size <= 0) {
        wait(10_000);
        size = size(stream, most);
      }
      open.merge(stream, -size, Integer::sum);
      open.merge(0, -size, Integer::sum);
      return size;
    }

    private int size(int stream, int most) {
      int ofStream = initial + open.getOrDefault(stream, 0);
      return Math.min(most, Math.min(ofStream, open.getOrDefault(0, 0)));
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Frame(int type, int flags, int stream, byte[] payload) {

    /** The error of a reset or a goodbye. */
    int code() {
      return ByteBuffer.wrap(payload).getInt(type == GOAWAY ? 4 : 0);
    }
  }

  /** What came on a stream: -1 for no error of the stream, or of the connection. */
  record Answer(List<Http2Headers> heads, ByteArrayOutputStream bytes, int reset, int goAway) {

    int status() {
      return Integer.parseInt(String.valueOf(heads.get(heads.size() - 1).status()));
    }

    String field(String name) {
      CharSequence value = heads.get(heads.size() - 1).get(name);
      return value == null ? "" : value.toString();
    }

    String body() {
      return bytes.toString(StandardCharsets.ISO_8859_1);
    }
  }
}
