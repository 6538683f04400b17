package io.apigw.testkit.wire;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * One connection to a server, which gets exactly the bytes that a test writes. Reading waits 20 seconds at most. One
 * thread may write while another reads.
 */
public final class RawConnection implements Closeable {

  private static final int WAIT_MILLIS = 20_000;

  /** The socket below TLS; the same one without TLS. */
  private final Socket plain;

  private final Socket socket;
  private final InputStream in;

  private RawConnection(Socket plain, Socket socket) throws IOException {
    this.plain = plain;
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * Connects to the loopback address.
   *
   * @param port the server's
   * @return the connection
   * @throws IOException when nobody listens
   */
  public static RawConnection connect(int port) throws IOException {
    Socket socket = open(port, 0);
    return new RawConnection(socket, socket);
  }

  /**
   * Connects to the loopback address with a small window, so that a server soon notices that nothing is read.
   *
   * @param port the server's
   * @param receiveBuffer the size of the socket's buffer in bytes
   * @return the connection
   * @throws IOException when nobody listens
   */
  public static RawConnection connect(int port, int receiveBuffer) throws IOException {
    Socket socket = open(port, receiveBuffer);
    return new RawConnection(socket, socket);
  }

  /**
   * Connects to the loopback address by TLS.
   *
   * @param port the server's
   * @param context what is trusted, and the client's own certificate
   * @param serverName the name that is asked for
   * @param protocols what is offered by ALPN, the best first
   * @return the connection, after the handshake
   * @throws IOException when nobody listens, or the handshake fails
   */
  public static RawConnection connectTls(
      int port, SSLContext context, String serverName, String... protocols) throws IOException {
    Socket plain = open(port, 0);
    SSLSocket socket = (SSLSocket) context
        .getSocketFactory()
        .createSocket(plain, plain.getInetAddress().getHostAddress(), port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName(serverName)));
    parameters.setApplicationProtocols(protocols);
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return new RawConnection(plain, socket);
  }

  /**
   * Sends one request on a connection of its own, and reads the answer.
   *
   * @param port the server's
   * @param request the whole of it, as Latin-1
   * @return the answer
   * @throws IOException when there is none
   */
  public static RawAnswer exchange(int port, String request) throws IOException {
    try (RawConnection connection = connect(port)) {
      return connection.send(request).answer(request.startsWith("HEAD "));
    }
  }

  /**
   * Sends a text.
   *
   * @param latin1 one byte for each character
   * @return this
   * @throws IOException when the server has gone
   */
  public RawConnection send(String latin1) throws IOException {
    return send(WireText.latin1(latin1));
  }

  /**
   * Sends bytes.
   *
   * @param bytes all of these
   * @return this
   * @throws IOException when the server has gone
   */
  public RawConnection send(byte[] bytes) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(bytes);
    out.flush();
    return this;
  }

  /**
   * Sends a text, whether or not the server has gone.
   *
   * @param latin1 one byte for each character
   * @return this
   */
  public RawConnection sendAnyway(String latin1) {
    try {
      return send(latin1);
    } catch (IOException gone) {
      return this;
    }
  }

  /**
   * Sets how long reading waits.
   *
   * @param millis 1 and more; 20 000 unless set
   * @return this
   * @throws IOException when the connection is closed
   */
  public RawConnection waitAtMost(int millis) throws IOException {
    socket.setSoTimeout(millis);
    return this;
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
   * Returns where bytes come from.
   *
   * @return the stream
   */
  public InputStream in() {
    return in;
  }

  /**
   * Returns the protocol that was agreed on by ALPN.
   *
   * @return empty without TLS or ALPN
   */
  public String agreedProtocol() {
    String agreed = socket instanceof SSLSocket tls ? tls.getApplicationProtocol() : "";
    return agreed == null ? "" : agreed;
  }

  /**
   * Returns our own port.
   *
   * @return its number
   */
  public int localPort() {
    return plain.getLocalPort();
  }

  /**
   * Reads one answer to a request that was no HEAD.
   *
   * @return the answer
   * @throws IOException when it is cut off or malformed
   */
  public RawAnswer answer() throws IOException {
    return answer(false);
  }

  /**
   * Reads one answer.
   *
   * @param toHead whether the request was HEAD, so that no body follows
   * @return the answer
   * @throws IOException when it is cut off or malformed
   */
  public RawAnswer answer(boolean toHead) throws IOException {
    RawAnswer head = head();
    if (toHead || head.status() < 200 || head.status() == 204 || head.status() == 304) {
      return head;
    }
    String length = head.field("content-length");
    byte[] body = !length.isEmpty()
        ? WireText.exactly(in, Integer.parseInt(length))
        : head.field("transfer-encoding").equalsIgnoreCase("chunked")
            ? WireText.chunks(in)
            : in.readAllBytes();
    return new RawAnswer(head.lines(), WireText.latin1(body));
  }

  /**
   * Reads up to the empty line.
   *
   * @return the answer without its body
   * @throws IOException when it is cut off
   */
  public RawAnswer head() throws IOException {
    return new RawAnswer(WireText.head(in), "");
  }

  /**
   * Reads one chunk.
   *
   * @return its content as Latin-1; empty for the last one
   * @throws IOException when it is cut off or malformed
   */
  public String chunk() throws IOException {
    String chunk = WireText.latin1(WireText.exactly(in, WireText.chunkSize(in)));
    WireText.endOfChunk(in);
    return chunk;
  }

  /**
   * Waits until the server has closed, by a reset as well.
   *
   * @return false when it says something instead
   * @throws IOException when it does neither in time
   */
  public boolean closed() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  /**
   * Says that nothing more will be sent, and goes on reading.
   *
   * @throws IOException when the server has gone
   */
  public void halfClose() throws IOException {
    socket.shutdownOutput();
  }

  /**
   * Goes without a goodbye: the server sees a reset.
   *
   * @throws IOException when the connection is closed
   */
  public void reset() throws IOException {
    plain.setSoLinger(true, 0);
    plain.close();
  }

  /** Closes the connection; what has been sent still arrives. */
  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static Socket open(int port, int receiveBuffer) throws IOException {
    Socket socket = new Socket();
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(WAIT_MILLIS);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), WAIT_MILLIS);
    return socket;
  }
}
