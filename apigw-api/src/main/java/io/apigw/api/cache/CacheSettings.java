package io.apigw.api.cache;

import io.apigw.api.ValueExpression;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How long the answers of a method are kept, and which values of a request tell one answer from another. Immutable,
 * with value equality.
 *
 * <p>As in AWS, a value that is not a key parameter never varies the entry. The key parameters belong to the method;
 * the time to live is the API's default, which a stage may replace.
 */
public final class CacheSettings {

  /** The longest time to live, one hour: AWS's limit. */
  public static final Duration MAX_TTL = Duration.ofHours(1);

  private final Duration ttl;
  private final List<ValueExpression> keyParameters;
  private final CacheInvalidation invalidation;

  private CacheSettings(
      Duration ttl, List<ValueExpression> keyParameters, CacheInvalidation invalidation) {
    this.ttl = ttl;
    this.keyParameters = keyParameters;
    this.invalidation = invalidation;
  }

  /**
   * Returns settings.
   *
   * @param ttl how long an answer is kept, 0 s to 3600 s; 0 keeps none
   * @param keyParameters the values that tell one answer from another, such as {@code method.request.path.orderId}
   * @throws IllegalArgumentException if {@code ttl} is negative or longer than {@link #MAX_TTL}
   */
  public static CacheSettings of(Duration ttl, List<ValueExpression> keyParameters) {
    if (ttl.isNegative() || ttl.compareTo(MAX_TTL) > 0) {
      throw new IllegalArgumentException("ttl: expected 0s to 3600s but was " + ttl);
    }
    return new CacheSettings(ttl, List.copyOf(keyParameters), CacheInvalidation.OR_WARNED);
  }

  /** Returns how long an answer is kept; zero keeps none. */
  public Duration ttl() {
    return ttl;
  }

  /** Returns the values that tell one answer from another, in the order declared. */
  public List<ValueExpression> keyParameters() {
    return keyParameters;
  }

  /** Returns whose {@code Cache-Control: max-age=0} replaces an answer; {@link CacheInvalidation#OR_WARNED} unless set. */
  public CacheInvalidation invalidation() {
    return invalidation;
  }

  /** Returns these settings with another rule for clients that want an answer anew. */
  public CacheSettings withInvalidation(CacheInvalidation whose) {
    return new CacheSettings(ttl, keyParameters, Objects.requireNonNull(whose, "whose"));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CacheSettings that
        && ttl.equals(that.ttl)
        && keyParameters.equals(that.keyParameters)
        && invalidation == that.invalidation;
  }

  @Override
  public int hashCode() {
    return Objects.hash(ttl, keyParameters, invalidation.name());
  }

  @Override
  public String toString() {
    return ttl + " by " + keyParameters;
  }
}
