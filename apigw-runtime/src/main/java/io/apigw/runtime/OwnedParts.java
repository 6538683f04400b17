package io.apigw.runtime;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;

/** What a gateway has started itself, closed in the reverse order. */
final class OwnedParts implements AutoCloseable {

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  <T extends AutoCloseable> T add(T started) {
    parts.push(started);
    return started;
  }

  /** Closes all of them, whatever one of them throws; closing twice does nothing. */
  @Override
  public synchronized void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception failure) {
        System.getLogger(Gateway.class.getName())
            .log(Level.WARNING, "a part of the gateway could not be closed", failure);
      }
    }
  }
}
