package io.apigw.runtime.transform;

import io.apigw.api.Connection;
import io.apigw.api.Headers;
import io.apigw.api.Request;
import io.apigw.runtime.route.Routed;

/**
 * What the gateway itself tells a back end about the request (data-plane §12.3), written after everything of the
 * client's has been looked through. What a trusted proxy has said is kept and added to.
 */
enum GatewayHeaders {

  /** REST APIs: {@code X-Forwarded-*}. */
  REST {
    @Override
    void write(Routed routed, String apiId, Headers.Builder headers) {
      Request request = routed.request();
      boolean trusted = routed.proxied();
      Connection connection = request.connection();
      String peer = connection.peerAddress();
      String chain = trusted ? String.join(", ", request.headers().all(FORWARDED_FOR)) : "";
      headers.add(FORWARDED_FOR, chain.isEmpty() ? peer : chain + ", " + peer);
      headers.add(FORWARDED_PORT, told(request, trusted, FORWARDED_PORT, port(connection)));
      headers.add(FORWARDED_PROTO, told(request, trusted, FORWARDED_PROTO, connection.scheme()));
      headers.add(TRACE, routed.traceId());
      headers.add("X-Amzn-Apigateway-Api-Id", apiId);
      if (!request.headers().contains(AGENT)) {
        headers.add(AGENT, "AmazonAPIGateway_" + apiId);
      }
      if (!request.headers().contains("Accept")) {
        headers.add("Accept", "application/json");
      }
    }
  },

  /** HTTP APIs: {@code Forwarded}, into which a trusted proxy's {@code X-Forwarded-*} is folded, and {@code Via}. */
  HTTP {
    @Override
    void write(Routed routed, String apiId, Headers.Builder headers) {
      headers.add("Forwarded", Forwarded.of(routed.request(), routed.proxied()));
      headers.addFrom(VIA, 0);
      headers.add(TRACE, routed.traceId());
      if (!routed.request().headers().contains(AGENT)) {
        headers.add(AGENT, "AmazonAPIGateway/" + apiId);
      }
    }
  };

  private static final Headers VIA = Headers.of("Via", "HTTP/1.1 AmazonAPIGateway");
  private static final String FORWARDED_FOR = "X-Forwarded-For";
  private static final String FORWARDED_PORT = "X-Forwarded-Port";
  private static final String FORWARDED_PROTO = "X-Forwarded-Proto";
  private static final String AGENT = "User-Agent";
  private static final String TRACE = "X-Amzn-Trace-Id";

  /**
   * Adds the headers.
   *
   * @param routed the request, and whether it came from a proxy that the gateway trusts
   * @param apiId the API's id
   * @param headers what the back end gets
   */
  abstract void write(Routed routed, String apiId, Headers.Builder headers);

  private static String told(Request request, boolean trusted, String name, String own) {
    return trusted ? request.headers().last(name).orElse(own) : own;
  }

  private static String port(Connection connection) {
    int port = connection.localPort();
    return port > 0 ? String.valueOf(port) : connection.scheme().equals("https") ? "443" : "80";
  }
}
