package io.apigw.netty.upstream;

import io.apigw.api.integrate.Origin;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** The TLS side of connections: whatever the context says, the name of the other side is verified. */
final class ClientTls {

  private static final String HTTP2 = ApplicationProtocolNames.HTTP_2;

  private final SslContext context;

  ClientTls(SslContext context) {
    this.context = context;
  }

  SslHandler handler(ByteBufAllocator allocator, Origin origin, boolean http2) {
    SslHandler handler = context.newHandler(allocator, origin.host(), origin.port());
    SSLEngine engine = handler.engine();
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    if (http2) {
      parameters.setApplicationProtocols(new String[] {HTTP2, ApplicationProtocolNames.HTTP_1_1});
    }
    engine.setSSLParameters(parameters);
    handler.setHandshakeTimeoutMillis(0); // the connection as a whole has a limit
    return handler;
  }

  /** Whether both sides have agreed on HTTP/2, in whatever way the engine tells. */
  static boolean agreedOnHttp2(SslHandler handler) {
    return HTTP2.equals(handler.applicationProtocol())
        || HTTP2.equals(handler.engine().getApplicationProtocol());
  }
}
