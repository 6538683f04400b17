package io.apigw.runtime.cache;

import io.apigw.api.Response;

/**
 * Which responses are kept: complete ones that are nobody's own. Stricter than AWS, which keeps errors too: 5xx, 206,
 * {@code Set-Cookie} and {@code Vary: *} are never stored.
 */
final class Storable {

  private Storable() {}

  static boolean may(Response response) {
    int status = response.status();
    return status >= 200
        && status < 500
        && status != 206
        && !response.headers().contains("Set-Cookie")
        && response.header("Vary").map(vary -> !vary.contains("*")).orElse(true);
  }
}
