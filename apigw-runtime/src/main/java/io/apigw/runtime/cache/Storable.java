package io.apigw.runtime.cache;

import io.apigw.api.Headers;
import io.apigw.api.Response;
import java.util.Set;

/**
 * Which responses are kept: complete ones that are nobody's own. Stricter than AWS, which keeps errors too: 5xx,
 * {@code Set-Cookie} and {@code Vary: *} are never stored, and neither is the answer to one client's condition or range
 * (206, 304, 412, 416), since the headers that asked for it are no part of the key.
 */
final class Storable {

  private static final Set<Integer> OF_ONE_REQUEST = Set.of(206, 304, 412, 416);

  private Storable() {}

  static boolean may(Response response) {
    int status = response.status();
    return status >= 200
        && status < 500
        && !OF_ONE_REQUEST.contains(status)
        && !response.headers().contains("Set-Cookie")
        && !variesByAnything(response.headers());
  }

  private static boolean variesByAnything(Headers headers) {
    for (int i = headers.indexOf("Vary", 0); i >= 0; i = headers.indexOf("Vary", i + 1)) {
      if (headers.value(i).contains("*")) {
        return true;
      }
    }
    return false;
  }
}
