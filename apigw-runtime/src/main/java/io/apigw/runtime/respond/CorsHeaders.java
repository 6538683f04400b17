package io.apigw.runtime.respond;

import io.apigw.api.Headers;
import io.apigw.api.Request;
import io.apigw.api.definition.Cors;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes the CORS headers of an HTTP API in place of whatever its back end says about CORS (data-plane §10.1). An
 * origin that is not on the list gets none, and the request is answered all the same.
 */
final class CorsHeaders {

  private static final String PREFIX = "access-control-";

  private CorsHeaders() {}

  /** The headers of an answer. */
  static Headers.Builder write(Cors cors, Request request, boolean preflight, Headers headers) {
    Headers.Builder written = withoutCors(headers);
    Optional<String> allowed = allowedOrigin(cors, request);
    if (allowed.isEmpty()) {
      return written;
    }
    written.add("Access-Control-Allow-Origin", allowed.get());
    if (!allowed.get().equals("*")) {
      written.add("Vary", "origin");
    }
    if (cors.credentialsAllowed()) {
      written.add("Access-Control-Allow-Credentials", "true");
    }
    if (preflight) {
      addList(written, "Access-Control-Allow-Methods", cors.allowMethods());
      addList(written, "Access-Control-Allow-Headers", cors.allowHeaders());
      cors.maxAge()
          .ifPresent(age -> written.add("Access-Control-Max-Age", String.valueOf(age.toSeconds())));
    } else {
      addList(written, "Access-Control-Expose-Headers", cors.exposeHeaders());
    }
    return written;
  }

  private static Optional<String> allowedOrigin(Cors cors, Request request) {
    List<String> origins = request.headers().all("Origin");
    if (origins.size() != 1) {
      return Optional.empty();
    }
    String origin = origins.get(0);
    if (cors.allowOrigins().contains("*")) {
      return Optional.of("*");
    }
    return allows(cors, origin) ? Optional.of(origin) : Optional.empty();
  }

  /** Scheme and host are compared without case; {@code https://*} allows every origin of its scheme. */
  private static boolean allows(Cors cors, String origin) {
    for (String allowed : cors.allowOrigins()) {
      boolean anyOfScheme = allowed.endsWith("://*");
      if (anyOfScheme
          ? startsWith(origin, allowed.substring(0, allowed.length() - 1))
          : allowed.equalsIgnoreCase(origin)) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsWith(String origin, String scheme) {
    return origin.length() > scheme.length()
        && origin.regionMatches(true, 0, scheme, 0, scheme.length());
  }

  private static Headers.Builder withoutCors(Headers headers) {
    Headers.Builder kept = Headers.builder();
    for (int i = 0; i < headers.size(); i++) {
      if (!headers.name(i).toLowerCase(Locale.ROOT).startsWith(PREFIX)) {
        kept.add(headers.name(i), headers.value(i));
      }
    }
    return kept;
  }

  private static void addList(Headers.Builder headers, String name, List<String> values) {
    if (!values.isEmpty()) {
      headers.add(name, String.join(",", values));
    }
  }
}
