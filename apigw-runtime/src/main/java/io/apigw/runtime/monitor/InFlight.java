package io.apigw.runtime.monitor;

import io.apigw.api.GatewayClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;

/** Counts the requests that are being answered, so that a gateway can be drained. */
public final class InFlight implements Monitor {

  private static final Duration LOOK = Duration.ofMillis(20);

  private final LongAdder begun = new LongAdder();
  private final LongAdder ended = new LongAdder();
  private final GatewayClock clock;
  private volatile boolean refusing;

  /**
   * Makes the count.
   *
   * @param clock looks for the end of a drain
   */
  public InFlight(GatewayClock clock) {
    this.clock = clock;
  }

  /** Notes that a request came in. */
  public void begin() {
    begun.increment();
  }

  /** Notes that a request has ended that has no record. */
  public void end() {
    ended.increment();
  }

  /** Notes that a request has ended, its body included. */
  @Override
  public void finished(Recording record) {
    ended.increment();
  }

  /** Returns whether new requests are to be refused. */
  public boolean refusing() {
    return refusing;
  }

  /** Refuses new requests from now on. */
  public void refuse() {
    refusing = true;
  }

  /** Refuses new requests, and completes when none is left or the limit has passed. */
  public CompletionStage<Void> drain(Duration limit) {
    refuse();
    CompletableFuture<Void> drained = new CompletableFuture<>();
    look(drained, clock.nanos() + limit.toNanos());
    return drained;
  }

  private void look(CompletableFuture<Void> drained, long deadline) {
    long endedFirst = ended.sum();
    if (endedFirst >= begun.sum() || clock.nanos() - deadline >= 0) {
      drained.complete(null);
    } else {
      clock.schedule(() -> look(drained, deadline), LOOK);
    }
  }
}
