package io.apigw.netty;

import io.apigw.api.RequestProcessor;
import io.apigw.testkit.host.HostConformance;
import io.apigw.testkit.host.HostTraits;
import io.apigw.testkit.host.RunningHost;
import org.junit.jupiter.api.extension.ExtendWith;

/** HTTP/2 without TLS, by prior knowledge. */
@ExtendWith(LeakGuard.class)
class NettyClearHttp2ConformanceTest extends HostConformance {

  @Override
  protected RunningHost start(RequestProcessor gateway) {
    NettyServer server =
        NettyServer.builder(gateway).host("127.0.0.1").threads(2).start();
    return RunningHost.of(server.port(), server::close);
  }

  @Override
  protected HostTraits traits() {
    return HostTraits.http2();
  }
}
