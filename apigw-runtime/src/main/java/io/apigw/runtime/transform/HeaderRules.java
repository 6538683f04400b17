package io.apigw.runtime.transform;

import io.apigw.api.ApiKind;
import io.apigw.runtime.transform.HeaderTable.Rule;

/**
 * The tables of headers: what of a client's request reaches a back end, and what of a reply reaches the client, by kind
 * of API (data-plane §12). Where AWS's own lists have nothing to say, hop-by-hop headers (RFC 9110 §7.6.1) go no
 * further, and neither does what would pass for a word of the gateway.
 *
 * <p>{@code Content-Encoding} is passed on both ways, although AWS's REST APIs drop it on HTTP_PROXY: AWS has decoded
 * the body by then, whereas ours is passed on byte for byte, and a coded body without its header cannot be read.
 * {@code Accept-Encoding} is passed on for the same reason: what the back end makes of it reaches the client whole.
 */
final class HeaderRules {

  /** Belong to one connection, or tell where a message ends: each side of the gateway has its own. */
  private static final String CONNECTION = """
      Connection Content-Length Expect HTTP2-Settings Host Keep-Alive Proxy Proxy-Authenticate
      Proxy-Authorization Proxy-Connection TE Trailer Trailers Transfer-Encoding Upgrade
      """;

  /** Written by the gateway itself on the way to a back end. */
  private static final String GATEWAYS = """
      Forwarded X-Amzn-Apigateway-Api-Id X-Amzn-Trace-Id X-Forwarded-For X-Forwarded-Port X-Forwarded-Proto
      X-Amzn-Remapped-* x-amzn-RequestId x-amz-apigw-id Apigw-Requestid
      """;

  /** What only a proxy in front of the gateway can know; from anybody else it is a claim. */
  private static final String PROXYS = """
      Client-Cert Client-Cert-Chain X-Amzn-Mtls-* X-Forwarded-* X-Original-Forwarded-For X-Real-IP
      X-SSL-Client-*
      """;

  /** A client's request to a REST API, on its way to an HTTP back end. */
  static final HeaderTable REST_REQUEST = HeaderTable.passing()
      .with(Rule.TRUSTED, PROXYS)
      .with(Rule.DROP, CONNECTION)
      .with(Rule.DROP, GATEWAYS)
      .with(Rule.DROP, "Content-MD5 Max-Forwards Server Via WWW-Authenticate")
      .with(Rule.UNSIGNED, "Authorization");

  /** A client's request to an HTTP API, on its way to an HTTP back end. */
  static final HeaderTable HTTP_REQUEST = HeaderTable.passing()
      .with(Rule.TRUSTED, PROXYS)
      .with(Rule.DROP, CONNECTION)
      .with(Rule.DROP, GATEWAYS)
      .with(Rule.DROP, "X-Forwarded-Host");

  /** A function's or a mock's answer in a REST API: the rows that AWS has for every type of integration. */
  static final HeaderTable REST_FUNCTION_REPLY = HeaderTable.passing()
      .with(
          Rule.DROP,
          "HTTP2-Settings Keep-Alive Proxy Proxy-Connection Trailer Trailers Transfer-Encoding Upgrade")
      .with(
          Rule.REMAP,
          "Connection Content-Length Date Server x-amzn-ErrorType x-amzn-RequestId x-amz-apigw-id");

  /** A back end's reply in a REST API. */
  static final HeaderTable REST_PROXY_REPLY = HeaderTable.passing()
      .with(
          Rule.DROP,
          "HTTP2-Settings Keep-Alive Proxy Proxy-Connection Trailer Trailers Transfer-Encoding Upgrade Via")
      .with(Rule.DROP, "Proxy-Authenticate")
      .with(
          Rule.REMAP,
          "Connection Content-Length Date Server x-amzn-ErrorType x-amzn-RequestId x-amz-apigw-id");

  /** Any reply in an HTTP API. */
  static final HeaderTable HTTP_REPLY =
      HeaderTable.passing().with(Rule.DROP, CONNECTION).with(Rule.DROP, "Apigw-* x-amzn-ErrorType");

  private HeaderRules() {}

  static HeaderTable request(ApiKind kind) {
    return kind == ApiKind.REST ? REST_REQUEST : HTTP_REQUEST;
  }

  static HeaderTable functionReply(ApiKind kind) {
    return kind == ApiKind.REST ? REST_FUNCTION_REPLY : HTTP_REPLY;
  }

  static HeaderTable proxyReply(ApiKind kind) {
    return kind == ApiKind.REST ? REST_PROXY_REPLY : HTTP_REPLY;
  }
}
