package io.apigw.benchmarks.netty;

import io.apigw.api.Response;
import io.apigw.api.definition.HttpApi;
import io.apigw.netty.NettyServer;
import io.apigw.runtime.Gateway;
import java.io.IOException;

/** Our Netty host on one event loop, answering from a function. */
public final class GatewayNettyServer {

  private GatewayNettyServer() {}

  /**
   * Serves until standard input ends; see {@link Control}.
   *
   * @param args the port; one that is free unless given
   */
  public static void main(String[] args) throws IOException {
    int port = args.length > 0 ? Integer.parseInt(args[0]) : 0;
    HttpApi hello = HttpApi.builder("hello")
        .route(
            "GET /hello/{name}",
            r -> r.function(call -> Response.text(200, "Hello, " + call.pathParameter("name"))))
        .build();
    try (Gateway gateway = Gateway.of(hello);
        NettyServer server =
            NettyServer.builder(gateway).host("127.0.0.1").port(port).threads(1).start()) {
      Control.serve(server.port());
    }
  }
}
