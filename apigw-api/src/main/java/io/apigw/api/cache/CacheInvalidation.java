package io.apigw.api.cache;

/**
 * Whose {@code Cache-Control: max-age=0} brings an answer from the back end in place of a kept one, and what becomes of
 * the others'. Allowed are callers whose own policies allow {@code execute-api:InvalidateCache} for the method.
 */
public enum CacheInvalidation {
  /** Everybody's. AWS: {@code requireAuthorizationForCacheControl} is false. */
  BY_ANYONE,
  /** Allowed callers'; others are refused with 403. AWS: {@code FAIL_WITH_403}. */
  OR_REFUSED,
  /**
   * Allowed callers'; others get the kept answer with a {@code Warning}. The default, as in AWS: {@code
   * SUCCEED_WITH_RESPONSE_HEADER}.
   */
  OR_WARNED,
  /** Allowed callers'; others get the kept answer. AWS: {@code SUCCEED_WITHOUT_RESPONSE_HEADER}. */
  OR_IGNORED
}
