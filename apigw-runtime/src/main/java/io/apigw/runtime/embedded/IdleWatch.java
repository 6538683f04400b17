package io.apigw.runtime.embedded;

import io.apigw.api.RequestExecutor;
import java.time.Duration;

/** Looks at a stream every few seconds, and reports one that has been waited for in vain for thirty. */
final class IdleWatch implements Runnable {

  private static final Duration PERIOD = Duration.ofSeconds(10);
  private static final int QUIET_PERIODS = 3;

  private final RequestExecutor executor;
  private final Watched stream;
  private long seen;
  private int quiet;

  private IdleWatch(RequestExecutor executor, Watched stream) {
    this.executor = executor;
    this.stream = stream;
    this.seen = stream.moves();
  }

  /** What is looked at; asked on the request's thread. */
  interface Watched {

    /** Returns a number that changes when the stream moves. */
    long moves();

    /** Returns whether somebody waits for the stream to move. */
    boolean awaited();

    /** Returns whether there is nothing to look at any more. */
    boolean done();

    /** Ends a stream that stands still. */
    void standstill();
  }

  /** Starts to look at a stream. */
  static void start(RequestExecutor executor, Watched stream) {
    new IdleWatch(executor, stream).again();
  }

  @Override
  public void run() {
    if (stream.done()) {
      return;
    }
    long moves = stream.moves();
    quiet = moves == seen && stream.awaited() ? quiet + 1 : 0;
    seen = moves;
    if (quiet >= QUIET_PERIODS) {
      stream.standstill();
    } else {
      again();
    }
  }

  private void again() {
    var unused = executor.schedule(this, PERIOD);
  }
}
