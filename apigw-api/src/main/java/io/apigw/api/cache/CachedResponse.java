package io.apigw.api.cache;

import io.apigw.api.Response;
import java.time.Instant;
import java.util.Objects;

/**
 * A response as it is kept.
 *
 * @param response the response, its body in memory
 * @param storedAt when it was stored
 */
public record CachedResponse(Response response, Instant storedAt) {

  /** Checks that the body is in memory. */
  public CachedResponse {
    Objects.requireNonNull(response, "response");
    Objects.requireNonNull(storedAt, "storedAt");
    if (!response.body().collected()) {
      throw new IllegalArgumentException(
          "response: expected a body in memory but was " + response.body());
    }
  }
}
