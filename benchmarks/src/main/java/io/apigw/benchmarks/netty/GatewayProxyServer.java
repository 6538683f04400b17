package io.apigw.benchmarks.netty;

import io.apigw.api.integrate.HttpTransport;
import io.apigw.benchmarks.IdentityProvider;
import io.apigw.netty.NettyTransport;
import io.apigw.runtime.embedded.JdkTransport;
import java.io.IOException;
import java.net.URI;

/** {@link GatewayProxy} as a program. */
public final class GatewayProxyServer {

  private GatewayProxyServer() {}

  /**
   * Serves until standard input ends; see {@link Control}. Before the port it prints {@code token …}, when one is needed.
   *
   * @param args the back end; {@code netty} or {@code jdk} for the transport; {@code plain} or {@code token}
   */
  public static void main(String[] args) throws IOException {
    URI backEnd = URI.create(args[0]);
    if (args[1].equals("jdk")) {
      try (JdkTransport transport = JdkTransport.create()) {
        serve(backEnd, transport, args[2]);
      }
    } else {
      try (NettyTransport transport = NettyTransport.create()) {
        serve(backEnd, transport, args[2]);
      }
    }
  }

  private static void serve(URI backEnd, HttpTransport transport, String policies)
      throws IOException {
    try (GatewayProxy proxy = start(backEnd, transport, policies)) {
      Control.serve(proxy.port());
    }
  }

  private static GatewayProxy start(URI backEnd, HttpTransport transport, String policies) {
    if (policies.equals("plain")) {
      return GatewayProxy.plain(backEnd, transport);
    }
    IdentityProvider provider = IdentityProvider.create();
    System.out.println("token " + provider.token("proxy", "proxy:use"));
    return GatewayProxy.withToken(backEnd, transport, provider);
  }
}
