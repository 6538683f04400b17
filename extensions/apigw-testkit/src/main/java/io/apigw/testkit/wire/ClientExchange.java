package io.apigw.testkit.wire;

import io.apigw.api.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** One request of a {@link HostClient} and its answer. One thread may write while another reads. */
public interface ClientExchange {

  /**
   * Sends a piece of the body; waits as long as the host takes none.
   *
   * @param piece its bytes
   * @return this
   * @throws IOException when the host has gone or wants no more of it
   */
  ClientExchange write(byte[] piece) throws IOException;

  /**
   * Sends a piece of the body.
   *
   * @param piece as Latin-1
   * @return this
   * @throws IOException when the host has gone or wants no more of it
   */
  default ClientExchange write(String piece) throws IOException {
    return write(WireText.latin1(piece));
  }

  /**
   * Says that the body is at its end. A body of known length ends by itself where the protocol says so; saying it
   * again does no harm.
   *
   * @return this
   * @throws IOException when the host has gone
   */
  ClientExchange finish() throws IOException;

  /**
   * Waits for the answer's head.
   *
   * @return its status, never an interim one
   * @throws IOException when there is none
   */
  int status() throws IOException;

  /**
   * Waits for the answer's head.
   *
   * @return its header fields as they came
   * @throws IOException when there is none
   */
  Headers headers() throws IOException;

  /**
   * Waits for the next bytes of the answer's body.
   *
   * @return at least one byte, or none at the end of a whole message
   * @throws IOException when the message is cut off
   */
  byte[] read() throws IOException;

  /**
   * Reads the answer to its end.
   *
   * @return what has not been read before
   * @throws IOException when the message is cut off
   */
  default byte[] bytes() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] next = read(); next.length > 0; next = read()) {
      all.write(next);
    }
    return all.toByteArray();
  }

  /**
   * Reads the answer to its end.
   *
   * @return what has not been read before, as Latin-1
   * @throws IOException when the message is cut off
   */
  default String text() throws IOException {
    return WireText.latin1(bytes());
  }

  /**
   * Reads the answer to its end.
   *
   * @return whether it was a whole message
   */
  default boolean whole() {
    try {
      var unused = status();
      for (byte[] next = read(); next.length > 0; ) {
        next = read();
      }
      return true;
    } catch (IOException cut) {
      return false;
    }
  }

  /**
   * Gives the exchange up, as the protocol says: a reset of the stream, or of the connection where there is only one.
   *
   * @throws IOException when the connection is closed
   */
  void abandon() throws IOException;
}
