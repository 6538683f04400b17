package io.apigw.throttle;

import io.apigw.api.DefinitionException;
import io.apigw.api.Problem;
import io.apigw.api.engine.EngineContext;
import io.apigw.api.engine.Prepared;
import io.apigw.api.shared.Expect;
import io.apigw.api.throttle.LimitEngine;
import io.apigw.api.throttle.Limiter;
import io.apigw.api.throttle.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Counts rates with token buckets in the memory of this process; several nodes count each for itself.
 *
 * <p>A bucket is full at first, holds at most the rate's burst and gains evenly, to the nanosecond, by the gateway's
 * elapsed time: setting the wall clock neither refunds nor locks out. Rates that are no whole number are kept as the
 * fraction that they mean (0.1 per second is one in 10 s, 1.0 / 3 is one in 3 s), never off by more than one part in a
 * thousand million. A rate or a burst of 0 denies every request.
 *
 * <p>A limit per key keeps a bucket for each key it has seen, until that bucket is long full again and forgetting it
 * changes nothing, and never more than {@link Builder#maximumKeys} buckets. Beyond that many the ones used least are
 * forgotten early; to make that worthless to a caller with many keys, a bucket made while the limit is at its maximum
 * starts with a single token instead of the burst. A key of 128 characters or more is remembered by its SHA-512.
 *
 * <p>Immutable and thread-safe; the limiters it prepares hold the buckets.
 */
public final class InMemoryLimits implements LimitEngine {

  private static final int DEFAULT_MAXIMUM_KEYS = 100_000;

  private final int maximumKeys;

  private InMemoryLimits(int maximumKeys) {
    this.maximumKeys = maximumKeys;
  }

  /** Returns an engine whose limits keep at most 100 000 keys each. */
  public static InMemoryLimits create() {
    return builder().build();
  }

  /** Returns a builder of an engine with other settings. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Prepares a limit with new buckets.
   *
   * @return the limiter; a problem for a rate over 1 000 000 000 requests a second or under one in a hundred years, and
   *     for a burst over 2 147 483 647
   */
  @Override
  public Prepared<Limiter> prepare(String id, Rate rate, EngineContext context) {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(context, "context");
    if (rate.deniesAll()) {
      return Prepared.ready(DenyingLimiter.INSTANCE);
    }
    List<Problem> problems = new ArrayList<>();
    Expect.that(problems, "permits", Refill.RULE, rate, Refill::possible);
    Expect.number(problems, "burst", rate.burst(), 0, Integer.MAX_VALUE);
    if (!problems.isEmpty()) {
      return Prepared.faulty(problems);
    }
    return Prepared.ready(
        new TokenBucketLimiter(BucketMaker.of(rate, context.clock()), maximumKeys));
  }

  /** Collects the settings of an engine. Not thread-safe. */
  public static final class Builder {

    private int maximumKeys = DEFAULT_MAXIMUM_KEYS;

    private Builder() {}

    /**
     * Sets how many keys each limit remembers at most, 1 to 100 000 000; 100 000 unless set. A key takes about half a
     * kilobyte.
     *
     * @param maximum the number of keys
     */
    public Builder maximumKeys(int maximum) {
      this.maximumKeys = maximum;
      return this;
    }

    /**
     * Returns the engine.
     *
     * @throws DefinitionException when a setting is out of its range
     */
    public InMemoryLimits build() {
      List<Problem> problems = new ArrayList<>();
      Expect.number(problems, "maximumKeys", maximumKeys, 1, 100_000_000);
      if (!problems.isEmpty()) {
        throw new DefinitionException("in-memory limits", problems);
      }
      return new InMemoryLimits(maximumKeys);
    }
  }
}
