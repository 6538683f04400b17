package io.apigw.runtime.route;

import io.apigw.api.Headers;
import io.apigw.api.Request;
import org.jspecify.annotations.Nullable;

/** The header by which a client of a REST API replaces its verb, before anything looks at the verb. */
final class VerbOverride {

  private static final String HEADER = "X-HTTP-Method-Override";

  private VerbOverride() {}

  /** Returns the request with the verb that is meant, and without the header; null when the header makes no sense. */
  static @Nullable Request applied(Request request) {
    int index = request.headers().indexOf(HEADER, 0);
    if (index < 0) {
      return request;
    }
    String verb = request.headers().value(index);
    return sameEverywhere(request.headers(), index, verb) ? with(request, verb) : null;
  }

  private static boolean sameEverywhere(Headers headers, int first, String verb) {
    for (int i = headers.indexOf(HEADER, first + 1); i >= 0; i = headers.indexOf(HEADER, i + 1)) {
      if (!headers.value(i).equals(verb)) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Request with(Request request, String verb) {
    try {
      return Request.builder(verb, request.target())
          .mountPath(request.mountPath())
          .headers(request.headers().without(HEADER))
          .body(request.body())
          .connection(request.connection())
          .executor(request.executor())
          .protocol(request.protocol())
          .build();
    } catch (IllegalArgumentException noVerb) {
      return null;
    }
  }
}
