package io.apigw.api.throttle;

import io.apigw.api.ValueExpression;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A limit on a route: one {@link Rate} for all its callers together, or one for each value of a key (each client
 * address, each tenant). A route may have several; a request passes if all of them let it. Immutable, with value
 * equality.
 *
 * <p>A limit for all callers is AWS's method throttle; a key is ours.
 */
public final class Throttle {

  private final Rate rate;
  private final @Nullable ValueExpression key;

  private Throttle(Rate rate, @Nullable ValueExpression key) {
    this.rate = Objects.requireNonNull(rate, "rate");
    this.key = key;
  }

  /** Returns a limit for all callers together. */
  public static Throttle of(Rate rate) {
    return new Throttle(rate, null);
  }

  /**
   * Returns a limit for each value of a key by itself.
   *
   * @param key what is counted by, for example {@code context.identity.sourceIp}; requests without a value share one
   *     limit
   */
  public static Throttle per(ValueExpression key, Rate rate) {
    return new Throttle(rate, Objects.requireNonNull(key, "key"));
  }

  /** Returns how much passes. */
  public Rate rate() {
    return rate;
  }

  /** Returns what is counted by; empty if all callers share the limit. */
  public Optional<ValueExpression> key() {
    return Optional.ofNullable(key);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Throttle that
        && rate.equals(that.rate)
        && Objects.equals(key, that.key);
  }

  @Override
  public int hashCode() {
    return Objects.hash(rate, key);
  }

  /** Returns the limit in words, for example {@code 5 per second, burst 5 per context.identity.sourceIp}. */
  @Override
  public String toString() {
    return key == null ? rate.toString() : rate + " per " + key;
  }
}
