package io.apigw.testkit.wire;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * A connection of HTTP/2 that sends the frames a test makes and reads those that come, and does nothing by itself: it
 * answers no settings and no ping, and opens no window. Any thread may write; one may read.
 */
public final class Http2Connection implements Closeable {

  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  /** Header table 0 bytes, no push, the window of a stream as it is without being told. */
  private static final byte[] SETTINGS = {0, 1, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0};

  private final RawConnection connection;

  private Http2Connection(RawConnection connection) {
    this.connection = connection;
  }

  /**
   * Begins HTTP/2 on a connection: sends the preface and settings by which the peer's header blocks refer to no table
   * that changes.
   *
   * @param connection to the host; closed with this
   * @return the connection
   * @throws IOException when the peer has gone
   */
  public static Http2Connection begin(RawConnection connection) throws IOException {
    Http2Connection begun = new Http2Connection(connection);
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    first.writeBytes(WireText.latin1(PREFACE));
    first.writeBytes(Http2Frame.of(Http2Frame.SETTINGS, 0, 0, SETTINGS).bytes());
    connection.send(first.toByteArray());
    return begun;
  }

  /**
   * Sends frames, in one piece.
   *
   * @param frames one after another
   * @return this
   * @throws IOException when the peer has gone
   */
  public Http2Connection send(Http2Frame... frames) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Http2Frame frame : frames) {
      all.writeBytes(frame.bytes());
    }
    synchronized (this) {
      connection.send(all.toByteArray());
    }
    return this;
  }

  /**
   * Waits for the next frame.
   *
   * @return the frame
   * @throws IOException when the peer has closed
   */
  public Http2Frame next() throws IOException {
    InputStream in = connection.in();
    ByteBuffer head = ByteBuffer.wrap(WireText.exactly(in, 9));
    int lengthAndType = head.getInt();
    int flags = head.get();
    int stream = head.getInt() & Integer.MAX_VALUE;
    byte[] payload = WireText.exactly(in, lengthAndType >>> 8);
    return Http2Frame.of(lengthAndType & 0xff, flags, stream, payload);
  }

  /**
   * Returns the connection below.
   *
   * @return the connection
   */
  public RawConnection raw() {
    return connection;
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
