package io.apigw.testkit.host;

/** A host that a suite has started, on the loopback address. */
public interface RunningHost extends AutoCloseable {

  /**
   * Returns a host of a port, for authors whose server is closed by one call.
   *
   * @param port where it listens
   * @param closing what ends it
   * @return the host
   */
  static RunningHost of(int port, AutoCloseable closing) {
    return new RunningHost() {
      @Override
      public int port() {
        return port;
      }

      @Override
      public void close() throws Exception {
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
   * @throws Exception when that fails; it fails the test
   */
  @Override
  void close() throws Exception;
}
