package io.apigw.netty.upstream;

import io.apigw.api.integrate.Origin;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** The TLS side of connections: whatever the context says, the name of the other side is verified. */
final class ClientTls {

  private final SslContext context;

  ClientTls(SslContext context) {
    this.context = context;
  }

  SslHandler handler(ByteBufAllocator allocator, Origin origin) {
    SslHandler handler = context.newHandler(allocator, origin.host(), origin.port());
    SSLEngine engine = handler.engine();
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    engine.setSSLParameters(parameters);
    handler.setHandshakeTimeoutMillis(0); // the connection as a whole has a limit
    return handler;
  }
}
