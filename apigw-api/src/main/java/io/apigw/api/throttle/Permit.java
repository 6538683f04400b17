package io.apigw.api.throttle;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;

/** What a limiter answers. */
public sealed interface Permit {

  /** Returns the answer that lets one request pass. */
  static Permit granted() {
    return Granted.INSTANCE;
  }

  /**
   * Returns the answer that refuses one request.
   *
   * @param retryAfter when a token will be there again; a very long time for a rate of zero
   */
  static Permit refused(Duration retryAfter) {
    return new Refused(retryAfter);
  }

  /** Returns what one of the two functions makes of this answer. */
  <R> R match(
      Function<? super Granted, ? extends R> onGranted,
      Function<? super Refused, ? extends R> onRefused);

  /** One request may pass. */
  record Granted() implements Permit {

    private static final Granted INSTANCE = new Granted();

    @Override
    public <R> R match(
        Function<? super Granted, ? extends R> onGranted,
        Function<? super Refused, ? extends R> onRefused) {
      return onGranted.apply(this);
    }
  }

  /**
   * The request is refused.
   *
   * @param retryAfter when a token will be there again
   */
  record Refused(Duration retryAfter) implements Permit {

    /** Checks that the duration is there. */
    public Refused {
      Objects.requireNonNull(retryAfter, "retryAfter");
    }

    @Override
    public <R> R match(
        Function<? super Granted, ? extends R> onGranted,
        Function<? super Refused, ? extends R> onRefused) {
      return onRefused.apply(this);
    }
  }
}
