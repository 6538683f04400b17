package io.apigw.runtime.body;

import io.apigw.api.ByteSize;
import io.apigw.api.GatewayClock;
import io.apigw.runtime.monitor.OncePerMinute;
import java.util.concurrent.atomic.AtomicLong;

/** The memory that all bodies of a gateway together may take. Thread-safe. */
final class BodyBudget {

  private final long most;
  private final GatewayClock clock;
  private final System.Logger logger;
  private final AtomicLong lent = new AtomicLong();
  private final OncePerMinute quiet = new OncePerMinute();

  BodyBudget(long most, GatewayClock clock, System.Logger logger) {
    this.most = most;
    this.clock = clock;
    this.logger = logger;
  }

  /** Lends memory, if there is so much; if not, an operator is told how to have more, once a minute. */
  boolean lend(long bytes) {
    long before = lent.get();
    while (bytes <= most - before) {
      if (lent.compareAndSet(before, before + bytes)) {
        return true;
      }
      before = lent.get();
    }
    tell();
    return false;
  }

  void giveBack(long bytes) {
    lent.addAndGet(-bytes);
  }

  private void tell() {
    long refused = quiet.due(clock.nanos());
    if (refused > 0) {
      logger.log(
          System.Logger.Level.WARNING,
          "the memory for bodies, " + new ByteSize(most) + ", is in use: " + refused
              + " bodies were refused (503) or not kept in the cache since the last line;"
              + " Gateway.builder().bodyBudget(…) sets how much there is");
    }
  }
}
