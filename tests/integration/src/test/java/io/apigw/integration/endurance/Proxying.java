package io.apigw.integration.endurance;

import io.apigw.api.ByteSize;
import io.apigw.api.definition.HttpApi;
import io.apigw.netty.NettyServer;
import io.apigw.netty.NettyTransport;
import io.apigw.runtime.Gateway;
import io.apigw.testkit.wire.HostClient;
import io.apigw.testkit.wire.RawConnection;
import java.io.IOException;
import java.time.Duration;

/**
 * A gateway that passes everything on, on Netty on both sides. The transport is closed first, since it calls on the
 * server's loops: what it keeps there would outlive them.
 *
 * @param transport calls the back end
 * @param gateway the gateway
 * @param server takes the clients, of HTTP/1.1 and HTTP/2
 */
record Proxying(NettyTransport transport, Gateway gateway, NettyServer server)
    implements AutoCloseable {

  static Proxying to(String backend) {
    NettyTransport transport =
        NettyTransport.builder().bodyTimeout(Duration.ofSeconds(5)).build();
    HttpApi api = HttpApi.builder("proxy")
        .route("$default", r -> r.timeout(Duration.ofSeconds(10)).proxy(backend))
        .build();
    Gateway gateway = Gateway.builder()
        .transport(transport)
        .stage(api, "$default", s -> s.anyDomain("").payload(ByteSize.ofMib(1_000)))
        .build();
    NettyServer server =
        NettyServer.builder(gateway).host("127.0.0.1").threads(2).start();
    return new Proxying(transport, gateway, server);
  }

  /** Opens a connection to a server that stands where this one does, or before it. */
  static HostClient client(int port, boolean http2) throws IOException {
    RawConnection connection = RawConnection.connect(port);
    return http2 ? HostClient.http2(connection, "http") : HostClient.http1(connection);
  }

  @Override
  public void close() {
    server.close();
    gateway.close();
    transport.close();
  }
}
