package io.apigw.benchmarks.netty;

import io.apigw.benchmarks.IdentityProvider;
import io.apigw.runtime.embedded.JdkTransport;
import java.io.IOException;
import java.net.URI;

/** {@link GatewayProxy} as a program. */
public final class GatewayProxyServer {

  private GatewayProxyServer() {}

  /**
   * Serves until standard input ends; see {@link Control}. Before the port it prints {@code token …}, when one is needed.
   *
   * @param args the back end; {@code jdk} for the transport; {@code plain} or {@code token}
   */
  public static void main(String[] args) throws IOException {
    URI backEnd = URI.create(args[0]);
    try (JdkTransport transport = JdkTransport.create();
        GatewayProxy proxy = start(backEnd, transport, args[2])) {
      Control.serve(proxy.port());
    }
  }

  private static GatewayProxy start(URI backEnd, JdkTransport transport, String policies) {
    if (policies.equals("plain")) {
      return GatewayProxy.plain(backEnd, transport);
    }
    IdentityProvider provider = IdentityProvider.create();
    System.out.println("token " + provider.token("proxy", "proxy:use"));
    return GatewayProxy.withToken(backEnd, transport, provider);
  }
}
