package io.apigw.netty;

import java.time.Duration;

/**
 * Whether a client that moves does so fast enough: on average over each whole window but the first, of the time that it
 * was waited for.
 */
final class Pace {

  private final long window;
  private final long least;

  private long waited;
  private long moved;
  private boolean first = true;

  /**
   * Begins to judge.
   *
   * @param window how long a client is watched before it is judged
   * @param rate the bytes per second that it must keep, 0 for any number
   */
  Pace(Duration window, long rate) {
    this.window = window.toNanos();
    this.least = (long) (rate * (this.window / 1e9));
  }

  /** Forgets what was seen: somebody else moves from now on. */
  void restart() {
    waited = 0;
    moved = 0;
    first = true;
  }

  /**
   * Adds what was seen since the last look.
   *
   * @param nanos how long the client was waited for
   * @param bytes how far it moved
   * @return whether a window has ended in which it was too slow
   */
  boolean tooSlow(long nanos, long bytes) {
    waited += nanos;
    moved += bytes;
    if (waited < window) {
      return false;
    }
    boolean slow = !first && moved < least;
    first = false;
    waited = 0;
    moved = 0;
    return slow;
  }
}
