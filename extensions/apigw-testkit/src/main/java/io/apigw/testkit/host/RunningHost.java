package io.apigw.testkit.host;

import java.io.Closeable;
import java.io.IOException;

/** A host that a suite has started, on the loopback address. */
public interface RunningHost extends Closeable {

  /**
   * Returns a host of a port, for authors whose server is closed by one call.
   *
   * @param port where it listens
   * @param closing what ends it
   * @return the host
   */
  static RunningHost of(int port, Closeable closing) {
    return new RunningHost() {
      @Override
      public int port() {
        return port;
      }

      @Override
      public void close() throws IOException {
        closing.close();
      }
    };
  }

  /**
   * Returns where it listens.
   *
   * @return the port's number
   */
  int port();

  /**
   * Ends it, and cuts the connections that are open.
   *
   * @throws IOException when that fails; it fails the test
   */
  @Override
  void close() throws IOException;
}
