package io.apigw.api.integrate;

import io.apigw.api.ApiKind;
import java.util.Locale;
import java.util.Set;

/** Headers that no mapping may set, by API kind. */
final class ReservedHeaders {

  /** What AWS refuses when an HTTP API is configured. */
  private static final Set<String> HTTP = Set.of(
      "authorization",
      "connection",
      "content-encoding",
      "content-length",
      "content-location",
      "forwarded",
      "keep-alive",
      "origin",
      "proxy-authenticate",
      "proxy-authorization",
      "te",
      "trailers",
      "transfer-encoding",
      "upgrade",
      "x-forwarded-for",
      "x-forwarded-host",
      "x-forwarded-proto",
      "via");

  /** What fails with 500 in AWS's REST APIs, what they drop silently, and what belongs to one connection. */
  private static final Set<String> REST = Set.of(
      "content-length",
      "transfer-encoding",
      "x-amzn-trace-id",
      "x-amzn-apigateway-api-id",
      "expect",
      "proxy-authenticate",
      "te",
      "via",
      "connection",
      "keep-alive",
      "proxy-connection",
      "trailer",
      "upgrade");

  /** Belong to one connection too, and would change where a message ends; AWS's list for HTTP APIs lacks them. */
  private static final Set<String> HTTP_OURS = Set.of("trailer", "proxy-connection", "expect");

  private ReservedHeaders() {}

  static boolean reserved(ApiKind kind, String header) {
    String name = header.toLowerCase(Locale.ROOT);
    if (kind != ApiKind.HTTP) {
      return REST.contains(name);
    }
    return HTTP.contains(name)
        || HTTP_OURS.contains(name)
        || name.startsWith("access-control-")
        || name.startsWith("apigw-")
        || name.startsWith("x-amz-")
        || name.startsWith("x-amzn-");
  }
}
