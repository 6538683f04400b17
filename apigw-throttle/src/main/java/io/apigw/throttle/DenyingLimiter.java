package io.apigw.throttle;

import io.apigw.api.throttle.Limiter;
import io.apigw.api.throttle.Permit;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The limiter of a rate or burst of 0: no bucket, no token, ever. */
final class DenyingLimiter implements Limiter {

  static final DenyingLimiter INSTANCE = new DenyingLimiter();

  /** Longer than anyone waits, and still a {@code long} of nanoseconds. */
  static final Duration NEVER = Duration.ofDays(36_500);

  private static final CompletionStage<Permit> REFUSED =
      CompletableFuture.completedFuture(Permit.refused(NEVER));

  private DenyingLimiter() {}

  @Override
  public CompletionStage<Permit> acquire(String key) {
    return REFUSED;
  }

  @Override
  public void giveBack(String key) {
    // there was none to take
  }
}
