package io.apigw.testkit.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;
import java.util.Locale;

/** The other side of a connection that a {@link RawBackend} has accepted. */
public final class RawPeer {

  private final Socket socket;
  private final InputStream in;

  RawPeer(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * Reads the head of a request.
   *
   * @return with the empty line at its end; empty when there is none
   * @throws IOException when the peer has gone
   */
  public String head() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int matched = 0;
    while (matched < 4) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.write(next);
      matched = next == (matched % 2 == 0 ? '\r' : '\n') ? matched + 1 : next == '\r' ? 1 : 0;
    }
    return WireText.latin1(head.toByteArray());
  }

  /**
   * Reads the body that a head announces.
   *
   * @param head of the request
   * @return as Latin-1
   * @throws IOException when the peer has gone before its end
   */
  public String body(String head) throws IOException {
    List<String> lines = head.lines().toList();
    if (WireText.field(lines, "transfer-encoding").toLowerCase(Locale.ROOT).equals("chunked")) {
      return WireText.latin1(WireText.chunks(in));
    }
    String length = WireText.field(lines, "content-length");
    return length.isEmpty() ? "" : read(Integer.parseInt(length));
  }

  /**
   * Reads some bytes.
   *
   * @param bytes how many
   * @return as Latin-1
   * @throws IOException when the peer has gone before
   */
  public String read(int bytes) throws IOException {
    return WireText.latin1(WireText.exactly(in, bytes));
  }

  /**
   * Says something.
   *
   * @param latin1 one byte for each character
   * @throws IOException when the peer has gone
   */
  public void say(String latin1) throws IOException {
    say(WireText.latin1(latin1));
  }

  /**
   * Says something.
   *
   * @param bytes all of these
   * @throws IOException when the peer has gone
   */
  public void say(byte[] bytes) throws IOException {
    out().write(bytes);
    out().flush();
  }

  /**
   * Returns where bytes come from.
   *
   * @return the stream
   */
  public InputStream in() {
    return in;
  }

  /**
   * Returns where bytes are written to.
   *
   * @return the stream
   * @throws IOException when the connection is closed
   */
  public OutputStream out() throws IOException {
    return socket.getOutputStream();
  }

  /**
   * Waits until the peer closes its side; whatever it sends is dropped.
   *
   * @throws IOException when it resets the connection
   */
  public void awaitEnd() throws IOException {
    var unused = in.transferTo(OutputStream.nullOutputStream());
  }

  /**
   * Ends the connection by a reset.
   *
   * @throws IOException when it is closed
   */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }
}
