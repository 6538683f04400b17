package io.apigw.api.shared;

import io.apigw.api.Cancellable;
import io.apigw.api.RequestExecutor;
import java.time.Duration;

/**
 * Looks at a stream now and then, and reports one that has been waited for in vain for the whole of a limit: no sooner,
 * and at most a sixth of the limit later. A timer for each piece would cost more than the piece.
 */
public final class IdleWatch implements Runnable {

  /** How long a peer may say nothing while a body flows, unless somebody sets another limit. */
  public static final Duration STANDARD = Duration.ofSeconds(30);

  private static final int QUIET_PERIODS = 6;

  private final RequestExecutor executor;
  private final Duration period;
  private final Watched stream;
  private long seen;
  private int quiet;
  private volatile boolean called;
  private volatile Cancellable timer = () -> {};

  private IdleWatch(RequestExecutor executor, Duration limit, Watched stream) {
    this.executor = executor;
    this.period = limit.dividedBy(QUIET_PERIODS);
    this.stream = stream;
    this.seen = stream.moves();
  }

  /** What is looked at; asked on the request's thread. */
  public interface Watched {

    /** Returns a number that changes when the stream moves. */
    long moves();

    /** Returns whether somebody waits for the stream to move. */
    boolean awaited();

    /** Returns whether there is nothing to look at any more. */
    boolean done();

    /** Ends a stream that stands still. */
    void standstill();
  }

  /**
   * Starts to look at a stream.
   *
   * @param executor its timer is used, on whose thread the stream is asked
   * @param limit how long the stream may stand still
   * @param stream what is looked at
   * @return calls the looking off, so that nothing is held until the next look
   */
  public static Cancellable start(RequestExecutor executor, Duration limit, Watched stream) {
    IdleWatch watch = new IdleWatch(executor, limit, stream);
    watch.again();
    return watch::callOff;
  }

  @Override
  public void run() {
    if (called || stream.done()) {
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
    timer = executor.schedule(this, period);
    if (called) {
      timer.cancel();
    }
  }

  private void callOff() {
    called = true;
    timer.cancel();
  }
}
