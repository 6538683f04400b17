package io.apigw.auth;

import java.time.Duration;

/**
 * How much is remembered, and how long.
 *
 * @param maximumTokens verified tokens of an authorizer
 * @param tokenTtl how long a verified token is believed without a new look
 * @param keyRefresh the age at which keys are fetched anew
 * @param keyMaximumAge the age at which keys are not used any more
 * @param unknownKeyPause how long after a fetch an unknown key does not cause another
 */
record CacheSettings(
    int maximumTokens,
    Duration tokenTtl,
    Duration keyRefresh,
    Duration keyMaximumAge,
    Duration unknownKeyPause) {

  static final CacheSettings STANDARD = new CacheSettings(
      10_000,
      Duration.ofMinutes(5),
      Duration.ofHours(1),
      Duration.ofHours(2),
      Duration.ofSeconds(30));
}
